// What AWS says, in the words of a run.
import { RoleRefused } from "@orgwatch/core/organization/assume-role";
import { markSecret } from "@orgwatch/core/redact";
import { judgeError, type Verdict } from "./judge-error";
import { OutOfTime } from "./out-of-time";
import { failureOf, isNotOffered, isUnknownHost } from "./why-failed";

/** An error as the SDK throws it. */
function sdk(name: string, rest: object = {}, message = "AWS says no"): Error {
  return Object.assign(new Error(message), { name, ...rest });
}
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });
const refused = (refusal: "denied" | "unavailable", cause: Error) =>
  new RoleRefused("arn:r", refusal, { cause });

it.each<[string, Error, Verdict, string]>([
  ["EC2's throttle", sdk("RequestLimitExceeded", status(503)), "throttled", "throttled"],
  ["most services' throttle", sdk("ThrottlingException", status(400)), "throttled", "throttled"],
  ["IAM's throttle", sdk("Throttling", status(400)), "throttled", "throttled"],
  ["Organizations' throttle", sdk("TooManyRequestsException"), "throttled", "throttled"],
  ["Kinesis's throttle", sdk("LimitExceededException"), "throttled", "throttled"],
  ["S3's throttle", sdk("SlowDown", status(503)), "throttled", "throttled"],
  ["a 429 without a name", sdk("UnknownError", status(429)), "throttled", "throttled"],
  ["what the SDK marks", sdk("Odd", { $retryable: { throttling: true } }), "throttled", "throttled"],
  ["a 500", sdk("InternalError", status(500)), "passing", "unavailable"],
  ["a 503 of another name", sdk("Whatever", status(503)), "passing", "unavailable"],
  ["a time limit", sdk("TimeoutError"), "passing", "unavailable"],
  ["a reset", sdk("Error", { code: "ECONNRESET" }), "passing", "unavailable"],
  ["a reset as a cause", sdk("Error", { cause: { code: "EPIPE" } }), "passing", "unavailable"],
  ["old credentials", sdk("ExpiredTokenException", status(403)), "expired", "denied"],
  ["EC2's old credentials", sdk("RequestExpired", status(400)), "expired", "denied"],
  ["IAM", sdk("AccessDenied", status(403)), "final", "denied"],
  ["an SCP", sdk("AccessDeniedException", status(400)), "final", "denied"],
  ["EC2's IAM", sdk("UnauthorizedOperation", status(403)), "final", "denied"],
  ["SNS's IAM", sdk("AuthorizationErrorException"), "final", "denied"],
  ["a role that trusts nobody", refused("denied", sdk("AccessDenied")), "final", "denied"],
  ["STS that is busy", refused("unavailable", sdk("Throttling")), "throttled", "throttled"],
  [
    "STS that nobody knows",
    refused("unavailable", sdk("E", { code: "ENOTFOUND" })),
    "passing",
    "unavailable",
  ],
  ["STS that is down", refused("unavailable", sdk("Odd", status(500))), "passing", "unavailable"],
  ["a subscription that is missing", sdk("SubscriptionRequiredException"), "final", "not-opted-in"],
  ["a region that is off", sdk("OptInRequired"), "final", "not-opted-in"],
  ["no time", new OutOfTime("too late"), "final", "unfinished"],
  ["a wrong call", sdk("ValidationException", status(400)), "final", "bug"],
  ["our own mistake", new TypeError("x is not a function"), "final", "bug"],
  ["a host that nobody knows", sdk("Error", { code: "ENOTFOUND" }), "unknown-host", "unavailable"],
])("%s", (_, error, verdict, type) => {
  const place = { account: "1", region: "eu-west-1", isOn: true };
  expect([judgeError(error), failureOf(place, error, "all").type]).toEqual([verdict, type]);
});

it("takes unknown credentials for a region that is off, unless the account is known to use it", () => {
  const types = ["AuthFailure", "InvalidClientTokenId", "UnrecognizedClientException"].flatMap((name) =>
    [false, true].map((isOn) => failureOf({ account: "1", region: "me-south-1", isOn }, sdk(name), "").type),
  );
  expect(types).toEqual(Array.from({ length: 3 }, () => ["not-opted-in", "denied"]).flat());
});

it("says what AWS said in few words without secrets or encoded ones, and what nobody knows", () => {
  markSecret("super-secret");
  const message = `You may not. Encoded authorization failure message: AbCd1234 super-secret ${"x".repeat(500)}`;
  const place = { account: "1", region: "eu-west-1", kind: "ec2/instance", isOn: true };
  const failure = failureOf(
    place,
    sdk("UnauthorizedOperation", {}, message),
    "every ec2/instance in eu-west-1",
  );
  expect(failure).toEqual({
    account: "1",
    region: "eu-west-1",
    kind: "ec2/instance",
    type: "denied",
    words: `UnauthorizedOperation: You may not. [secret] ${"x".repeat(300)}`.slice(0, 299).concat("…"),
    hides: "every ec2/instance in eu-west-1",
  });
});

it("knows what a region does not offer", () => {
  const errors = [
    sdk("UnknownEndpoint"),
    sdk("InvalidAction"),
    sdk("UnsupportedOperation"),
    sdk("Error", { code: "ENOTFOUND" }),
    sdk("AccessDenied"),
    sdk("Error", { code: "EAI_AGAIN" }),
  ];
  expect(errors.map((error) => [isNotOffered(error), isUnknownHost(error)])).toEqual([
    [true, false],
    [true, false],
    [true, false],
    [true, true],
    [false, false],
    [false, false],
  ]);
});
