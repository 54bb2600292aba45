// What a check found about one operation in one place.
import { cleanLine } from "../../terminal";
import { wordsOf } from "../../words-of-error";
import type { OperationId } from "../operations";
import { NotAnswered } from "./ask-json";

/**
 * `open`: still to be done, `mend` says how. `done`: it holds. `not-checked`: the other side could not be asked, `says` has its reason.
 * All texts are ours or cleaned.
 */
export type Finding = {
  readonly operation: OperationId;
  readonly where: string;
  readonly state: "done" | "open" | "not-checked";
  readonly says: string;
  readonly mend: string | undefined;
};

/** All findings of a run. */
export type CheckReport = { readonly findings: readonly Finding[] };

/** Exit code: 1 something is open, 2 nothing is known to be open and something could not be asked, 0 all is done. */
export function exitCodeOf({ findings }: CheckReport): 0 | 1 | 2 {
  if (findings.some(({ state }) => state === "open")) return 1;
  return findings.some(({ state }) => state === "not-checked") ? 2 : 0;
}

/** The operation holds in this place. */
export function done(operation: OperationId, where: string, says: string): Finding {
  return { operation, where, state: "done", says, mend: undefined };
}

/** Still to be done. */
export function open(operation: OperationId, where: string, says: string, mend: string): Finding {
  return { operation, where, state: "open", says, mend };
}

/** Nobody could be asked. */
export function notChecked(operation: OperationId, where: string, says: string): Finding {
  return { operation, where, state: "not-checked", says, mend: undefined };
}

/** The same, with the failure's words. */
export function notAnswered(operation: OperationId, where: string, error: unknown): Finding {
  const says = error instanceof NotAnswered ? cleanLine(error.message, 300) : wordsOf(error);
  return notChecked(operation, where, says);
}
