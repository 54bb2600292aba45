// The summary of a run for one team: how many, what was done, what is next and when, and what people are asked.
import type { SlackMessage } from "@orgwatch/core/slack/slack-api";
import { cut, safeLine, slackTime } from "@orgwatch/core/slack-text";
import { doneWord, utcWords } from "@orgwatch/core/tag-audit/report-words";
import type { Band } from "@orgwatch/manifest/routing";
import { countsOf, doneWords, type RegionFault, type Report, sizeWords } from "../report";

const mostAccounts = 5;
const mostFaults = 10;
/** Sections take 3,000 characters. */
const section = 2900;

/** The message; its replies name the instances. */
export function teamSummary(report: Report): SlackMessage {
  const size = `${sizeWords(report)}.`;
  const acts = doneWords(report.lines);
  const parts = [
    `${sign(report)} *Tag audit* of ${when(report.runId)}\n${size}`,
    [
      ...(acts ? [`*This run:* ${acts}`] : []),
      ...ended(report),
      ...next(report),
      ...held(report),
      ...topAccounts(report),
    ].join("\n"),
    asked(
      "People are asked",
      report.warnings.map((words) => safeLine(words, 500)),
    ),
    asked("Canaries that failed", faults(report.canaries, report)),
    asked("Could not be read", faults(report.unread, report)),
    whole(report),
  ].filter((part) => part !== "");
  return {
    text: `Tag audit: ${size}${acts ? ` This run: ${acts}.` : ""}`,
    blocks: parts.map((text) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } })),
  };
}

/** How much a summary weighs, which chooses the team's channel. */
export function bandOf(report: Report): Band {
  if (report.warnings.length + report.canaries.length + report.unread.length > 0) return "medium";
  const { terminated = 0, stopped = 0, warned = 0, refused = 0, unclear = 0 } = countsOf(report.lines);
  return terminated + stopped + warned + refused + unclear > 0 ? "low" : "info";
}

function sign(report: Report): string {
  if (bandOf(report) === "medium") return ":warning:";
  return report.lines.some(({ status }) => status === "open") ? ":label:" : ":white_check_mark:";
}

/** What is next for how many, and when the first of them is due. */
function next({ lines }: Report): string[] {
  const stages = new Map<string, string[]>();
  for (const { next: due, status, held: isHeld } of lines) {
    if (due === undefined || status !== "open" || due.stage === "report" || isHeld) continue;
    stages.set(due.stage, [...(stages.get(due.stage) ?? []), due.at]);
  }
  return [...stages].toSorted().map(([stage, times]) => {
    const first = times.toSorted()[0] ?? "";
    return `*Next:* ${times.length} will be ${doneWord(stage)}, the first on ${when(first)}`;
  });
}

/** Grouped by why: a cap holds many at once. */
function held({ lines }: Report): string[] {
  const reasons = new Map<string, number>();
  for (const { held: one } of lines) {
    if (one === undefined) continue;
    const words = `would be ${doneWord(one.stage)}: ${one.why}`;
    reasons.set(words, (reasons.get(words) ?? 0) + 1);
  }
  const all = [...reasons].toSorted(([, one], [, other]) => other - one);
  return all.slice(0, 3).map(([words, count]) => `*Held:* ${count} ${safeLine(words, 300)}`);
}

function ended({ lines }: Report): string[] {
  const { mended = 0, gone = 0, exempt = 0 } = countsOf(lines);
  if (mended + gone + exempt === 0) return [];
  return [`*Ended:* ${mended} mended, ${gone} gone, ${exempt} exempt now`];
}

function topAccounts({ accounts }: Report): string[] {
  const top = accounts
    .filter(({ violators }) => violators > 0)
    .toSorted((one, other) => other.violators - one.violators || (one.label < other.label ? -1 : 1));
  if (top.length === 0) return [];
  const words = top
    .slice(0, mostAccounts)
    .map(({ label, violators, instances }) => `${safeLine(label, 60)} ${violators} of ${instances}`);
  const more = top.length > mostAccounts ? `, and ${top.length - mostAccounts} more accounts` : "";
  return [`*Most in:* ${words.join(", ")}${more}`];
}

function faults(list: readonly RegionFault[], { accounts }: Report): string[] {
  const labels = new Map(accounts.map(({ id, label }) => [id, label]));
  return list.map(
    ({ accountId, region, words }) =>
      `${safeLine(labels.get(accountId) ?? accountId, 60)} in ${safeLine(region, 30)}: ${safeLine(words, 200)}`,
  );
}

function asked(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  const more = items.length > mostFaults ? [`… and ${items.length - mostFaults} more`] : [];
  return cut(
    `*${title}*\n${[...items.slice(0, mostFaults), ...more].map((item) => `• ${item}`).join("\n")}`,
    section,
  );
}

function whole({ lines, list: { key, link } }: Report): string {
  if (lines.length === 0) return "";
  return link === undefined ? `The whole list: ${safeLine(key, 300)}` : `<${link}|The whole list>`;
}

function when(iso: string): string {
  return slackTime(iso) ?? utcWords(iso);
}
