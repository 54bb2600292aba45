// The replies in a case's thread: AWS's answers in full as far as a message holds, everything else short.
import type { SlackMessage } from "@orgwatch/core/slack/slack-api";
import { safeCode, safeLine, safeText, slackTime } from "@orgwatch/core/slack-text";
import type { Communication, SupportCase } from "@orgwatch/core/support-cases/case";
import { type CaseContext, caseLink, caseWords } from "./case-message";
import type { Reply } from "./decide-news";
import { severityOf } from "./severity-words";

/** A section holds 3,000 characters; the rest is in the console. */
const answerLimit = 2500;
/** Who wrote it knows it already. */
const customerLimit = 300;

/** The message of a reply. It names the case, because where the case's message went by the webhook there is no thread to reply in. */
export function replyMessage(reply: Reply, supportCase: SupportCase, context: CaseContext): SlackMessage {
  const link = caseLink(supportCase, context);
  const words = caseWords(supportCase);
  switch (reply.about) {
    case "communication": {
      const { communication, by } = reply;
      const who = by === "AWS" ? "AWS" : safeLine(communication.submittedBy || "The customer", 200);
      const body = bodyOf(communication, by === "AWS" ? answerLimit : customerLimit);
      const title = `${by === "AWS" ? "💬" : "🗨️"} *${who} wrote* · ${link}`;
      return {
        text: `${who} wrote in ${words}: ${safeLine(communication.body ?? communication.bodyStart ?? "", 150)}`,
        blocks: [
          section(title),
          ...(body === "" ? [] : [section(body)]),
          ...attachments(communication),
          time(communication),
        ],
      };
    }
    case "severity":
      return line("↕️", `Severity changed from ${severity(reply.from)} to ${severity(reply.to)}`, words, link);
    case "resolved":
      return line("✅", "Resolved", words, link);
    case "reopened":
      return line("🔁", "Reopened", words, link);
  }
}

/** What is said when a case became graver. */
export function raisedMessage(from: string, supportCase: SupportCase, context: CaseContext): SlackMessage {
  const what = `Severity raised from ${severity(from)} to ${severity(supportCase.severityCode)}`;
  return line("🔺", what, caseWords(supportCase), caseLink(supportCase, context));
}

function line(sign: string, what: string, words: string, link: string): SlackMessage {
  return { text: `${sign} ${what}: ${words}`, blocks: [section(`${sign} *${what}* · ${link}`)] };
}

function severity(code: string): string {
  return safeLine(severityOf(code).words, 100);
}

function bodyOf({ body, bodyStart }: Communication, limit: number): string {
  return safeText((body ?? bodyStart ?? "").trim(), limit);
}

function attachments({ attachments: files }: Communication) {
  if (files.length === 0) return [];
  const names = files.slice(0, 20).map(({ fileName }) => safeCode(fileName || "unnamed", 80));
  const more = files.length > names.length ? ` and ${files.length - names.length} more` : "";
  return [section(`📎 ${names.join(", ")}${more}`)];
}

function time({ timeCreated }: Communication) {
  const text = slackTime(timeCreated) ?? safeLine(timeCreated, 40);
  return { type: "context" as const, elements: [{ type: "mrkdwn" as const, text }] };
}

function section(text: string) {
  return { type: "section" as const, text: { type: "mrkdwn" as const, text, verbatim: true } };
}
