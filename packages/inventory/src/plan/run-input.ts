// What an inventory is asked for, and what its steps hand on.
import * as z from "zod/mini";

const accountId = z.string().check(z.regex(/^\d{12}$/, "an account id has 12 digits"));
const region = z
  .string()
  .check(z.regex(/^(global|[a-z]{2,}(-[a-z]+)+-\d+)$/, "a region is called like eu-west-1"));

/** The execution's input: only these accounts and regions; an empty list is as good as none, and means all. */
export const askedShape = z.object({
  accounts: z.optional(z.array(accountId)),
  regions: z.optional(z.array(region)),
});
export type Asked = z.output<typeof askedShape>;

/** A slice of a run's cells, or of its accounts in the second pass: from the first number up to the second, which is not in it. */
export const itemShape = z.object({ run: z.iso.datetime(), from: z.number(), to: z.number() });
export type Item = z.output<typeof itemShape>;

/** What the sweep hands to its steps after the plan: which run it is. All else is in the run's scope. */
export const plannedShape = z.object({ plan: z.object({ run: z.iso.datetime() }) });
