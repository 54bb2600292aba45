// What an operation of AWS Support's API is here: parameters that are checked, and what is done with them.
import * as z from "zod";
import type { AttachmentSets } from "./attachment-sets";
import type { Cases } from "./cases";
import type { CaseChange } from "./change-case";
import type { SupportCase } from "./support-case";
import { SupportRefused } from "./support-refused";

export type SupportParts = {
  readonly cases: Cases;
  readonly attachmentSets: AttachmentSets;
  /** Tells of changes after the answer, as AWS does. */
  readonly tell: (supportCase: SupportCase, changes: readonly CaseChange[]) => void;
  /** Each number once, rising. */
  readonly nextSequence: () => number;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** Who calls: the account, its email address, and how a message of this caller is signed. */
export type SupportCaller = {
  readonly accountId: string;
  readonly email: string;
  readonly signature: string;
};

/** Checks the parameters, and answers what runs the operation and gives the JSON of the answer. Both throw SupportRefused. */
export type Operation = (parameters: Readonly<Record<string, unknown>>) => Prepared;
export type Prepared = (parts: SupportParts, caller: SupportCaller) => Readonly<Record<string, unknown>>;

/** An operation of a shape and of what is done with parameters of this shape. */
export function operation<Input>(
  shape: z.ZodType<Input>,
  run: (input: Input, parts: SupportParts, caller: SupportCaller) => Readonly<Record<string, unknown>>,
): Operation {
  return (parameters) => {
    const parsed = shape.safeParse(parameters);
    if (!parsed.success) throw invalidInput(parsed.error.issues, parameters);
    return (parts, caller) => run(parsed.data, parts, caller);
  };
}

export const requiredText = z
  .string({ error: ({ input }) => (input === undefined ? notNull : "Member must be a string") })
  .min(1, "Member must have length greater than or equal to 1");
/** The CLI and SDKs leave out what is not set; other callers send null. */
export const optionalText = z.string("Member must be a string").nullish();
export const optionalTexts = z.array(z.string("Member must be a string")).nullish();

const notNull = "Member must not be null";

function invalidInput(
  issues: readonly z.core.$ZodIssue[],
  parameters: Readonly<Record<string, unknown>>,
): SupportRefused {
  const problems = issues.map(({ path, message }) => {
    const value = path.reduce<unknown>(
      (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
      parameters,
    );
    const shown =
      value === undefined ? "null" : `'${typeof value === "string" ? value : JSON.stringify(value)}'`;
    return `Value ${shown} at '${path.join(".")}' failed to satisfy constraint: ${message}`;
  });
  const count = `${problems.length} validation error${problems.length > 1 ? "s" : ""} detected`;
  return new SupportRefused("ValidationException", `${count}: ${problems.join("; ")}`);
}
