// How AWS words a refusal. The code and status depend on the service's protocol, and error handling in lambdas looks at them.
import type { AwsCall, Refusal } from "../aws-call";
import { sdkRoutes } from "../gateway/sdk-routes";
import { callerArnOf } from "./arn";
import type { AccessRequest } from "./requests-of";

/** Query and XML services answer 403 `AccessDenied`; the JSON ones `AccessDeniedException`, with 400 for those without REST. */
const queryServices = new Set([
  "autoscaling",
  "cloudformation",
  "cloudfront",
  "elasticache",
  "elasticbeanstalk",
  "elasticloadbalancing",
  "iam",
  "monitoring",
  "rds",
  "redshift",
  "route53",
  "s3",
  "sqs",
  "sts",
]);
const isRest = (service: string) => service === "scheduler" || service in sdkRoutes;

/** A refusal of one request of a call, with AWS's reason at the end, e.g. `because no identity-based policy allows the … action`. */
export function refusalOf(call: AwsCall, request: AccessRequest, reason: string): Refusal {
  const who = callerArnOf(call.principal, call.region);
  const what = `User: ${who} is not authorized to perform: ${request.action} on resource: ${request.resource}`;
  return withCode(call, `${what} ${reason}`.trim());
}

/** A refusal that AWS would not give: the sandbox cannot judge this call, and says so rather than let it pass. */
export function cannotJudge(call: AwsCall, why: string): Refusal {
  return withCode(call, `The sandbox cannot judge ${call.service}:${call.operation}: ${why}`);
}

function withCode(call: AwsCall, message: string): Refusal {
  if (call.service === "ec2") return { status: 403, code: "UnauthorizedOperation", message };
  if (call.service === "sns") return { status: 403, code: "AuthorizationError", message };
  if (queryServices.has(call.service)) return { status: 403, code: "AccessDenied", message };
  return { status: isRest(call.service) ? 403 : 400, code: "AccessDeniedException", message };
}
