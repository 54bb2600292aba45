// What a failure means for an account's result: the word that people filter by, and the reason that they read.
import { reasonOf } from "@orgwatch/core/errors";
import { redact } from "@orgwatch/core/redact";
import type { AccountResult } from "@orgwatch/core/support-cases/case";
import { NoRole, NotEntitled } from "../support-errors";

/** AWS has a name for too many calls in each of its protocols. */
const throttles = /throttl|toomanyrequests|requestlimitexceeded|slowdown/i;
/** Enough to act on. */
const reasonLength = 500;

/** `throttled` where AWS said so anywhere down the causes; what nobody foresaw is `failed`. The reason holds no secret. */
export function failureOf(error: unknown): Pick<AccountResult, "result" | "reason"> {
  return { result: wordOf(error), reason: redact(reasonOf(error)).slice(0, reasonLength) };
}

function wordOf(error: unknown): AccountResult["result"] {
  if (error instanceof NotEntitled) return "not-entitled";
  if (error instanceof NoRole) return "no-role";
  return namesOf(error).some((name) => throttles.test(name)) ? "throttled" : "failed";
}

function namesOf(error: unknown): string[] {
  return error instanceof Error ? [error.name, ...namesOf(error.cause)] : [];
}
