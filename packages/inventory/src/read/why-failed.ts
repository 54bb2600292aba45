// An SDK's error in the words of a run: of which type the failure is, what AWS said, and what nobody knows because of it.
import { reasonOf } from "@orgwatch/core/errors";
import type { Failure } from "@orgwatch/core/inventory/run-manifest";
import { RoleRefused } from "@orgwatch/core/organization/assume-role";
import { redact } from "@orgwatch/core/redact";
import { judgeError, nameOf } from "./judge-error";
import { OutOfTime } from "./out-of-time";

/** IAM, an SCP, a resource's own policy: in each service under another name. */
const denies =
  /^(AccessDenied|UnauthorizedOperation|Unauthorized|Forbidden|NotAuthorized|AuthorizationError|UnauthorizedAccess)/;
const notSubscribed = /^(OptInRequired|SubscriptionRequired|SubscriptionRequiredException|NotSignedUp)$/;
/** What good credentials get in a region that is switched off: it does not know them. Elsewhere the credentials are refused. */
const unknownThere = /^(AuthFailure|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId)$/;
const notOffered =
  /^(UnknownEndpoint|EndpointError|InvalidAction|UnknownOperationException|UnsupportedOperation|UnsupportedOperationException)$/;
/** A hundred letters of noise in EC2's refusals. */
const encoded = /\s*Encoded authorization failure message: \S+/g;
const wordsLimit = 300;

/** Where it failed. `isOn`: the account is known to use the region. */
export type FailedPlace = {
  readonly account: string;
  readonly region: string;
  readonly kind?: string;
  readonly isOn: boolean;
};

/** The failure; `hides` in words, such as `every ec2/instance in eu-west-1`. */
export function failureOf({ isOn, ...place }: FailedPlace, error: unknown, hides: string): Failure {
  return { ...place, type: typeOf(error, isOn), words: wordsOf(error), hides };
}

/**
 * The service does not exist in this region, or lacks the operation there: that is no failure, there is nothing. A host name that is not found
 * may be the network's fault as well, so that who asks has to know whether other services answered.
 */
export function isNotOffered(error: unknown): boolean {
  return notOffered.test(nameOf(error)) || isUnknownHost(error);
}

/** The service's host name does not exist, or nobody can tell. */
export function isUnknownHost(error: unknown): boolean {
  return judgeError(error) === "unknown-host";
}

/**
 * IAM or an SCP refused. Organizations says AccessDeniedException to every account that does not manage the organization, too, and only its words
 * («You don't have permissions to access this resource») tell one from the other.
 */
export function isPolicyRefusal(error: unknown): boolean {
  return error instanceof Error && /not authorized to perform/i.test(error.message);
}

/** What may pass until the next try of the whole: throttles, outages, the end of the lambda's time. */
export function isPassing(error: unknown): boolean {
  return error instanceof OutOfTime || judgeError(error) !== "final";
}

function typeOf(error: unknown, isOn: boolean): Failure["type"] {
  if (error instanceof OutOfTime) return "unfinished";
  const name = nameOf(error);
  if (notSubscribed.test(name)) return "not-opted-in";
  if (unknownThere.test(name)) return isOn ? "denied" : "not-opted-in";
  if (error instanceof RoleRefused && error.refusal !== "unavailable") return "denied";
  const verdict = judgeError(error);
  if (verdict === "throttled") return "throttled";
  if (verdict === "expired" || denies.test(name)) return "denied";
  return verdict === "final" && !(error instanceof RoleRefused) ? "bug" : "unavailable";
}

function wordsOf(error: unknown): string {
  const words = redact(reasonOf(error)).replaceAll(encoded, "");
  return words.length > wordsLimit ? `${words.slice(0, wordsLimit - 1)}…` : words;
}
