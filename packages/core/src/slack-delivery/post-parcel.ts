// A new message: looked for when an earlier try may have arrived, claimed, sent by the bot or else by the webhook.
import type { SavedDelivery } from "../delivery-log";
import { NeverAgain, reasonOf, TryLater } from "../errors";
import type { SlackAddress, SlackApi } from "../slack/slack-api";
import { SlackRefused, SlackUnclear } from "../slack/slack-errors";
import { attempt, claimed, holdChannel, leaseFrom, sentNow, storable, takeTurn } from "./claim-delivery";
import type { Step } from "./decide-delivery";
import { withNote, withoutBlocks } from "./message-forms";
import type { DeliverDependencies, Parcel } from "./parcel";
import { withItsResponses } from "./response-lines";

/**
 * Posts a parcel. `found`: an earlier try had arrived after all; its address is in the log now, and nothing was sent.
 * @throws TryLater when it has to wait; NeverAgain when both the bot and the webhook refused it for good.
 */
export async function postParcel(
  parcel: Parcel,
  { lookFirst }: Step & { do: "post" },
  saved: SavedDelivery | undefined,
  dependencies: DeliverDependencies,
): Promise<"posted" | "found"> {
  const { deliveries, now, log } = dependencies;
  const found = lookFirst && (await findEarlier(parcel, lookFirst, dependencies));
  if (found && saved) {
    log.info("found the message of an earlier try", { ts: found.ts });
    await keepFound(parcel, found, saved, dependencies);
    return "found";
  }
  await takeTurn(parcel.channel.id, dependencies);
  const claim = await claimed(parcel, saved, attempt(parcel, now()), dependencies);
  const address = await sendNew(parcel, dependencies).catch(async (error: unknown) => {
    const { leaseUntil: _, ...rest } = claim.delivery;
    const state = surelyNotSent(error) ? "open" : "unclear";
    await deliveries.save(parcel.key, { ...rest, state }, claim, now());
    await holdChannel(parcel.channel.id, error, dependencies);
    throw error;
  });
  await deliveries.save(parcel.key, sentNow(parcel, address ?? {}, now()), claim, now());
  log.info("posted", { channel: parcel.channel.name, via: address ? "bot" : "webhook" });
  return "posted";
}

/**
 * Writes down where the message of an earlier try stands, and shows in it what people did meanwhile: nobody could find it then. Claimed
 * like a post, so that whoever adds a response now waits.
 */
async function keepFound(
  parcel: Parcel,
  address: SlackAddress,
  saved: SavedDelivery,
  dependencies: DeliverDependencies,
): Promise<void> {
  const { deliveries, responses, slack, now, log } = dependencies;
  const shown = shownIn(parcel, saved);
  const sending = { ...saved.delivery, state: "sending" as const, leaseUntil: leaseFrom(now()) };
  const claim = await claimed(parcel, saved, sending, dependencies);
  try {
    if (shown.message && (await responses.read(parcel.key)).length > 0) {
      await takeTurn(address.channel, dependencies);
      const { message } = await withItsResponses(parcel, dependencies);
      await slack.update(address, { ...message, key: parcel.key });
    }
  } catch (error) {
    if (!(error instanceof SlackRefused)) {
      await deliveries.save(parcel.key, saved.delivery, claim, now());
      await holdChannel(address.channel, error, dependencies);
      throw error;
    }
    log.warn("the responses cannot be shown", { code: error.code });
  }
  const { leaseUntil: _, ...sent } = { ...saved.delivery, ...address, ...shown, state: "sent" as const };
  await deliveries.save(parcel.key, sent, claim, now());
}

/** What the earlier try said, if it was this version; a newer one is written over it in a moment. */
function shownIn(parcel: Parcel, { delivery }: SavedDelivery): Pick<SavedDelivery["delivery"], "message"> {
  return delivery.version === (parcel.version ?? "") ? { message: storable(parcel.message) } : {};
}

/** What failed before Slack could answer (no token readable, no connection), and what Slack refused, has surely sent nothing. */
function surelyNotSent(error: unknown): boolean {
  return error instanceof NeverAgain || (error instanceof TryLater && !(error instanceof SlackUnclear));
}

/** The message of an earlier try. Where the bot may not look (no channel, no scope) it counts as not sent: twice is better than never. */
async function findEarlier(
  { key, channel, thread }: Parcel,
  { since, channel: tried }: { readonly since: Date; readonly channel: string | undefined },
  { slack, log }: DeliverDependencies,
): Promise<SlackAddress | undefined> {
  const place = { channel: tried ?? channel.id, key, ...(thread === undefined ? {} : { thread }) };
  try {
    return await slack.find({ ...place, triedAt: since });
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    log.warn("the channel's history cannot be read", { code: error.code });
    return undefined;
  }
}

/** Undefined: the webhook took it. */
async function sendNew(parcel: Parcel, dependencies: DeliverDependencies): Promise<SlackAddress | undefined> {
  // Read after the claim: whoever adds a response later finds the claim, and waits for its end to show it.
  const complete = await withItsResponses(parcel, dependencies);
  try {
    return await sendByBot(complete, dependencies.slack);
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    return sendByWebhook(complete, error, dependencies);
  }
}

/** When Slack refuses the message itself, its plain text is tried: less pretty, but read. */
async function sendByBot(parcel: Parcel, slack: SlackApi): Promise<SlackAddress> {
  const { key, thread, quiet = false, channel, message } = parcel;
  const place = { channel: channel.id, key, quiet, ...(thread === undefined ? {} : { thread }) };
  try {
    return await slack.post({ ...place, ...message });
  } catch (error) {
    if (!(error instanceof SlackRefused) || error.scope !== "message") throw error;
    return slack.post({ ...place, ...withoutBlocks(message, error.code) });
  }
}

async function sendByWebhook(
  { channel, message }: Parcel,
  { code, scope }: SlackRefused,
  { webhook, log }: DeliverDependencies,
): Promise<undefined> {
  const why = `the bot could not post to #${channel.name} (${code})`;
  log.error("the bot was refused, the webhook is used", { code, channel: channel.name });
  const form = scope === "message" ? withoutBlocks(message, code) : message;
  try {
    await webhook(withNote(form, `Sent through the failover webhook: ${why}.`));
  } catch (error) {
    const reason = `${why}, and so could not the webhook: ${reasonOf(error)}`;
    throw error instanceof TryLater ? new TryLater(reason) : new NeverAgain(reason);
  }
}
