// What the sweep of rules is asked for, and what its steps hand on.
import * as z from "zod/mini";

const accountId = z.string().check(z.regex(/^\d{12}$/, "an account id has 12 digits"));

/** The execution's input. `accounts`: only these. */
export const askedShape = z.object({ accounts: z.optional(z.array(accountId)) });

/** Some accounts of one run, each with all of these regions. When the run began is also its name. */
export const batchShape = z.object({
  accounts: z.array(accountId),
  regions: z.array(z.string()),
  startedAt: z.iso.datetime(),
});

/** What the last step gets: what was asked for, and the plan. */
export const plannedShape = z.object({
  accounts: z.optional(z.array(accountId)),
  plan: z.object({ startedAt: z.iso.datetime(), accounts: z.number() }),
});

export type Asked = z.output<typeof askedShape>;
export type Batch = z.output<typeof batchShape>;
export type Planned = z.output<typeof plannedShape>;
