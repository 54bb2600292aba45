// EC2's calls: reads know no resources, changes are judged on each group or instance that they name, with the tags that it carries.
import type { AwsCall } from "../aws-call";
import { arnOf } from "./arn";
import type { ConditionContext } from "./conditions-hold";
import { objectsOf, textOf, textsOf } from "./parameter-of";
import type { AccessRequest } from "./requests-of";

/** What an EC2 call must be allowed to do (EC2's service authorization reference); undefined for calls that the sandbox does not know. */
export function ec2Requests(call: AwsCall): readonly AccessRequest[] | undefined {
  const { operation, parameters } = call;
  if (operation.startsWith("Describe")) return [{ action: `ec2:${operation}`, resource: "*" }];
  if (/^(Authorize|Revoke|Modify)SecurityGroup(Ingress|Egress|Rules)$/.test(operation)) {
    const group = textOf(parameters, "GroupId");
    return group === undefined ? undefined : [on(call, group)].flatMap((request) => request ?? []);
  }
  const ids = idsOf(call);
  if (ids === undefined || ids.length === 0) return undefined;
  const requests = ids.flatMap((id) => on(call, id) ?? []);
  return requests.length === ids.length ? requests : undefined;
}

/** The ids of the resources that a call changes; undefined for calls that the sandbox does not know. */
export function idsOf({ operation, parameters }: AwsCall): readonly string[] | undefined {
  if (/^(Create|Delete)Tags$/.test(operation)) return textsOf(parameters, "ResourceId");
  if (/^(Reboot|Start|Stop|Terminate)Instances$/.test(operation)) return textsOf(parameters, "InstanceId");
  const instance = textOf(parameters, "InstanceId");
  return operation === "ModifyInstanceAttribute" && instance !== undefined ? [instance] : undefined;
}

const kinds: Readonly<Record<string, string>> = { i: "instance", sg: "security-group" };

function on(call: AwsCall, id: string): AccessRequest | undefined {
  const kind = kinds[id.split("-")[0] ?? ""];
  if (kind === undefined) return undefined;
  const place = { region: call.region, accountId: call.principal.accountId };
  const context = { ...tagKeysIn(call), ...tagsOf(call, id) };
  const request = { action: `ec2:${call.operation}`, resource: arnOf("ec2", place, `${kind}/${id}`) };
  return Object.keys(context).length === 0 ? request : { ...request, context };
}

/** The keys in the request. DeleteTags without tags, which deletes all of them, has none. */
function tagKeysIn({ operation, parameters }: AwsCall): ConditionContext {
  if (!/^(Create|Delete)Tags$/.test(operation)) return {};
  const keys = (objectsOf(parameters, "Tag") ?? []).flatMap((tag) => textOf(tag, "Key") ?? []);
  return keys.length === 0 ? {} : { "aws:TagKeys": keys };
}

function tagsOf({ facts }: AwsCall, id: string): ConditionContext {
  const tags = Object.entries(facts?.tagsOf?.[id] ?? {});
  return Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}
