// The list as it is read in Slack. Subjects and names are other people's words, so everything is escaped.
import { supportCaseLink } from "@orgwatch/core/console-link";
import { safeLine, slackTime } from "@orgwatch/core/slack-text";
import { severityCodes } from "@orgwatch/core/support-cases/case";
import type { Found, FoundCase } from "./find-cases";
import type { Ask } from "./read-words";

export const helpWords = [
  "`/cases` lists the open AWS Support cases of all accounts, newest activity first.",
  `\`/cases [open|all] [account name or id] [${severityCodes.toReversed().join("|")}]\`, in any order:`,
  "• `/cases payments` those of the account payments",
  "• `/cases all 444444444444` also resolved ones of this account",
  "• `/cases urgent` open ones of this severity",
  'A name that is one of these words goes between quotes: `/cases "all"`.',
].join("\n");

/** What was wrong, and how it is written. */
export function wrongWords(because: string): string {
  return `${because}\n${helpWords}`;
}

/** The list, or that there is none. `region` is any of the partition whose console the links open. */
export function listWords(ask: Ask, { shown, count, more }: Found, region: string): string {
  const what = asked(ask);
  if (count === 0) return `No ${what}.${hint(ask, more)}`;
  const known = `${count}${more ? " or more" : ""}`;
  return [
    `*${known} ${count === 1 && !more ? what.replace("cases", "case") : what}*, newest activity first:`,
    ...shown.map((one) => lineOf(one, region)),
    ...rest(count - shown.length, more),
  ].join("\n");
}

function rest(left: number, more: boolean): string[] {
  if (left === 0 && !more) return [];
  return [
    `… and ${more ? `at least ${left}` : left} more. Name an account or a severity to see fewer, or use \`orgwatch cases list\`.`,
  ];
}

function hint({ which, account }: Ask, more: boolean): string {
  const unread = more ? " Only the newest were looked at." : "";
  const named =
    account && "name" in account ? " An account is known by its name here once it has such a case." : "";
  return `${unread}${named}${which === "open" ? " Resolved ones: `/cases all`." : ""}`;
}

function asked({ which, account, severity }: Ask): string {
  const grave = severity === undefined ? "" : `${severity} `;
  const whose = account && ("id" in account ? account.id : `“${safeLine(account.name, 60)}”`);
  return `${which === "open" ? "open " : ""}${grave}support cases${whose === undefined ? "" : ` of ${whose}`}`;
}

function lineOf(one: FoundCase, region: string): string {
  const number = safeLine(one.displayId || one.caseId, 80);
  const url = one.displayId ? supportCaseLink(region, one.displayId) : undefined;
  const link = url === undefined ? number : `<${url}|${number}>`;
  const whose = one.accountName
    ? `${safeLine(one.accountName, 60)} (${safeLine(one.accountId, 20)})`
    : safeLine(one.accountId, 20);
  const parts = [
    link,
    `*${safeLine(one.severityCode, 30)}*`,
    safeLine(one.status, 40),
    whose,
    safeLine(one.subject || "without a subject", 120),
    slackTime(one.lastActivityAt) ?? "",
  ];
  return `• ${parts.filter((part) => part !== "").join(" · ")}`;
}
