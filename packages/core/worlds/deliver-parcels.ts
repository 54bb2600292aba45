// The parcels that the tests of delivery send, and what they look at afterwards.
import { deliver } from "../src/slack-delivery/deliver";
import type { Parcel } from "../src/slack-delivery/parcel";
import { security, type slackWorld } from "./slack-world";

/** A medium finding for the security team. */
export const parcel: Parcel = {
  key: "guardduty/444444444444/f-1",
  version: "2030-01-07T08:00:00Z",
  band: "medium",
  channel: security,
  message: { text: "MEDIUM 5.0: one", blocks: [{ type: "section", text: { type: "mrkdwn", text: "one" } }] },
  raised: (before) => ({ text: `rose from ${before}`, blocks: [] }),
};
/** The same, fifteen minutes later. */
export const later: Parcel = {
  ...parcel,
  version: "2030-01-07T08:15:00Z",
  message: { text: "MEDIUM 5.0: two", blocks: [] },
};

/** Everything around the notifier, in memory. */
export type World = ReturnType<typeof slackWorld>;

/** Delivers, letting virtual time pass. */
export function send(world: World, what: Parcel) {
  return world.time.run(deliver(what, world.dependencies));
}

/** The error that a delivery ends with, in words. */
export async function failure(world: World, what: Parcel): Promise<string> {
  return send(world, what).then(
    () => "none",
    (error: unknown) => String(error),
  );
}

/** What stands in Slack. */
export function shown({ slack }: World) {
  return slack.messages().map(({ channel, text, edits, threadTs, via }) => ({
    channel,
    text,
    edits,
    inThread: threadTs !== undefined,
    via,
  }));
}

/** The parcel's message as it is first shown. */
export const first = { channel: security.id, text: "MEDIUM 5.0: one", edits: 0, inThread: false, via: "bot" };
