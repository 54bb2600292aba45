// What AWS Support and STS say instead of an account's cases, in the words that an account's result has.
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import { RoleRefused } from "@orgwatch/core/organization/assume-role";

/** The account has no support plan with an API (Business or above). */
export class NotEntitled extends NeverAgain {
  override readonly name = "NotEntitled";
}

/** The role is missing in the account, does not trust us, or may not read cases. */
export class NoRole extends NeverAgain {
  override readonly name = "NoRole";
}

/** What our own calls can be blamed for; everything else that fails may pass. */
const ours = new Set(["ValidationException", "SerializationException", "InvalidParameterValueException"]);

/** No such case; AWS Support answers so for cases of other accounts, and for those it no longer keeps. */
export function isUnknownCase(error: unknown): boolean {
  return nameOf(error) === "CaseIdNotFound";
}

/** The failure of a call for an account's cases: NotEntitled, NoRole, TryLater, or the error itself where the call was wrong. */
export function supportProblem(accountId: string, error: unknown): unknown {
  if (error instanceof TryLater || error instanceof NeverAgain) return error;
  const name = nameOf(error);
  if (error instanceof RoleRefused && error.refusal !== "unavailable")
    return new NoRole(error.message, { cause: error });
  if (name === "SubscriptionRequiredException")
    return new NotEntitled(`account ${accountId} has no support plan with an API`, { cause: error });
  if (/^AccessDenied/.test(name))
    return new NoRole(`the role in account ${accountId} may not read support cases`, { cause: error });
  if (ours.has(name)) return error;
  return new TryLater(`the support cases of account ${accountId} cannot be read now`, { cause: error });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
