// How a notice looks in Slack. The only place that escapes and cuts: whatever a notice holds, the message stays within Slack's limits.

import { archiveAction, findingOfKey } from "@orgwatch/core/notice/finding-key";
import type { Fact, Notice, Weight } from "@orgwatch/core/notice/notice";
import { cut, safeCode, safeLine, safeText, slackTime } from "@orgwatch/core/slack-text";
import type { KnownBlock, MrkdwnElement } from "@slack/types";
import {
  accountWords,
  type RenderContext,
  severityShout,
  severityWords,
  signOf,
  subjectLine,
} from "./render-words";

/** A message for `chat.postMessage`: `text` for notifications and screen readers, `blocks` for the channel. */
export type RenderedMessage = { readonly text: string; readonly blocks: KnownBlock[] };

type Sizes = { readonly explanation: number; readonly facts: number; readonly value: number };

/** From generous to tight. The last one fits whatever is in it: each character costs at most two once it is JSON. */
const sizes: readonly Sizes[] = [
  { explanation: 2500, facts: 18, value: 600 },
  { explanation: 1200, facts: 18, value: 250 },
  { explanation: 600, facts: 10, value: 120 },
];
/** Slack refuses messages from about 13,200 characters of blocks on. */
const wholeLimit = 12_000;
const textLimit = 1000;
const headerLimit = 150;
/** Slack's own: fields of one section. */
const fieldsPerSection = 10;
const linkLimit = 1500;

const sampleWarning = "SAMPLE: created for a test, nobody needs to run";

/** Draws a notice. Any text is safe in it, any length too. */
export function renderNotice(notice: Notice, context: RenderContext): RenderedMessage {
  const mark = notice.sample ? "SAMPLE " : "";
  const text = cut(`${mark}${severityShout(notice.weight)} ${subjectLine(notice, context)}`, textLimit);
  for (const size of sizes) {
    const message = { text, blocks: blocksOf(notice, context, size) };
    if (size === sizes.at(-1) || JSON.stringify(message).length <= wholeLimit) return message;
  }
  return { text, blocks: [] };
}

/** Draws the short reply in the thread that tells of a graver severity than before. */
export function renderRaised(
  notice: Notice,
  before: Weight["band"],
  context: RenderContext,
): RenderedMessage {
  const rise = `Severity rose from ${severityWords({ band: before })} to ${severityWords(notice.weight)}`;
  const mark = notice.sample ? "SAMPLE: " : "";
  const subject = subjectLine(notice, context);
  return {
    text: cut(`${mark}${rise} ${subject}`, textLimit),
    blocks: [section(cut(`${signOf(notice.weight)} ${mark}*${rise}* ${subject}`, textLimit))],
  };
}

function blocksOf(notice: Notice, context: RenderContext, size: Sizes): KnownBlock[] {
  const explanation =
    notice.explanation === undefined ? "" : safeText(notice.explanation.trim(), size.explanation);
  const link = linkOf(notice);
  return [
    { type: "header", text: { type: "plain_text", text: headerOf(notice), emoji: false } },
    ...(explanation === "" ? [] : [section(explanation)]),
    ...fieldSections(fieldsOf(notice, context, size)),
    ...(link === undefined ? [] : [section(link)]),
    ...(context.buttons && findingOfKey(notice.key) ? [archiveButton(notice.key)] : []),
    { type: "context", elements: [mrkdwn(contextOf(notice, context))] },
  ];
}

/** Archives the finding, for those who may (finding-responder). The key is all that it needs. */
function archiveButton(key: string): KnownBlock {
  return {
    type: "actions",
    elements: [
      {
        type: "button",
        action_id: archiveAction,
        value: key,
        text: { type: "plain_text", text: "Archive", emoji: false },
        confirm: {
          title: { type: "plain_text", text: "Archive this finding?" },
          text: {
            type: "plain_text",
            text: "It is closed in GuardDuty, and its incident in PagerDuty is resolved. Everybody here sees that you did it.",
          },
          confirm: { type: "plain_text", text: "Archive" },
          deny: { type: "plain_text", text: "Cancel" },
        },
      },
    ],
  };
}

/** «🔴 High 8.0 · EC2 instance i-1 …»; a critical one in capitals. */
function headerOf({ weight, headline, sample }: Notice): string {
  const severity = weight.band === "critical" ? severityShout(weight) : severityWords(weight);
  const start = `${signOf(weight)} ${sample ? "SAMPLE · " : ""}${severity} · `;
  return cut(`${start}${safeLine(headline, headerLimit)}`, headerLimit);
}

function fieldsOf(notice: Notice, context: RenderContext, size: Sizes): MrkdwnElement[] {
  const account = accountWords(notice, context);
  const place = [
    ...(account === undefined ? [] : [`*Account*\n${account}`]),
    ...(notice.region === undefined ? [] : [`*Region*\n${safeLine(notice.region, 60)}`]),
  ];
  const facts = notice.facts.filter(({ value }) => /\S/.test(value));
  const room = size.facts - place.length;
  const shown = facts.length > room ? facts.slice(0, room - 1) : facts;
  const left = facts.length - shown.length;
  return [
    ...place,
    ...shown.map((each) => fieldOf(each, size.value)),
    ...(left === 0 ? [] : [`*More*\n${left} facts are not shown here`]),
  ].map(mrkdwn);
}

function fieldOf({ label, value, form }: Fact, limit: number): string {
  const time = form === "time" ? slackTime(value) : undefined;
  const shown = time ?? (form === "code" ? safeCode(value, limit) : safeLine(value, limit));
  return `*${safeLine(label, 60).replaceAll("*", "∗")}*\n${shown}`;
}

function fieldSections(fields: readonly MrkdwnElement[]): KnownBlock[] {
  const sections: KnownBlock[] = [];
  for (let start = 0; start < fields.length; start += fieldsPerSection) {
    sections.push({ type: "section", fields: fields.slice(start, start + fieldsPerSection) });
  }
  return sections;
}

/** What an address may consist of: visible ASCII but the signs that would end it (`|`, `>`) or grow in JSON. */
const address = /^https:\/\/[\x21\x23-\x3B\x3D\x3F-\x5B\x5D-\x7B\x7D\x7E]+$/;

/** A link that is odd or too long is left out: half a link helps nobody. */
function linkOf({ link }: Notice): string | undefined {
  if (link === undefined || !address.test(link.url)) return undefined;
  const url = link.url.replaceAll("&", "&amp;");
  return url.length > linkLimit ? undefined : `<${url}|${safeLine(link.label, 60)}>`;
}

/** «First seen … · last seen … · 4 times · team security · guardduty-finding» */
function contextOf({ seen, sample }: Notice, { team, occurrences }: RenderContext): string {
  const first = seen?.first === undefined ? undefined : slackTime(seen.first);
  const last = seen?.last === undefined ? undefined : slackTime(seen.last);
  const both = first !== undefined && last !== undefined && first !== last;
  const once = first ?? last;
  return [
    ...(both ? [`First seen ${first}`, `last seen ${last}`] : once === undefined ? [] : [`Seen ${once}`]),
    ...(seen?.count === undefined || seen.count < 2 ? [] : [`${seen.count} times`]),
    ...(occurrences === undefined || occurrences < 2 ? [] : [`reported ${occurrences} times`]),
    `team ${safeLine(team, 60)}`,
    ...(sample ? [`*${sampleWarning}*`] : []),
  ].join(" · ");
}

function section(text: string): KnownBlock {
  return { type: "section", text: mrkdwn(text) };
}

/** Verbatim: Slack makes no links or mentions of its own out of other people's words. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}
