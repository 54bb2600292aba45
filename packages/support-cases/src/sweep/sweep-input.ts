// What a sweep is asked for, and what its steps hand on.
import * as z from "zod/mini";

const accountId = z.string().check(z.regex(/^\d{12}$/, "an account id has 12 digits"));

/** The execution's input. `accounts`: only these; `full`: everything that AWS still keeps, and every conversation again. */
export const askedShape = z.object({
  accounts: z.optional(z.array(accountId)),
  full: z.optional(z.boolean()),
});

/** Some accounts of one run. The time when the run began is also its name: an item that is tried again goes on where it stopped. */
export const batchShape = z.object({
  accounts: z.array(accountId),
  full: z.optional(z.literal(true)),
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
