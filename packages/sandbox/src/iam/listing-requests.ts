// What the inventory reads, whose actions stand in its table of kinds: most of these calls know no narrower resource than `*`.
import { actionsOfCall } from "@orgwatch/inventory/kinds/actions";
import type { Kind } from "@orgwatch/inventory/kinds/kind";
import { kinds } from "@orgwatch/inventory/kinds/kinds";
import type { AwsCall } from "../aws-call";
import { bucketOperation } from "../gateway/read-sdk-operation";
import { signingNames } from "../gateway/sdk-routes";
import type { AccessRequest } from "./requests-of";

/**
 * What a call that the table of kinds knows must be allowed to do, on `*`: stricter than AWS where a policy could name the resource. Undefined
 * for calls that the table does not know.
 */
export function listingRequests({ service, operation }: AwsCall): readonly AccessRequest[] | undefined {
  const [, subresource] = /^GetBucket\?(.+)$/.exec(operation) ?? [];
  const name = subresource === undefined ? operation : bucketOperation(subresource);
  return actions.get(`${service}:${name}`)?.map((action) => ({ action, resource: "*" }));
}

/** By the name that signatures carry and the operation. */
const actions = new Map([
  ...kinds.flatMap(callsOf),
  // The Cloud Control API is CloudFormation's in IAM.
  ["cloudcontrolapi:ListResources", ["cloudformation:ListResources"]] as const,
]);

function callsOf(kind: Kind): (readonly [string, readonly string[]])[] {
  return [kind, ...(kind.details ?? [])].map((call) => [
    `${signingNames[kind.service]}:${call.operation}`,
    actionsOfCall(kind, call),
  ]);
}
