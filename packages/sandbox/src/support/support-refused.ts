// An error of AWS Support's API.
import type { Refusal } from "../aws-call";

/** `code` is the API's name of the error, e.g. `CaseIdNotFound`; all of them are the caller's fault (400). */
export class SupportRefused extends Error {
  override readonly name = "SupportRefused";
  readonly refusal: Refusal;
  constructor(code: string, message: string) {
    super(message);
    this.refusal = { status: 400, code, message };
  }
}
