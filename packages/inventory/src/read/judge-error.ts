// What an error of the SDK means for the call at hand: whether it is worth another try, and of which kind.
import { RoleRefused } from "@orgwatch/core/organization/assume-role";

/**
 * `throttled`: slower, please. `passing`: AWS failed or nobody answered. `unknown-host`: there is no such host name. `expired`: the credentials are too old. `final`: the same call fails
 * again.
 */
export type Verdict = "throttled" | "passing" | "unknown-host" | "expired" | "final";

/** What AWS and its SDK put into errors; each may be missing. */
type Traits = {
  readonly name: string;
  readonly code: unknown;
  readonly status: unknown;
  readonly throttling: boolean;
};

/** AWS has about twenty names for it (`Throttling`, `RequestLimitExceeded`, `TooManyRequestsException`, `SlowDown`, …). */
const throttles =
  /throttl|toomanyrequests|requestlimitexceeded|bandwidthlimitexceeded|^limitexceededexception$|throughputexceeded|slowdown|priorrequestnotcomplete|requestrateexceeded/i;
/** EC2 says `RequestExpired` of credentials, too. */
const expires = /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired|RequestExpired)$/;
const passes =
  /^(TimeoutError|RequestTimeout|RequestTimeoutException|InternalError|InternalFailure|InternalServerError|InternalServerException|InternalServiceError|InternalServiceException|ServiceUnavailable|ServiceUnavailableException|Unavailable|ServiceFailureException|RequestTimeTooSkewed|RequestInTheFuture)$/;
const lostConnection =
  /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ERR_HTTP2_STREAM_ERROR|UND_ERR_SOCKET)$/;

/** Judges by name first: some services answer a throttle with status 503. */
export function judgeError(error: unknown): Verdict {
  const { name, code, status, throttling } = traitsOf(error);
  if (throttles.test(name) || status === 429 || throttling) return "throttled";
  if (expires.test(name)) return "expired";
  if (passes.test(name) || (typeof status === "number" && status >= 500 && status !== 501)) return "passing";
  if (error instanceof RoleRefused && error.refusal === "unavailable") return judgeSts(error.cause);
  if (code === "ENOTFOUND") return "unknown-host";
  if (typeof code === "string" && lostConnection.test(code)) return "passing";
  return "final";
}

/** STS is everywhere: where its name is not known, that says nothing of the service that was to be asked. */
function judgeSts(cause: unknown): Verdict {
  const verdict = cause === undefined ? "passing" : judgeError(cause);
  return verdict === "unknown-host" ? "passing" : verdict;
}

/** The name that AWS gave an error, `""` when it has none. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** Node's code of a broken connection, also where it is a cause. */
function codeOf(error: unknown): string | undefined {
  const code = fieldOf(error, "code") ?? fieldOf(fieldOf(error, "cause"), "code");
  return typeof code === "string" ? code : undefined;
}

function traitsOf(error: unknown): Traits {
  return {
    name: nameOf(error),
    code: codeOf(error),
    status: fieldOf(fieldOf(error, "$metadata"), "httpStatusCode"),
    throttling: fieldOf(fieldOf(error, "$retryable"), "throttling") === true,
  };
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined;
}
