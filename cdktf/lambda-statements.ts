// A manifest's grants as IAM statements: the same list that the sandbox judges by, with this place's ARNs.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { type GrantTarget, grantsOf } from "@orgwatch/manifest/grants";
import { deadLetterQueueName } from "@orgwatch/manifest/names";
import { ownerOf } from "@orgwatch/manifest/resolve-environment";
import { type Buckets, bucketOf } from "./buckets";
import { everythingGranted, type GrantChoices } from "./grant-choices";
import {
  bucketArn,
  indexesArn,
  lambdaQueueArn,
  logStreamsArn,
  ownBucketArn,
  type Place,
  parameterArn,
  regionalArn,
  roleArn,
  tableArn,
} from "./place";
import type { Statement } from "./policy-document";

export type LambdaSurroundings = {
  readonly place: Place;
  readonly managementAccountId: string;
  /** All watched regions, home region first. */
  readonly regions: readonly string[];
  /** The keys that encrypt tables, queues and secrets, by region: its own, and all regions' for a lambda that works in them. */
  readonly keyArns: Readonly<Record<string, string>>;
  /** ARNs of the queues that the lambda reads. */
  readonly queueArns: readonly string[];
  readonly buckets: Buckets;
  /** Without them every role is there, and nothing of the user's is named. */
  readonly choices?: GrantChoices;
};

/** Everything that the lambda's role may do. A grant on what the configuration leaves out is left out with it. */
export function lambdaStatements(lambda: LambdaManifest, around: LambdaSurroundings): readonly Statement[] {
  const grants = grantsOf(lambda);
  const granted = grants
    .map(
      ({ sid, actions, on }): Statement => ({
        Sid: sid,
        Effect: "Allow",
        Action: actions,
        Resource: resourcesOf(lambda, on, around),
      }),
    )
    .filter(({ Resource }) => Resource?.length !== 0);
  const keys: Statement = {
    Sid: "Keys",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: keysOf(lambda, around),
  };
  return [
    ...granted,
    ...(grants.some(({ on }) => encrypted.has(on.kind)) ? [keys] : []),
    ...bucketKeys(lambda, around.buckets),
  ];
}

/** What is encrypted with our keys and read or written by the lambda itself; its logs are encrypted by CloudWatch. */
const encrypted: ReadonlySet<GrantTarget["kind"]> = new Set([
  "table",
  "indexes",
  "own-bucket",
  "secret",
  "queue",
  "own-queues",
  "own-dead-letters",
]);

function resourcesOf(lambda: LambdaManifest, on: GrantTarget, around: LambdaSurroundings): readonly string[] {
  const { place, choices = everythingGranted } = around;
  switch (on.kind) {
    case "table":
      return regionsOf(on.region, around).map((region) => tableArn({ ...place, region }, on.name));
    case "secret":
    case "setting":
      return [parameterArn(place, ownerOf(lambda, on), on.name)];
    case "role":
      if (choices.absentRoles.includes(on.name)) return [];
      return [
        roleArn({ ...place, accountId: on.account === "every" ? "*" : around.managementAccountId }, on.name),
      ];
    case "bucket":
      return [`${bucketArn(place, bucketOf(around.buckets, on.name).name)}/*`];
    case "own-bucket": {
      const bucket = ownBucketArn(place, on.name);
      return [bucket, `${bucket}/*`];
    }
    case "configured":
      return choices.configured[on.name] ?? [];
    case "indexes":
      return [indexesArn(place, on.table)];
    case "queue":
      return [lambdaQueueArn(place, on.lambda, on.source)];
    case "default-bus":
      return [regionalArn(place, "events", "event-bus/default")];
    case "own-queues":
      return around.queueArns;
    case "own-dead-letters":
      return [regionalArn(place, "sqs", deadLetterQueueName(lambda.name))];
    case "own-log-group":
      return [logStreamsArn(place, lambda.name)];
    case "any":
      return ["*"];
  }
}

function regionsOf(region: "own" | "every", { place, regions }: LambdaSurroundings): readonly string[] {
  return region === "own" ? [place.region] : regions;
}

function keysOf(lambda: LambdaManifest, around: LambdaSurroundings): readonly string[] {
  const everywhere = lambda.allow.some(({ on }) => on.kind === "table" && on.region === "every");
  return regionsOf(everywhere ? "every" : "own", around).map((region) => {
    const arn = around.keyArns[region];
    if (arn === undefined) throw new Error(`lambda ${lambda.name}: ${region} has no key`);
    return arn;
  });
}

/** Files of a bucket that is encrypted with its owner's key cannot be read without it. */
function bucketKeys({ allow }: LambdaManifest, buckets: Buckets): readonly Statement[] {
  const keyArns = allow.flatMap(({ on }) =>
    on.kind === "bucket" ? (bucketOf(buckets, on.name).kmsKeyArn ?? []) : [],
  );
  return keyArns.length === 0
    ? []
    : [{ Sid: "BucketKeys", Effect: "Allow", Action: ["kms:Decrypt"], Resource: keyArns }];
}
