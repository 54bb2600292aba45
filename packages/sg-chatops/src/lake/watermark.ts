// How far an event data store has been read, and what of the overlap was handed over already.
import { TryLater } from "@orgwatch/core/errors";
import { type StateTable, stateKeys } from "@orgwatch/core/security-groups/state-table";
import * as z from "zod/mini";

const shape = z.object({
  /** Everything up to then was read (ISO). */
  readTo: z.iso.datetime(),
  /** eventIDs of the next window's overlap that sg-changes has. */
  sent: z.array(z.string()),
});
export type Watermark = z.output<typeof shape>;

/** 200 KB of the item's 400; ids beyond that are sent again, and sg-changes knows them. */
const keptIds = 5000;
/** Longer than anybody leaves a job switched off: without the watermark nobody hears of the gap. */
const keepDays = 400;
const tries = 5;

/** Undefined for a store that was never read. */
export async function readWatermark(state: StateTable, arn: string): Promise<Watermark | undefined> {
  const saved = await state.read(stateKeys.lake(arn));
  return saved && shape.parse(saved.value);
}

/** Writes `next`, unless another run has come further. @throws TryLater when others keep writing, or the table is away. */
export async function saveWatermark(
  state: StateTable,
  arn: string,
  next: Watermark,
  now: Date,
): Promise<void> {
  const value = { ...next, sent: next.sent.slice(-keptIds) };
  for (let turn = 0; turn < tries; turn += 1) {
    const before = await state.read(stateKeys.lake(arn));
    if (before && shape.parse(before.value).readTo > next.readTo) return;
    if (await state.save(stateKeys.lake(arn), value, before, { now, keepDays })) return;
  }
  throw new TryLater("several runs write the watermark at the same time");
}
