// The instances of a summary, in replies to it: a fixed number a reply, so that a report that is tried again is cut into the same replies.
import type { SlackMessage } from "@orgwatch/core/slack/slack-api";
import { safeCode, safeLine, slackTime } from "@orgwatch/core/slack-text";
import type { ReportLine } from "@orgwatch/core/tag-audit/report-lines";
import { lineWords, utcWords, type Writing } from "@orgwatch/core/tag-audit/report-words";

/** A section takes 3,000 characters, a message about 13,000. */
const linesInSection = 8;
const longestLine = 360;
const sectionsInReply = 4;
const linesInReply = linesInSection * sectionsInReply;
/** What was only reported fills at most so many replies: the whole list is in S3. */
const mostReported = 2 * linesInReply;
const mostLines = 10 * linesInReply;

/** A reply, and the violations that it names. */
export type DetailReply = { readonly message: SlackMessage; readonly named: readonly string[] };

/** The replies for lines in the report's order; what does not fit is counted in the last one. */
export function detailReplies(
  lines: readonly ReportLine[],
  labelOf: (accountId: string) => string,
): DetailReply[] {
  const told = lines.filter(({ happened }) => happened !== "found");
  const reported = lines.filter(({ happened }) => happened === "found");
  const shown = [...told, ...reported.slice(0, mostReported)].slice(0, mostLines);
  const more = lines.length - shown.length;
  const replies: DetailReply[] = [];
  for (let start = 0; start < shown.length; start += linesInReply) {
    const some = shown.slice(start, start + linesInReply);
    const rest =
      start + linesInReply >= shown.length && more > 0 ? [`… and ${more} more: see the whole list`] : [];
    replies.push({
      message: messageOf(
        some.map((line) => wordsOf(line, labelOf)),
        rest,
      ),
      named: some.map(({ violationId }) => violationId),
    });
  }
  return replies;
}

function messageOf(lines: readonly string[], rest: readonly string[]): SlackMessage {
  const sections: string[] = [];
  for (let start = 0; start < lines.length; start += linesInSection)
    sections.push(lines.slice(start, start + linesInSection).join("\n"));
  return {
    text: `${lines.length} EC2 instances without their tags`,
    blocks: [...sections, ...rest].map((text) => ({
      type: "section",
      text: { type: "mrkdwn", text, verbatim: true },
    })),
  };
}

const writing: Writing = {
  when: (iso) => slackTime(iso) ?? utcWords(iso),
  quote: (words) => safeLine(words, 120),
};

function wordsOf(line: ReportLine, labelOf: (accountId: string) => string): string {
  const name = line.name ? ` ${safeLine(line.name, 40)}` : "";
  const place = `${safeLine(labelOf(line.accountId), 40)}, ${safeLine(line.region, 20)}`;
  const owner = line.owner ? `, ${safeLine(line.owner, 40)}` : "";
  const head = `• ${safeCode(line.instanceId, 24)}${name} (${place}${owner}): `;
  const fate = ` → ${lineWords(line, writing)}`;
  // Only here something is left out: the rest is short by itself, and holds Slack's tokens for times, which must stay whole.
  const problems = safeLine(line.problems.join("; "), Math.max(20, longestLine - head.length - fate.length));
  return `${head}${problems}${fate}`;
}
