// A part of a report that is done once: a run that is tried again goes on with what is missing.
import type { Deliveries } from "@orgwatch/core/delivery-log";
import { TryLater } from "@orgwatch/core/errors";

/**
 * Does the work unless the delivery log says that it was done. Work that was cut off is done again: it must write over what it wrote.
 * @throws what the work throws, and TryLater while the log cannot be used.
 */
export async function oncePart(
  key: string,
  work: () => Promise<void>,
  { deliveries, now }: { readonly deliveries: Deliveries; readonly now: () => Date },
): Promise<void> {
  const before = await deliveries.read(key);
  if (before !== undefined) return;
  await work();
  const done = {
    state: "sent" as const,
    version: "",
    band: "info" as const,
    attemptedAt: now().toISOString(),
  };
  if (await deliveries.save(key, done, before, now())) return;
  throw new TryLater("someone else finishes the same run", { retryAfterSeconds: 2 });
}
