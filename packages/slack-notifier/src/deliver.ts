// Brings one notice to Slack exactly once: claim it in the delivery log, send, write down what became of it.
import type { Deliveries, Delivery, SavedDelivery } from "@orgwatch/core/delivery-log";
import { NeverAgain, reasonOf, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import type { Pace } from "@orgwatch/core/pace";
import type { SlackAddress, SlackApi, SlackMessage } from "@orgwatch/core/slack/slack-api";
import { SlackBusy, SlackRefused, SlackUnclear } from "@orgwatch/core/slack/slack-errors";
import type { SlackWebhook } from "@orgwatch/core/slack/slack-webhook";
import type { Band, Channel } from "@orgwatch/manifest/routing";
import { decideDelivery, type Step } from "./decide-delivery";
import { withNote, withoutBlocks } from "./message-forms";

/** One message to bring to Slack. `raised` is the short message for when its band rose since `before`. */
export type Parcel = {
  readonly key: string;
  readonly version: string | undefined;
  readonly band: Band | "ok";
  readonly channel: Channel;
  readonly message: SlackMessage;
  readonly raised: (before: Band | "ok") => SlackMessage;
  /** Posts as a reply to this message, shown in the channel too. */
  readonly thread?: string;
};

export type DeliverDependencies = {
  readonly deliveries: Deliveries;
  readonly pace: Pace;
  readonly slack: SlackApi;
  readonly webhook: SlackWebhook;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly log: Log;
};

/** Longer than the lambda's timeout: whoever holds a lease longer is dead. */
const leaseMs = 90_000;
/** How far ahead a turn in the channel may be to be waited for inside the lambda. */
const horizonMs = 20_000;
/** Someone else changed the log in between: try again shortly. */
const contendedSeconds = 2;

/**
 * Delivers a parcel.
 * @throws TryLater when it has to wait; NeverAgain when both the bot and the webhook refused it for good.
 */
export async function deliver(parcel: Parcel, dependencies: DeliverDependencies): Promise<void> {
  const { deliveries, now, log } = dependencies;
  const saved = await deliveries.read(parcel.key);
  const step = decideDelivery(parcel, saved?.delivery, now());
  switch (step.do) {
    case "nothing":
      return log.info("nothing to send", { because: step.because });
    case "wait":
      throw new TryLater("someone else is sending it", { retryAfterSeconds: step.seconds });
    case "post":
      return post(parcel, step, saved, dependencies);
    case "update":
      return update(parcel, step, saved, dependencies);
    case "note":
      await deliveries.save(parcel.key, sentNow(parcel, {}, now()), saved, now());
      return log.info("written down only: the message was sent by the webhook and cannot be updated");
  }
}

async function post(
  parcel: Parcel,
  { lookFirst }: Step & { do: "post" },
  saved: SavedDelivery | undefined,
  dependencies: DeliverDependencies,
): Promise<void> {
  const { deliveries, now, log } = dependencies;
  const found = lookFirst && (await findEarlier(parcel, lookFirst, dependencies));
  if (found && saved) {
    log.info("found the message of an earlier try", { ts: found.ts });
    const { leaseUntil: _, ...sent } = { ...saved.delivery, ...found, state: "sent" as const };
    await deliveries.save(parcel.key, sent, saved, now());
    return deliver(parcel, dependencies);
  }
  await takeTurn(parcel.channel.id, dependencies);
  const claim = await claimed(parcel, saved, attempt(parcel, now()), dependencies);
  const address = await sendNew(parcel, claim, dependencies);
  await deliveries.save(parcel.key, sentNow(parcel, address ?? {}, now()), claim, now());
  log.info("posted", { channel: parcel.channel.name, via: address ? "bot" : "webhook" });
}

/** The message of an earlier try. Where the bot may not look (no channel, no scope) it counts as not sent: twice is better than never. */
async function findEarlier(
  { key, channel, thread }: Parcel,
  { since, channel: tried }: { readonly since: Date; readonly channel: string | undefined },
  { slack, log }: DeliverDependencies,
): Promise<SlackAddress | undefined> {
  const where = { channel: tried ?? channel.id, key, since, ...(thread === undefined ? {} : { thread }) };
  try {
    return await slack.find(where);
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    log.warn("the channel's history cannot be read", { code: error.code });
    return undefined;
  }
}

/** Sends by the bot, or by the webhook when the bot is refused for good. Undefined: the webhook took it. */
async function sendNew(
  parcel: Parcel,
  claim: SavedDelivery,
  dependencies: DeliverDependencies,
): Promise<SlackAddress | undefined> {
  const { deliveries, slack, now } = dependencies;
  const release = (state: "open" | "unclear") => {
    const { leaseUntil: _, ...rest } = claim.delivery;
    return deliveries.save(parcel.key, { ...rest, state }, claim, now());
  };
  const { key, thread, channel } = parcel;
  const place = { channel: channel.id, key, ...(thread === undefined ? {} : { thread }) };
  try {
    return await slack.post({ ...place, ...parcel.message });
  } catch (error) {
    if (!(error instanceof SlackRefused)) {
      // Whatever was thrown before Slack could answer (no token readable, no connection) has surely sent nothing.
      await release(error instanceof TryLater && !(error instanceof SlackUnclear) ? "open" : "unclear");
      await holdChannel(channel.id, error, dependencies);
      throw error;
    }
    try {
      if (error.scope !== "message") return await sendByWebhook(parcel, error, dependencies);
      return await slack.post({ ...place, ...withoutBlocks(parcel.message, error.code) });
    } catch (second) {
      await release(second instanceof SlackUnclear ? "unclear" : "open");
      throw second;
    }
  }
}

async function sendByWebhook(
  parcel: Parcel,
  refusal: SlackRefused,
  { webhook, log }: DeliverDependencies,
): Promise<undefined> {
  const why = `the bot could not post to #${parcel.channel.name} (${refusal.code})`;
  log.error("the bot was refused, the webhook is used", { code: refusal.code, channel: parcel.channel.name });
  try {
    await webhook(withNote(parcel.message, `Sent through the failover webhook: ${why}.`));
  } catch (error) {
    const message = `${why}, and so could not the webhook: ${reasonOf(error)}`;
    throw error instanceof TryLater ? new TryLater(message) : new NeverAgain(message);
  }
}

async function update(
  parcel: Parcel,
  { address, raised }: Step & { do: "update" },
  saved: SavedDelivery | undefined,
  dependencies: DeliverDependencies,
): Promise<void> {
  const { deliveries, slack, now, log } = dependencies;
  if (!saved) return;
  await takeTurn(address.channel, dependencies);
  const leaseUntil = new Date(now().getTime() + leaseMs).toISOString();
  const claim = await claimed(
    parcel,
    saved,
    { ...saved.delivery, state: "sending", leaseUntil },
    dependencies,
  );
  try {
    await slack.update(address, { ...parcel.message, key: parcel.key }).catch((error: unknown) => {
      // Somebody deleted the message, or it is too old to edit: no reason to repeat what people have seen. A rise must be told anyway.
      if (!(error instanceof SlackRefused && (error.scope === "message" || raised))) throw error;
      log.warn("the message cannot be updated", { code: error.code });
    });
    if (raised) await announceRise(parcel, address, saved.delivery.band, dependencies);
  } catch (error) {
    await deliveries.save(parcel.key, saved.delivery, claim, now());
    await holdChannel(address.channel, error, dependencies);
    throw error;
  }
  await deliveries.save(parcel.key, sentNow(parcel, address, now()), claim, now());
  log.info("updated", { ts: address.ts, raised });
}

/** A rise is a message of its own, with its own key: in the thread and the channel, or whole in the graver band's channel. */
async function announceRise(
  parcel: Parcel,
  address: SlackAddress,
  before: Band | "ok",
  dependencies: DeliverDependencies,
): Promise<void> {
  const key = `${parcel.key}#raised-${parcel.band}`;
  const sameChannel = parcel.channel.id === address.channel;
  await deliver(
    sameChannel
      ? { ...parcel, key, version: undefined, message: parcel.raised(before), thread: address.ts }
      : { ...parcel, key, version: undefined },
    dependencies,
  );
}

async function claimed(
  parcel: Parcel,
  before: SavedDelivery | undefined,
  delivery: Delivery,
  { deliveries, now }: DeliverDependencies,
): Promise<SavedDelivery> {
  const claim = await deliveries.save(parcel.key, delivery, before, now());
  if (!claim) throw new TryLater("someone else took it first", { retryAfterSeconds: contendedSeconds });
  return claim;
}

async function takeTurn(channel: string, { pace, now, sleep }: DeliverDependencies): Promise<void> {
  const turn = await pace.reserve(channel, now(), horizonMs);
  if (turn === undefined) throw new TryLater("the channel is busy", { retryAfterSeconds: horizonMs / 1000 });
  await sleep(Math.max(0, turn.getTime() - now().getTime()));
}

/** Slack's Retry-After holds back everyone who posts to the channel, not only this message. */
async function holdChannel(
  channel: string,
  error: unknown,
  { pace, now }: DeliverDependencies,
): Promise<void> {
  if (!(error instanceof SlackBusy) || error.retryAfterSeconds === undefined) return;
  await pace.holdUntil(channel, new Date(now().getTime() + error.retryAfterSeconds * 1000), now());
}

function attempt(parcel: Parcel, now: Date): Delivery {
  return {
    state: "sending",
    version: parcel.version ?? "",
    band: parcel.band,
    attemptedAt: now.toISOString(),
    leaseUntil: new Date(now.getTime() + leaseMs).toISOString(),
    channel: parcel.channel.id,
  };
}

function sentNow(parcel: Parcel, address: Partial<SlackAddress>, now: Date): Delivery {
  return {
    state: "sent",
    version: parcel.version ?? "",
    band: parcel.band,
    attemptedAt: now.toISOString(),
    ...address,
  };
}
