// The message of a change: who did what where, how risky that is, and the question whether it stays. Any text is safe in it, any length too.
import { cloudTrailEventLink, securityGroupLink } from "@orgwatch/core/console-link";
import type { Change, RuleChange } from "@orgwatch/core/security-groups/change";
import type { SlackMessage } from "@orgwatch/core/slack/slack-api";
import { cut, safeCode, slackTime } from "@orgwatch/core/slack-text";
import type { Band } from "@orgwatch/manifest/routing";
import type { ActionsBlock, ContextBlock, MrkdwnElement, SectionBlock } from "@slack/types";
import { authorName, authorWords } from "./author-words";
import { changeWords, resultWords } from "./change-words";
import { plainly } from "./outside-words";
import { riskWords } from "./risk-words";
import { statusTitle, statusWords } from "./status-words";
import { denyQuestion, isReversible } from "./taken-back";

/** The changes in the thread of a message, and the gravest of them. */
export type Followers = { readonly count: number; readonly worst: Band };

export type ChangeContext = {
  /** Undefined for an account that is not known. */
  readonly accountName?: string | undefined;
  /** Whether a Slack app is set up, so that somebody answers when a button is pressed. */
  readonly channelHasButtons: boolean;
  readonly followers?: Followers | undefined;
};

const rulesShown = 10;
/** Slack's limit for a section is 3,000. */
const rulesLimit = 2600;
const textLimit = 1000;
const reasonsShown = 5;
const usesShown = 5;
const notesShown = 4;
/** Slack takes no longer value of a button. */
const longestValue = 2000;

/** Whether anything of a change can be taken back; otherwise there is nothing to decide. */
export function canBeTakenBack(ruleChanges: readonly RuleChange[]): boolean {
  return ruleChanges.some(isReversible);
}

/** The message of a change as it is now. */
export function changeMessage(change: Change, context: ChangeContext): SlackMessage {
  const { changeId, state } = change;
  const isAsked = state === "pending" && canBeTakenBack(change.ruleChanges);
  const hasButtons =
    isAsked && context.channelHasButtons && changeId !== "" && changeId.length <= longestValue;
  const place = placeWords(change, context);
  const notes = change.notes.slice(0, notesShown).map((note) => `ℹ️ ${plainly(note, 250)}`);
  return {
    text: cut(textOf(change, place), textLimit),
    blocks: [
      { ...section(titleOf(change)), fields: fieldsOf(change, place) },
      ...sectionOf(ruleLines(change)),
      ...sectionOf(riskLines(change)),
      ...sectionOf(notes),
      ...sectionOf(followerLines(change, context)),
      section(statusWords(change, { hasButtons })),
      ...(hasButtons ? [buttons(change, place)] : []),
      footer(change),
    ],
  };
}

/** «🚨 *Critical* · alice … changed sg-1 `web`» */
function titleOf(change: Change): string {
  return `*${riskWords(change.risk)}* · ${subjectOf(change, groupWords(change))}`;
}

/** The one line for a phone: «⛔ Denied by … · 🚨 CRITICAL: alice … changed sg-1 in acme-prod (…), eu-central-1: + in: TCP 22 … and 2 more». */
function textOf(change: Change, place: string): string {
  const status = statusTitle(change);
  const group = plainly(change.groupId ?? change.groupName ?? "a security group", 60);
  const [first] = change.ruleChanges;
  const more = change.ruleChanges.length - 1;
  const what =
    first === undefined ? "" : `: ${changeWords(first, change)}${more > 0 ? `, and ${more} more` : ""}`;
  const region = plainly(change.region, 40);
  return `${status === "" ? "" : `${status} · `}${riskWords(change.risk)}: ${subjectOf(change, group)} in ${place}, ${region}${what}`;
}

function subjectOf({ author, accountId, ruleChanges }: Change, group: string): string {
  const kinds = new Set(ruleChanges.map(({ kind }) => kind));
  const verb = kinds.has("created") ? "created" : kinds.has("deleted") ? "deleted" : "changed";
  return `${authorWords(author, accountId)} ${verb} ${group}`;
}

/** Id and name of the group, the id as a link to the console where there is one. */
function groupWords({ groupId, groupName, region, ruleChanges }: Change): string {
  const name = groupName ? safeCode(groupName, 100) : "";
  if (groupId === undefined) return `the security group ${name}`.trim();
  const id = plainly(groupId, 60);
  // What is deleted has no page, and what is no id belongs into no address.
  const isThere = /^sg-[0-9a-z]{1,40}$/.test(groupId) && ruleChanges.every(({ kind }) => kind !== "deleted");
  const link = isThere ? securityGroupLink(region, groupId) : undefined;
  return `${link === undefined ? id : `<${link}|${id}>`} ${name}`.trim();
}

function fieldsOf({ region, vpcId, changedAt, author }: Change, place: string): MrkdwnElement[] {
  const { sourceIp, userAgent } = author;
  const agent = userAgent ? ` with ${safeCode(userAgent, 80)}` : "";
  return [
    ["Account", place],
    ["Region", plainly(region, 40)],
    ["VPC", vpcId === undefined ? "" : plainly(vpcId, 40)],
    ["When", slackTime(changedAt) ?? plainly(changedAt, 40)],
    ["From", sourceIp ? `${plainly(sourceIp, 60)}${agent}` : ""],
  ].flatMap(([name, words]) => (words === "" ? [] : [mrkdwn(`*${name}*\n${words}`)]));
}

function placeWords({ accountId }: Change, { accountName }: ChangeContext): string {
  const id = plainly(accountId, 40);
  return accountName ? `${plainly(accountName, 80)} (${id})` : id;
}

/** A line for each rule, with what became of taking it back; as many as a section holds. */
function ruleLines(change: Change): string[] {
  const { ruleChanges, act, changeId } = change;
  const lines: string[] = [];
  let length = 0;
  for (const [index, one] of ruleChanges.slice(0, rulesShown).entries()) {
    const result = act?.results.find((each) => each.index === index);
    const end = result ? ` → ${resultWords(result, one, act?.finishedAt !== undefined)}` : "";
    const line = `${changeWords(one, change)}${end}`;
    length += line.length;
    if (length > rulesLimit) break;
    lines.push(line);
  }
  const left = ruleChanges.length - lines.length;
  return left === 0
    ? lines
    : [...lines, `and ${left} more: ${safeCode(`orgwatch sg show ${changeId}`, 150)}`];
}

function riskLines({ because, publicUses, risk }: Change): string[] {
  const reasons = because.slice(0, reasonsShown).map((reason) => plainly(reason, 200));
  const uses = publicUses.slice(0, usesShown).map((use) => plainly(use, 120));
  const left = publicUses.length - uses.length;
  return [
    ...(reasons.length === 0 ? [] : [`*Why ${risk}*: ${reasons.join("; ")}`]),
    ...(uses.length === 0
      ? []
      : [
          `*Uses the group, with a public address*: ${uses.join(", ")}${left > 0 ? `, and ${left} more` : ""}`,
        ]),
  ];
}

function followerLines({ author }: Change, { followers }: ChangeContext): string[] {
  if (followers === undefined || followers.count < 1) return [];
  const changes = followers.count === 1 ? "1 more change" : `${followers.count} more changes`;
  return [
    `➕ and ${changes} by ${authorName(author)} in the thread (gravest: ${riskWords(followers.worst)})`,
  ];
}

/** Deny is the red one, and asks first: it says exactly what will be done. */
function buttons(change: Change, place: string): ActionsBlock {
  const button = { type: "button", value: change.changeId } as const;
  return {
    type: "actions",
    elements: [
      { ...button, action_id: "sg:keep", text: { type: "plain_text", text: "Keep", emoji: false } },
      {
        ...button,
        action_id: "sg:deny",
        text: { type: "plain_text", text: "Deny", emoji: false },
        style: "danger",
        confirm: denyQuestion(change, place),
      },
    ],
  };
}

function footer({ eventName, changeId, region }: Change): ContextBlock {
  const link = /^[\w-]{1,100}$/.test(changeId) ? cloudTrailEventLink(region, changeId) : undefined;
  const words = [
    plainly(eventName, 60),
    ...(link === undefined ? [] : [`<${link}|CloudTrail event>`]),
    `change ${safeCode(changeId, 100)}`,
  ];
  return { type: "context", elements: [mrkdwn(words.filter((word) => word !== "").join(" · "))] };
}

function sectionOf(lines: readonly string[]): SectionBlock[] {
  return lines.length === 0 ? [] : [section(lines.join("\n"))];
}

function section(text: string): SectionBlock & { readonly text: MrkdwnElement } {
  return { type: "section", text: mrkdwn(text) };
}

/** Verbatim: Slack makes no links or mentions of its own out of other people's words. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}
