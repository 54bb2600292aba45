// What EC2 and STS say instead of doing what they were asked, sorted by what somebody can do about it.
import { TryLater } from "../errors";
import { RoleRefused } from "../organization/assume-role";
import { InstanceGone, NoAccess, Refused } from "./enforce-instance";

const denied = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "AuthFailure",
  "OptInRequired",
  "UnauthorizedOperation",
]);
const gone = /^InvalidInstanceID\.(NotFound|Malformed)$/;

/** What EC2 will not do with this instance as it is, in words for people. */
const refusals: Readonly<Record<string, string>> = {
  IncorrectInstanceState: "its state does not allow it",
  IncorrectState: "its state does not allow it",
  OperationNotPermitted: "it is protected against this",
  UnsupportedOperation:
    "EC2 cannot do this with such an instance (as one of a spot request, or without an EBS root)",
  TagLimitExceeded: "it has as many tags as an instance can have",
};
/** EC2's message names what to do, but may hold pages of encoded detail. */
const mostCharacters = 300;
/** What says that the request itself is wrong; whatever else fails may pass. */
const clientFault = /^(Invalid|Malformed|Missing|Unknown|Unsupported|Validation|Dry|Incorrect|Operation|Tag)/;

/** The failure of a call: NoAccess, InstanceGone, Refused, or TryLater for everything that says nothing about the instance. */
export function enforceProblem(accountId: string, region: string, error: unknown): Error {
  const [code, cause] = [error instanceof Error ? error.name : "", { cause: error }];
  const place = `account ${accountId} in ${region}`;
  if (error instanceof RoleRefused)
    return error.refusal === "unavailable"
      ? new TryLater(`no session in ${place}`, cause)
      : new NoAccess(error.message, cause);
  if (gone.test(code)) return new InstanceGone(`the instance is gone from ${place}`, cause);
  // The message of a denial is encoded, and says nothing to people.
  if (denied.has(code)) return new NoAccess(`${place} does not allow it (${code})`, cause);
  if (!clientFault.test(code)) return new TryLater(`EC2 of ${place} cannot be used now`, cause);
  const said = error instanceof Error ? error.message.slice(0, mostCharacters) : "";
  const words = refusals[code] ?? "EC2 refuses it";
  return new Refused(code, `${words}: ${code}: ${said}`, cause);
}
