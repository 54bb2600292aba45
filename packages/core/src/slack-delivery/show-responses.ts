// A response to an alert is shown in the message that stands in Slack already.
import { TryLater } from "../errors";
import { SlackRefused } from "../slack/slack-errors";
import { claimed, holdChannel, leaseFrom, takeTurn } from "./claim-delivery";
import type { DeliverDependencies } from "./parcel";
import { withItsResponses } from "./response-lines";

/**
 * Draws the message of a key again with all responses to it. `not-there`: nothing stands in Slack that could be changed (not posted yet,
 * sent by the webhook, deleted); what is posted later shows the responses by itself.
 * @throws TryLater when it has to wait, also while somebody else is sending it.
 */
export async function showResponses(
  key: string,
  dependencies: DeliverDependencies,
): Promise<"shown" | "not-there"> {
  const { deliveries, slack, now, log } = dependencies;
  const saved = await deliveries.read(key);
  if (!saved) return "not-there";
  const { state, channel, ts, message, leaseUntil } = saved.delivery;
  if (state === "sending" && leaseUntil !== undefined && Date.parse(leaseUntil) > now().getTime())
    throw new TryLater("the message is being sent right now");
  if (channel === undefined || ts === undefined || message === undefined) return "not-there";
  const parcel = { key, version: saved.delivery.version, band: saved.delivery.band, message };
  const place = { channel: { id: channel, name: channel }, raised: () => message };
  await takeTurn(channel, dependencies);
  const sending = { ...saved.delivery, state: "sending" as const, leaseUntil: leaseFrom(now()) };
  const claim = await claimed({ ...parcel, ...place }, saved, sending, dependencies);
  try {
    const { message: complete } = await withItsResponses({ ...parcel, ...place }, dependencies);
    await slack.update({ channel, ts }, { ...complete, key });
    return "shown";
  } catch (error) {
    if (error instanceof SlackRefused) {
      log.warn("the responses cannot be shown", { code: error.code });
      return "not-there";
    }
    await holdChannel(channel, error, dependencies);
    throw error;
  } finally {
    await deliveries.save(key, saved.delivery, claim, now());
  }
}
