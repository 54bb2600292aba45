// What was told of each case, kept in the delivery log beside the deliveries themselves.
import type { Deliveries, SavedDelivery } from "@orgwatch/core/delivery-log";
import { TryLater } from "@orgwatch/core/errors";
import * as z from "zod/mini";
import type { Told } from "./decide-news";
import { severityOf } from "./severity-words";

const toldShape = z.object({
  readAt: z.string(),
  status: z.string(),
  severityCode: z.string(),
  until: z.string(),
  ids: z.array(z.string()),
});

/** What was told, and its place in the log for `saveTold`; `revision` is 0 before anything was told. */
export type ToldEntry = {
  readonly told: Told | undefined;
  readonly revision: number;
  readonly saved: SavedDelivery | undefined;
};

const keyOf = (caseId: string) => `case/${caseId}/told`;

/** Reads what was told of a case. @throws TryLater while the log cannot be used. */
export async function readTold(deliveries: Deliveries, caseId: string): Promise<ToldEntry> {
  const saved = await deliveries.read(keyOf(caseId));
  const told = saved && toldShape.parse(JSON.parse(saved.delivery.version));
  return { told, revision: saved?.revision ?? 0, saved };
}

/** Writes what was told now. @throws TryLater when somebody else told something in between: the next try compares again. */
export async function saveTold(
  deliveries: Deliveries,
  caseId: string,
  told: Told,
  { saved }: ToldEntry,
  now: Date,
): Promise<void> {
  const delivery = {
    state: "sent" as const,
    version: JSON.stringify(told),
    band: severityOf(told.severityCode).band,
    attemptedAt: now.toISOString(),
  };
  if (await deliveries.save(keyOf(caseId), delivery, saved, now)) return;
  throw new TryLater("someone else told of this case", { retryAfterSeconds: 2 });
}
