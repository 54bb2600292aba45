// What EC2 and STS say instead of an answer, sorted by what somebody can do about it.
import { TryLater } from "@orgwatch/core/errors";
import { RoleRefused } from "@orgwatch/core/organization/assume-role";
import { GroupGone, NoAccess, Refused } from "./group-api";

const noAccess = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "AuthFailure",
  "OptInRequired",
  "UnauthorizedOperation",
]);

/** What passes, although EC2 answers with a status of 4xx. Expired credentials are asked for anew by the next try. */
const passes = new Set([
  "EC2ThrottledException",
  "ExpiredToken",
  "InternalError",
  "InternalFailure",
  "RequestExpired",
  "RequestLimitExceeded",
  "RequestTimeout",
  "RequestThrottled",
  "ServiceUnavailable",
  "Throttling",
  "ThrottlingException",
  "Unavailable",
]);

/** EC2's word for a failure: `InvalidPermission.Duplicate`; empty for what is no answer of EC2. */
export function codeOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** The failure of a call: NoAccess, GroupGone, Refused, or TryLater for everything that says nothing about the request. */
export function groupProblem(accountId: string, region: string, error: unknown): Error {
  const [code, cause] = [codeOf(error), { cause: error }];
  const place = `account ${accountId} in ${region}`;
  if (error instanceof RoleRefused)
    return error.refusal === "unavailable"
      ? new TryLater(`no session in ${place}`, cause)
      : new NoAccess(error.message, cause);
  if (code === "InvalidGroup.NotFound") return new GroupGone(`the group is gone from ${place}`, cause);
  if (noAccess.has(code)) return new NoAccess(`${code} in ${place}`, cause);
  if (passes.has(code) || !isClientFault(error))
    return new TryLater(`security groups of ${place} cannot be used now`, cause);
  return new Refused(code, error instanceof Error ? error.message : code, cause);
}

/** EC2 answered, and it was not EC2's fault: anything else is a reset, a time-out or an outage. */
function isClientFault(error: unknown): boolean {
  if (!(error instanceof Error) || !("$metadata" in error)) return false;
  const { $metadata: metadata } = error;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return false;
  const { httpStatusCode: status } = metadata;
  return typeof status === "number" && status >= 400 && status < 500 && status !== 429;
}
