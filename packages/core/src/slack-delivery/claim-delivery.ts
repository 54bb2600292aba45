// Who may send now: a claim on the delivery in the log, and a turn in the channel, before anything goes out.
import type { Delivery, SavedDelivery } from "../delivery-log";
import { TryLater } from "../errors";
import type { SlackAddress, SlackMessage } from "../slack/slack-api";
import { SlackBusy } from "../slack/slack-errors";
import type { DeliverDependencies, Parcel } from "./parcel";

/** Longer than the lambda's timeout: whoever holds a lease longer is dead. */
const leaseMs = 90_000;
/** How far ahead a turn in the channel may be to be waited for inside the lambda. */
const horizonMs = 20_000;
/** What a send may take at worst: the bot and then the webhook at 10 s each, and the log. Cut off, nobody knows whether it arrived. */
const sendMs = 25_000;
/** Someone else changed the log in between, or this run is nearly over: try again shortly. */
const shortlySeconds = 2;
/** A hold is kept in the table and outlives the lambda: a nonsense Retry-After must not silence a channel for days. */
const longestHoldSeconds = 900;

/**
 * Writes the delivery if nobody else did since `before`.
 * @throws TryLater when somebody did. That may have been our own first try, whose answer was lost: then its lease has to run out first.
 */
export async function claimed(
  parcel: Parcel,
  before: SavedDelivery | undefined,
  delivery: Delivery,
  { deliveries, now }: DeliverDependencies,
): Promise<SavedDelivery> {
  const claim = await deliveries.save(parcel.key, delivery, before, now());
  if (!claim) throw new TryLater("someone else took it first", { retryAfterSeconds: shortlySeconds });
  return claim;
}

/** Waits for the channel's next free second. @throws TryLater when it is too far away, or the lambda would be ended during the send. */
export async function takeTurn(
  channel: string,
  { pace, now, sleep, deadline }: DeliverDependencies,
): Promise<void> {
  const left = deadline === undefined ? horizonMs : deadline.getTime() - now().getTime() - sendMs;
  if (left < 0) throw new TryLater("this run is nearly over", { retryAfterSeconds: shortlySeconds });
  const turn = await pace.reserve(channel, now(), Math.min(left, horizonMs));
  if (turn === undefined) throw new TryLater("the channel is busy", { retryAfterSeconds: horizonMs / 1000 });
  await sleep(Math.max(0, turn.getTime() - now().getTime()));
}

/** Slack's Retry-After holds back everyone who posts to the channel, not only this message. Other errors hold nobody back. */
export async function holdChannel(
  channel: string,
  error: unknown,
  { pace, now }: DeliverDependencies,
): Promise<void> {
  if (!(error instanceof SlackBusy) || error.retryAfterSeconds === undefined) return;
  const seconds = Math.min(error.retryAfterSeconds, longestHoldSeconds);
  await pace.holdUntil(channel, new Date(now().getTime() + seconds * 1000), now());
}

/** The end of a lease that begins now, ISO. */
export function leaseFrom(now: Date): string {
  return new Date(now.getTime() + leaseMs).toISOString();
}

/** The delivery while a new message is being sent. */
export function attempt(parcel: Parcel, now: Date): Delivery {
  return {
    state: "sending",
    version: parcel.version ?? "",
    band: parcel.band,
    attemptedAt: now.toISOString(),
    leaseUntil: leaseFrom(now),
    channel: parcel.channel.id,
  };
}

/** The delivery once it is sent; without an address it went out by the webhook. */
export function sentNow(parcel: Parcel, address: Partial<SlackAddress>, now: Date): Delivery {
  return {
    state: "sent",
    version: parcel.version ?? "",
    band: parcel.band,
    attemptedAt: now.toISOString(),
    ...address,
    // Only what stands in Slack can be shown again with more below it.
    ...(address.ts === undefined ? {} : { message: storable(parcel.message) }),
  };
}

/** A message as the log keeps it. */
export function storable({ text, blocks }: SlackMessage): NonNullable<Delivery["message"]> {
  return { text, blocks: blocks.map((block) => ({ ...block })) };
}
