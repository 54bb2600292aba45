// Which IAM actions on which resources a call asks for, as AWS judges it, for the services that lambdas use and what the inventory reads.
import type { AwsCall } from "../aws-call";
import { apiGatewayRequests } from "./api-gateway-requests";
import { arnOf } from "./arn";
import type { ConditionContext } from "./conditions-hold";
import { dynamodbRequests } from "./dynamodb-requests";
import { ec2Requests } from "./ec2-requests";
import { lakeRequests } from "./lake-requests";
import { listingRequests } from "./listing-requests";
import { mailRequests } from "./mail-requests";
import { objectsOf, textOf, textsOf } from "./parameter-of";
import { queueRequests } from "./queue-requests";
import { s3Requests } from "./s3-requests";

/** One question to the policies, with what conditions may ask of its resource. A call may ask several, and all must be allowed. */
export type AccessRequest = {
  readonly action: string;
  readonly resource: string;
  readonly context?: ConditionContext;
};

/**
 * What a call must be allowed to do; empty when it needs no permission. Undefined when the sandbox does not know its resource, which is a
 * refusal and not a pass.
 */
export function requestsOf(call: AwsCall): readonly AccessRequest[] | undefined {
  return services[call.service]?.(call) ?? listingRequests(call);
}

type Requests = (call: AwsCall) => readonly AccessRequest[] | undefined;

const services: Readonly<Record<string, Requests>> = {
  dynamodb: dynamodbRequests,
  apigateway: apiGatewayRequests,
  cloudtrail: lakeRequests,
  sqs: queueRequests,
  s3: s3Requests,
  ssm: (call) => {
    const names = textsOf(call.parameters, "Names") ?? one(nameOrPath(call));
    return names?.map((name) => ask(call, "ssm", parameterArn(call, name)));
  },
  sns: (call) => {
    const topic = textOf(call.parameters, "TopicArn") ?? textOf(call.parameters, "TargetArn");
    const operation = call.operation === "PublishBatch" ? "Publish" : call.operation;
    return topic === undefined ? undefined : [{ action: `sns:${operation}`, resource: topic }];
  },
  sts: (call) => {
    if (call.operation === "GetCallerIdentity") return [];
    const role = call.operation === "AssumeRole" ? textOf(call.parameters, "RoleArn") : undefined;
    return role === undefined ? undefined : [ask(call, "sts", role)];
  },
  // The listing calls have no resource; for the others `*` is stricter than AWS, which also takes the account's or OU's ARN.
  organizations: (call) => [ask(call, "organizations", "*")],
  kms: (call) => {
    const key = textOf(call.parameters, "KeyId");
    if (key === undefined || key.includes("alias/")) return undefined;
    return [ask(call, "kms", key.startsWith("arn:") ? key : arnOf("kms", placeOf(call), `key/${key}`))];
  },
  logs: logRequests,
  guardduty: (call) => {
    // Only the detector itself is a resource; findings and members are not (AWS's service authorization reference).
    if (/Filter|IPSet|Set$|PublishingDestination|Tag/.test(call.operation)) return undefined;
    if (!/^(Get|Update|Delete)Detector$/.test(call.operation)) return [ask(call, "guardduty", "*")];
    const detector = textOf(call.parameters, "DetectorId");
    if (detector === undefined) return undefined;
    return [ask(call, "guardduty", arnOf("guardduty", placeOf(call), `detector/${detector}`))];
  },
  events: eventRequests,
  ec2: ec2Requests,
  ses: mailRequests,
  // The search domain is named by the path alone, and so is what is asked of it.
  es: ({ operation, parameters }) => {
    const arn = textOf(parameters, "DomainArn");
    const path = textOf(parameters, "Path");
    return arn === undefined || path === undefined
      ? undefined
      : [{ action: `es:${operation}`, resource: `${arn}${path}` }];
  },
  // Listing has no resource; the sandbox's lambdas do nothing else with IAM.
  iam: (call) =>
    /^List(AccountAliases|Roles|Users)$/.test(call.operation) ? [ask(call, "iam", "*")] : undefined,
  autoscaling: (call) =>
    call.operation.startsWith("Describe") ? [ask(call, "autoscaling", "*")] : undefined,
  identitystore: (call) => {
    const store = textOf(call.parameters, "IdentityStoreId");
    if (call.operation !== "ListUsers" || store === undefined) return undefined;
    const { accountId } = call.principal;
    const own = arnOf("identitystore", { region: "", accountId }, `identitystore/${store}`);
    // IAM asks for the store and for its people, whose ARN names neither account nor store.
    return [own, arnOf("identitystore", { region: "", accountId: "" }, "user/*")].map((resource) =>
      ask(call, "identitystore", resource),
    );
  },
  // AWS Support knows no resources.
  support: (call) => [ask(call, "support", "*")],
  // CloudWatch signs as `monitoring`.
  monitoring: (call) => (call.operation === "PutMetricData" ? [ask(call, "cloudwatch", "*")] : undefined),
  lambda: (call) => {
    const name = call.operation === "Invoke" ? textOf(call.parameters, "FunctionName") : undefined;
    if (name === undefined) return undefined;
    const resource = name.startsWith("arn:") ? name : arnOf("lambda", placeOf(call), `function:${name}`);
    return [{ action: "lambda:InvokeFunction", resource }];
  },
  states: (call) => {
    const resource = textOf(call.parameters, "StateMachineArn") ?? textOf(call.parameters, "ExecutionArn");
    if (/^SendTask(Success|Failure|Heartbeat)$/.test(call.operation)) return [ask(call, "states", "*")];
    return resource === undefined ? undefined : [ask(call, "states", resource)];
  },
};

/** Log groups are judged as `log-group:<name>:log-stream:<stream>`, with no stream for calls on the group itself. */
function logRequests(call: AwsCall): readonly AccessRequest[] | undefined {
  const group = textOf(call.parameters, "LogGroupName");
  if (group === undefined) return undefined;
  const stream = call.operation === "PutLogEvents" ? textOf(call.parameters, "LogStreamName") : "";
  if (stream === undefined) return undefined;
  return [ask(call, "logs", arnOf("logs", placeOf(call), `log-group:${group}:log-stream:${stream}`))];
}

function eventRequests(call: AwsCall): readonly AccessRequest[] | undefined {
  const place = placeOf(call);
  const entries = call.operation === "PutEvents" ? objectsOf(call.parameters, "Entries") : undefined;
  if (entries !== undefined)
    return entries.map((entry) => {
      const bus = textOf(entry, "EventBusName") ?? "default";
      return ask(call, "events", bus.startsWith("arn:") ? bus : arnOf("events", place, `event-bus/${bus}`));
    });
  const bus = textOf(call.parameters, "EventBusName")?.split("/").at(-1) ?? "default";
  const rule = textOf(call.parameters, /Rule$/.test(call.operation) ? "Name" : "Rule");
  if (rule === undefined) return undefined;
  return [ask(call, "events", arnOf("events", place, `rule/${bus === "default" ? "" : `${bus}/`}${rule}`))];
}

function nameOrPath(call: AwsCall): string | undefined {
  return textOf(call.parameters, call.operation === "GetParametersByPath" ? "Path" : "Name");
}

/** A parameter may be named with or without its first slash, with a `:version` or `:label` behind it, or by its ARN. */
function parameterArn(call: AwsCall, name: string): string {
  if (name.startsWith("arn:")) return name;
  return arnOf("ssm", placeOf(call), `parameter/${name.replace(/^\//, "").replace(/:[^/]*$/, "")}`);
}

function one(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

function ask(call: AwsCall, prefix: string, resource: string): AccessRequest {
  return { action: `${prefix}:${call.operation}`, resource };
}

function placeOf(call: AwsCall): { region: string; accountId: string } {
  return { region: call.region, accountId: call.principal.accountId };
}
