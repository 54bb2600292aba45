// A failure in one line that says what to do where we know it. No stack: the reader is an operator, not a programmer.
import { cleanLine } from "./terminal";

/** The command was given wrongly: exit code 2. */
export class UsageProblem extends Error {
  override readonly name = "UsageProblem";
}

const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError: "there are no AWS credentials: set AWS_PROFILE, or sign in with `aws sso login`",
  ExpiredToken: "the AWS session has ended: sign in again",
  ExpiredTokenException: "the AWS session has ended: sign in again",
};

/** Anything thrown in one clean line of at most 500 characters. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return cleanLine(String(error), 500);
  // What Node throws when no address of a host answers: the message is empty, the causes are inside.
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0]);
  const named = /^(Error|UsageProblem)$/.test(error.name) ? error.message : `${error.name}: ${error.message}`;
  const known = advice[error.name];
  return cleanLine(known === undefined ? named : `${known} (${error.message})`, 500);
}
