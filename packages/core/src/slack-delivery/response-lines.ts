// What people did about an alert, as lines below its message.
import type { KnownBlock } from "@slack/types";
import type { Response } from "../responses";
import type { SlackMessage } from "../slack/slack-api";
import { safeLine, slackTime } from "../slack-text";
import type { DeliverDependencies, Parcel } from "./parcel";

/** Older ones have been seen; PagerDuty keeps them all. */
const shown = 5;

const words: Readonly<Record<Response["what"], string>> = {
  acknowledged: "👀 *Acknowledged*",
  unacknowledged: "*No longer acknowledged*",
  reopened: "🔁 *Reopened*",
  resolved: "✅ *Resolved*",
  archived: "🗄️ *Finding archived*",
  kept: "⚠️ *Finding not archived*",
};

/**
 * The message with a line for each response, and without its buttons once the finding is archived. `version` is the message's: one from
 * after that tells that the finding is open again.
 */
export function withResponses(
  { text, blocks }: SlackMessage,
  responses: readonly Response[],
  version: string | undefined,
): SlackMessage {
  if (responses.length === 0) return { text, blocks };
  const verdict = responses.findLast(({ what }) => what === "archived" || what === "kept");
  const done = verdict?.what === "archived" && !isAfter(version, verdict.at);
  const lines: KnownBlock = {
    type: "section",
    text: { type: "mrkdwn", text: responses.slice(-shown).map(lineOf).join("\n"), verbatim: true },
  };
  return { text, blocks: [...blocks.filter(({ type }) => !(done && type === "actions")), lines] };
}

function isAfter(version: string | undefined, at: string): boolean {
  return version !== undefined && Date.parse(version) > Date.parse(at);
}

/** «✅ *Resolved* by Jane Doe in PagerDuty · 7 January, 10:12» */
function lineOf({ what, by, via, at, note }: Response): string {
  const who = by === undefined ? "" : ` by ${safeLine(by, 80)}`;
  const when = slackTime(at);
  return [
    `${words[what]}${who} in ${via}`,
    ...(note === undefined ? [] : [safeLine(note, 200)]),
    ...(when === undefined ? [] : [when]),
  ].join(" · ");
}

/** A parcel's message with what people did about it until now. @throws TryLater when that cannot be read. */
export async function withItsResponses(
  parcel: Parcel,
  { responses }: Pick<DeliverDependencies, "responses">,
): Promise<Parcel> {
  const message = withResponses(parcel.message, await responses.read(parcel.key), parcel.version);
  return { ...parcel, message };
}
