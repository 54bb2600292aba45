// A newer version of a message that stands in Slack: edited in place, and a rise in severity told in a message of its own.
import type { SavedDelivery } from "../delivery-log";
import type { SlackAddress } from "../slack/slack-api";
import { SlackRefused } from "../slack/slack-errors";
import { claimed, holdChannel, leaseFrom, sentNow, takeTurn } from "./claim-delivery";
import type { Step } from "./decide-delivery";
import type { DeliverDependencies, Parcel } from "./parcel";
import { postParcel } from "./post-parcel";
import { withItsResponses } from "./response-lines";

/**
 * Updates the message. `announce` delivers a rise as a parcel with a key of its own.
 * @throws what the bot, `announce` or the new post threw; the log then says what it said before, so that the next try does all of it.
 */
export async function updateMessage(
  parcel: Parcel,
  { address, raised }: Step & { do: "update" },
  saved: SavedDelivery,
  dependencies: DeliverDependencies,
  announce: (rise: Parcel) => Promise<void>,
): Promise<void> {
  const { deliveries, now, log } = dependencies;
  await takeTurn(address.channel, dependencies);
  const sending = { ...saved.delivery, state: "sending" as const, leaseUntil: leaseFrom(now()) };
  const claim = await claimed(parcel, saved, sending, dependencies);
  try {
    const refusal = await edit(await withItsResponses(parcel, dependencies), address, dependencies);
    if (raised) await announce(riseOf(parcel, saved, refusal ? undefined : address));
    else if (refusal && refusal.scope !== "message") {
      // The bot has lost the channel or its token: the news go where new messages go, or through the webhook.
      await postParcel(parcel, { do: "post" }, claim, dependencies);
      return;
    }
  } catch (error) {
    // Changes nothing where the new post has already written down its own failure.
    await deliveries.save(parcel.key, saved.delivery, claim, now());
    await holdChannel(address.channel, error, dependencies);
    throw error;
  }
  await deliveries.save(parcel.key, sentNow(parcel, address, now()), claim, now());
  log.info("updated", { ts: address.ts, raised });
}

/** Slack's refusal, if it refused: somebody deleted the message, it is too old to edit, the channel is archived. */
async function edit(
  { key, message }: Parcel,
  address: SlackAddress,
  { slack, log }: DeliverDependencies,
): Promise<SlackRefused | undefined> {
  try {
    await slack.update(address, { ...message, key });
    return undefined;
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    log.warn("the message cannot be updated", { code: error.code });
    return error;
  }
}

/**
 * A rise is a reply to the message, shown in the channel too; the whole message where there is none to reply to, or the graver band has
 * another channel. Its key names the version it rose from: an alarm that rings, recovers and rings again is told each time.
 */
function riseOf(parcel: Parcel, { delivery }: SavedDelivery, address: SlackAddress | undefined): Parcel {
  const key = `${parcel.key}#raised-${parcel.band}-from-${delivery.version}`;
  const rise = { ...parcel, key, version: undefined };
  if (address?.channel !== parcel.channel.id) return rise;
  return { ...rise, message: parcel.raised(delivery.band), thread: address.ts };
}
