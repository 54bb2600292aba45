// What to do with a notice, given what the delivery log knows: post it, update its message, wait, or nothing at all.
import type { Delivery } from "../delivery-log";
import type { Weight } from "../notice/notice";
import { isGraver } from "../severity";
import type { SlackAddress } from "../slack/slack-api";

/** What the decision needs of a notice. */
export type Subject = { readonly version: string | undefined; readonly band: Weight["band"] };

export type Step =
  | { readonly do: "nothing"; readonly because: string }
  | { readonly do: "wait"; readonly seconds: number }
  /** `lookFirst`: an earlier try may have arrived; it has to be looked for since then, in that channel. */
  | {
      readonly do: "post";
      readonly lookFirst?: { readonly since: Date; readonly channel: string | undefined };
    }
  | { readonly do: "update"; readonly address: SlackAddress; readonly raised: boolean }
  /** A newer version of something that cannot be updated (sent by the webhook): only written down. */
  | { readonly do: "note" };

/** Decides by the log alone; `now` is compared with the lease of whoever else is at it. */
export function decideDelivery(subject: Subject, before: Delivery | undefined, now: Date): Step {
  if (before === undefined) return { do: "post" };
  const leased = before.state === "sending" ? secondsUntil(before.leaseUntil, now) : 0;
  if (leased > 0) return { do: "wait", seconds: leased };
  const address = addressOf(before);
  // An interrupted update is simply done again; an interrupted first post may stand in the channel already.
  if (before.state !== "sent" && address === undefined)
    return before.state === "open"
      ? { do: "post" }
      : { do: "post", lookFirst: { since: new Date(before.attemptedAt), channel: before.channel } };
  if (!isNewer(subject.version, before.version)) return { do: "nothing", because: "already sent" };
  const raised = isGraver(subject.band, before.band);
  if (address) return { do: "update", address, raised };
  return raised ? { do: "post" } : { do: "note" };
}

function addressOf({ channel, ts }: Delivery): SlackAddress | undefined {
  return channel !== undefined && ts !== undefined ? { channel, ts } : undefined;
}

function secondsUntil(time: string | undefined, now: Date): number {
  return time === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(time) - now.getTime()) / 1000));
}

/** Versions are ISO times; a notice without one has only one version. */
function isNewer(version: string | undefined, before: string): boolean {
  if (version === undefined) return false;
  const [next, last] = [Date.parse(version), Date.parse(before)];
  return Number.isNaN(next) || Number.isNaN(last) ? version > before : next > last;
}
