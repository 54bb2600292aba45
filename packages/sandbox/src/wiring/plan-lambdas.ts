// Which lambdas run where, with their environment, queues, schedules and rules: the wiring on paper, before AWS is called.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import {
  busName,
  deadLetterQueueName,
  failoverTopicName,
  functionName,
  queueName,
  roleName,
  topicName,
} from "@orgwatch/manifest/names";
import { resolveEnvironment } from "@orgwatch/manifest/resolve-environment";
import { arnOf, roleArnOf } from "../iam/arn";
import type { DeployedRole } from "../iam/guard";
import type { TrustPolicy } from "../iam/policy-document";
import { policyOf } from "../iam/policy-of";
import type { DeployedLambda, EventSource, QueueSource } from "./deployment";
import type { WiringRequest } from "./wiring-request";

/** A queue and what fills it. */
export type PlannedQueue = QueueSource & {
  readonly name: string;
  readonly from:
    | { readonly kind: "topic"; readonly name: string }
    | { readonly kind: "lambdas" }
    | { readonly kind: "rule"; readonly rule: EventSource }
    /** Nothing fills it while the request names no bucket. */
    | { readonly kind: "bucket"; readonly bucket: string | undefined };
};
export type PlannedLambda = {
  readonly manifest: LambdaManifest;
  readonly deployed: DeployedLambda;
  readonly queues: readonly PlannedQueue[];
  readonly deadLetters: { readonly name: string; readonly arn: string };
  readonly role: DeployedRole;
};

/** Every lambda of the request in every region that it runs in. */
export function planLambdas(request: WiringRequest): PlannedLambda[] {
  const { homeRegion, regions } = request.organization;
  return request.lambdas.flatMap((manifest) =>
    (manifest.runsIn === "home-region" ? [homeRegion] : regions).map((region) =>
      planLambda(manifest, region, request),
    ),
  );
}

function planLambda(manifest: LambdaManifest, region: string, request: WiringRequest): PlannedLambda {
  const { organization, endpoint } = request;
  const accountId = organization.infrasecAccountId;
  const place = { accountId, region };
  const queues = queuesOf(manifest, region, request);
  const deadLetters = deadLetterQueueName(manifest.name);
  const { trigger } = manifest;
  const scheduled = trigger.kind === "schedule" ? trigger : undefined;
  const name = functionName(manifest.name);
  return {
    manifest,
    queues,
    deadLetters: { name: deadLetters, arn: arnOf("sqs", place, deadLetters) },
    role: roleOf(manifest, region, request, queues),
    deployed: {
      name: manifest.name,
      functionName: name,
      functionArn: arnOf("lambda", place, `function:${name}`),
      accountId,
      region,
      handler: "index.handler",
      runtime: "nodejs22.x",
      timeoutSeconds: manifest.timeoutSeconds,
      memoryMb: manifest.memoryMb,
      roleName: roleName(manifest.name, region),
      environment: {
        ...environmentOf(manifest, region, request),
        ...(trigger.kind === "queue" && {
          ORGWATCH_DEAD_LETTER_QUEUE_URL: queueUrlOf(endpoint, accountId, deadLetters),
        }),
      },
      sources: queues.map(({ name: _, from: __, ...source }) => source),
      schedules: scheduled ? [{ name, expression: scheduled.expression }] : [],
      onEvents: (scheduled?.alsoOn ?? []).map((source) => busRule(manifest, source)),
      routes: trigger.kind === "request" ? [{ method: trigger.method, path: trigger.path }] : [],
    },
  };
}

function environmentOf(manifest: LambdaManifest, region: string, request: WiringRequest) {
  const { managementAccountId, infrasecAccountId, regions } = request.organization;
  return resolveEnvironment(
    manifest,
    {
      regions,
      accountId: infrasecAccountId,
      roleArn: (role) => roleArnOf({ accountId: managementAccountId, name: role }, region),
      queueUrl: (name) => queueUrlOf(request.endpoint, infrasecAccountId, name),
    },
    request.overrides?.[manifest.name],
  );
}

function queuesOf(manifest: LambdaManifest, region: string, request: WiringRequest): PlannedQueue[] {
  const { trigger } = manifest;
  if (trigger.kind !== "queue") return [];
  const { batchSize, maximumConcurrency, receiveLimit } = trigger;
  const accountId = request.organization.infrasecAccountId;
  const planned = (source: string, from: PlannedQueue["from"]): PlannedQueue => {
    const name = queueName(manifest.name, source);
    const queueArn = arnOf("sqs", { accountId, region }, name);
    const queueUrl = queueUrlOf(request.endpoint, accountId, name);
    return { name, from, queueUrl, queueArn, batchSize, maximumConcurrency, receiveLimit };
  };
  if (trigger.from.kind === "bus")
    return [planned(trigger.from.name, { kind: "rule", rule: busRule(manifest, trigger.from) })];
  if (trigger.from.kind === "handed") return [planned(trigger.from.name, { kind: "lambdas" })];
  if (trigger.from.kind === "bucket")
    return [planned(trigger.from.name, { kind: "bucket", bucket: request.buckets?.[trigger.from.name] })];
  return trigger.from.names.flatMap((topic) =>
    topic === "failover"
      ? [planned(topic, { kind: "topic", name: failoverTopicName })]
      : request.teams
          .map((team) => topicName(team, topic))
          .map((name) => planned(name, { kind: "topic", name })),
  );
}

function busRule(
  manifest: LambdaManifest,
  source: { name: string; pattern: EventSource["pattern"] },
): EventSource {
  return { rule: queueName(manifest.name, source.name), bus: busName, pattern: source.pattern };
}

function roleOf(
  manifest: LambdaManifest,
  region: string,
  { organization, buckets = {}, configured = {} }: WiringRequest,
  queues: readonly PlannedQueue[],
): DeployedRole {
  const { infrasecAccountId: accountId, managementAccountId, regions } = organization;
  const queueArns = queues.map(({ queueArn }) => queueArn);
  const place = { accountId, region, managementAccountId, regions, queueArns, buckets, configured };
  return {
    accountId,
    name: roleName(manifest.name, region),
    policies: [policyOf(manifest, place)],
    trust: serviceTrust("lambda.amazonaws.com"),
  };
}

/** A role that a service takes on. */
export function serviceTrust(service: string): TrustPolicy {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: [service] }, Action: ["sts:AssumeRole"] }],
  };
}

/** The emulator's form of a queue's URL: path `/<account>/<name>`. */
function queueUrlOf(endpoint: string, accountId: string, name: string): string {
  return new URL(`/${accountId}/${name}`, endpoint).href;
}
