// What became of an account in the sweep of rules, as the table `security-group-state` keeps it.
import { TryLater } from "@orgwatch/core/errors";
import { type StateTable, stateKeys } from "@orgwatch/core/security-groups/state-table";
import * as z from "zod/mini";

const shape = z.object({
  accountId: z.string(),
  /** When the run began (its name), and when this account was done; ISO. */
  startedAt: z.iso.datetime(),
  checkedAt: z.iso.datetime(),
  /** How many regions were read, and what was in them. */
  regions: z.number(),
  groups: z.number(),
  rules: z.number(),
  /** The regions that could not be read, and why, in words. */
  failures: z.array(z.object({ region: z.string(), words: z.string() })),
});
export type AccountResult = z.output<typeof shape>;

const keepDays = 90;
const tries = 3;

/** The account's last result; undefined where it was never read. @throws TryLater while the table cannot be used. */
export async function readResult(state: StateTable, accountId: string): Promise<AccountResult | undefined> {
  const saved = await state.read(stateKeys.rulesResult(accountId));
  return shape.safeParse(saved?.value).data;
}

/** @throws TryLater while the table cannot be used, or others write the same result. */
export async function saveResult(state: StateTable, result: AccountResult, now: Date): Promise<void> {
  const key = stateKeys.rulesResult(result.accountId);
  for (let turn = 0; turn < tries; turn += 1)
    if (await state.save(key, result, await state.read(key), { now, keepDays })) return;
  throw new TryLater(`several runs write the result of account ${result.accountId}`);
}
