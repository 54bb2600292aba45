// What a tag audit is asked for, and what its steps hand on.
import * as z from "zod/mini";

const accountId = z.string().check(z.regex(/^\d{12}$/, "an account id has 12 digits"));
const region = z.string().check(z.regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, "a region is called like eu-west-1"));

/** The execution's input. `accounts` and `regions`: only these; `mode: "report"`: nothing is done, whatever the policy says. */
export const askedShape = z.object({
  accounts: z.optional(z.array(accountId)),
  regions: z.optional(z.array(region)),
  mode: z.optional(z.literal("report")),
});

/** Some accounts of one run. Its id is the time when it began: an item that is tried again goes on where it stopped. */
export const batchShape = z.object({ runId: z.iso.datetime(), accounts: z.array(accountId) });

/**
 * All that a run looks at, kept as `runs/<run>/scope.json`: every step afterwards goes by it, whatever becomes of the table of accounts and
 * of the configuration meanwhile.
 */
export const scopeShape = z.object({
  runId: z.iso.datetime(),
  accounts: z.array(accountId),
  regions: z.array(region),
  mode: z.optional(z.literal("report")),
  /** Accounts that the policy exempts: nobody looks at them. */
  exempt: z.array(accountId),
  /** Whether `people.json` lies beside it. */
  people: z.boolean(),
});

export type Asked = z.output<typeof askedShape>;
export type Batch = z.output<typeof batchShape>;
export type RunScope = z.output<typeof scopeShape>;
