// The identity policy of a lambda's role, compiled from its manifest: what Terraform attaches, without the keys.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { type GrantTarget, grantsOf } from "@orgwatch/manifest/grants";
import {
  bucketName,
  deadLetterQueueName,
  logGroupName,
  parameterName,
  queueName,
  tableName,
} from "@orgwatch/manifest/names";
import type { ConfiguredReference } from "@orgwatch/manifest/references";
import { ownerOf } from "@orgwatch/manifest/resolve-environment";
import { arnOf, bucketArnOf, roleArnOf } from "./arn";
import type { PolicyDocument } from "./policy-document";

/** Where a lambda runs; `queueArns` are its source queues. */
export type PolicyPlace = {
  readonly accountId: string;
  readonly region: string;
  readonly managementAccountId: string;
  /** All watched regions. */
  readonly regions: readonly string[];
  readonly queueArns: readonly string[];
  /** The physical names of the buckets that the configuration names, by the manifests' words. */
  readonly buckets?: Readonly<Record<string, string>>;
  readonly configured?: ConfiguredArns;
};

/** The ARNs of what the configuration names, e.g. of the identity that mails are sent as. */
export type ConfiguredArns = Readonly<Partial<Record<ConfiguredReference["name"], readonly string[]>>>;

/** One Allow statement for each grant, in the manifest's order; no conditions, and nothing for what the configuration has not named. */
export function policyOf(lambda: LambdaManifest, place: PolicyPlace): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: grantsOf(lambda).flatMap(({ sid, actions, on }) => {
      const Resource = resourcesOf(on, lambda, place);
      return Resource.length === 0 ? [] : [{ Sid: sid, Effect: "Allow", Action: actions, Resource }];
    }),
  };
}

function resourcesOf(on: GrantTarget, lambda: LambdaManifest, place: PolicyPlace): readonly string[] {
  switch (on.kind) {
    case "own-log-group":
      return [arnOf("logs", place, `log-group:${logGroupName(lambda.name)}:*`)];
    case "own-queues":
      return place.queueArns;
    case "own-dead-letters":
      return [arnOf("sqs", place, deadLetterQueueName(lambda.name))];
    case "secret":
    case "setting":
      return [arnOf("ssm", place, `parameter${parameterName(ownerOf(lambda, on), on.name)}`)];
    case "table": {
      const regions = on.region === "every" ? place.regions : [place.region];
      return regions.map((region) =>
        arnOf("dynamodb", { region, accountId: place.accountId }, `table/${tableName(on.name)}`),
      );
    }
    case "role":
      return [
        roleArnOf(
          { accountId: on.account === "every" ? "*" : place.managementAccountId, name: on.name },
          place.region,
        ),
      ];
    case "bucket": {
      const bucket = place.buckets?.[on.name];
      return bucket === undefined ? [] : [`${bucketArnOf(bucket, place.region)}/*`];
    }
    case "own-bucket": {
      const bucket = bucketArnOf(bucketName(on.name, place.accountId), place.region);
      return [bucket, `${bucket}/*`];
    }
    case "configured":
      return place.configured?.[on.name] ?? [];
    case "indexes":
      return [arnOf("dynamodb", place, `table/${tableName(on.table)}/index/*`)];
    case "queue":
      return [arnOf("sqs", place, queueName(on.lambda, on.source))];
    case "default-bus":
      return [arnOf("events", place, "event-bus/default")];
    case "any":
      return ["*"];
  }
}
