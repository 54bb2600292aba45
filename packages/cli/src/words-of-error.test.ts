import { UsageProblem, wordsOf } from "./words-of-error";

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

it.each([
  ["a plain error", new Error("no"), "no"],
  ["wrong usage", new UsageProblem("give --region"), "give --region"],
  ["an AWS error", named("AccessDenied", "not allowed\n  at line"), "AccessDenied: not allowed at line"],
  [
    "missing credentials",
    named("CredentialsProviderError", "Could not load"),
    "there are no AWS credentials: set AWS_PROFILE, or sign in with `aws sso login` (Could not load)",
  ],
  [
    "a host that does not answer",
    new AggregateError([new Error("connect ECONNREFUSED ::1:1")]),
    "connect ECONNREFUSED ::1:1",
  ],
  ["something thrown that is no error", "text\u001b[2J", "text [2J"],
])("says %s in one clean line", (_, error, words) => {
  expect(wordsOf(error)).toBe(words);
});
