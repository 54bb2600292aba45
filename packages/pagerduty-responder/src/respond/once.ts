// What a person did is done once, however often its message comes: the intent is written down before, the end afterwards.
import type { Deliveries, Delivery } from "@orgwatch/core/delivery-log";
import { TryLater } from "@orgwatch/core/errors";

/** `key` is the same for each delivery of the act: `webhook/<event id>`, `press/<user id>/<time>/<value>`. `at` is when it was done. */
export type Act = { readonly key: string; readonly at: string };

/** Longer than the lambda's timeout: whoever holds an act longer is dead. */
const leaseMs = 90_000;

/**
 * Runs the work of an act unless an earlier run came to its end; `tried` says that an earlier one came as far as its beginning.
 * @throws TryLater while somebody else is at it, and what the work threw: then it is done again, so it must bear that.
 */
export async function once(
  act: Act,
  { deliveries, now }: { readonly deliveries: Deliveries; readonly now: () => Date },
  work: (tried: boolean) => Promise<void>,
): Promise<"done" | "done-before"> {
  const before = await deliveries.read(act.key);
  if (before?.delivery.state === "sent") return "done-before";
  const { state, leaseUntil } = before?.delivery ?? {};
  const held = state === "sending" && leaseUntil ? Date.parse(leaseUntil) - now().getTime() : 0;
  if (held > 0) throw new TryLater("somebody else is at it", { retryAfterSeconds: Math.ceil(held / 1000) });
  const lease = new Date(now().getTime() + leaseMs).toISOString();
  const claim = await deliveries.save(
    act.key,
    { ...entry(act, now(), "sending"), leaseUntil: lease },
    before,
    now(),
  );
  if (!claim) throw new TryLater("somebody else took it first");
  try {
    await work(before !== undefined);
  } catch (error) {
    await deliveries.save(act.key, entry(act, now(), "open"), claim, now());
    throw error;
  }
  await deliveries.save(act.key, entry(act, now(), "sent"), claim, now());
  return "done";
}

/** Marks a part of an act as done, so that another run need not do it again. */
export async function markDone(
  act: Act,
  { deliveries, now }: { readonly deliveries: Deliveries; readonly now: () => Date },
): Promise<void> {
  await deliveries.save(act.key, entry(act, now(), "sent"), undefined, now());
}

function entry({ at }: Act, now: Date, state: Delivery["state"]): Delivery {
  return { state, version: at, band: "info", attemptedAt: now.toISOString() };
}
