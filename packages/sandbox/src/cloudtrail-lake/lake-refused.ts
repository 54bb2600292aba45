// An error of CloudTrail Lake's API.
import type { Refusal } from "../aws-call";

/** `code` is the API's name of the error, e.g. `QueryIdNotFoundException`; all of them are the caller's fault (400). */
export class LakeRefused extends Error {
  override readonly name = "LakeRefused";
  readonly refusal: Refusal;
  constructor(code: string, message: string) {
    super(message);
    this.refusal = { status: 400, code, message };
  }
}

/** A statement that is wrong, or that says more than the sandbox reads. */
export function badStatement(why: string): LakeRefused {
  const message = `The query statement is not valid: ${why}`;
  return new LakeRefused("InvalidQueryStatementException", message);
}
