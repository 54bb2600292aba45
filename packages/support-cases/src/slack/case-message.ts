// The message of a case: what people see in the channel, and what changes when its status or severity does.
import { supportCaseLink } from "@orgwatch/core/console-link";
import type { SlackMessage } from "@orgwatch/core/slack/slack-api";
import { safeLine, slackTime } from "@orgwatch/core/slack-text";
import type { SupportCase } from "@orgwatch/core/support-cases/case";
import { severityOf } from "./severity-words";

/** Whom a case is about. `accountName` is undefined for an account that is not known; `region` chooses the partition's console. */
export type CaseContext = { readonly accountName: string | undefined; readonly region: string };

/** The message of a case as it is now. */
export function caseMessage(supportCase: SupportCase, context: CaseContext): SlackMessage {
  const { severityCode, status, subject, serviceCode, submittedBy, timeCreated } = supportCase;
  const sign = status === "resolved" ? "✅" : severityOf(severityCode).sign;
  const title = subject ? safeLine(subject, 300) : "(no subject)";
  const account = accountWords(supportCase, context);
  const fields = [
    field("Account", account),
    field("Status", statusWords(status)),
    field("Severity", safeLine(severityOf(severityCode).words, 100)),
    ...(serviceCode ? [field("Service", safeLine(serviceCode, 100))] : []),
    ...(submittedBy ? [field("Opened by", safeLine(submittedBy, 200))] : []),
    field("Opened", slackTime(timeCreated) ?? safeLine(timeCreated, 40)),
  ];
  return {
    text: `${sign} ${caseWords(supportCase)} in ${account}: ${title} (${safeLine(severityCode, 40)}, ${statusWords(status)})`,
    blocks: [
      {
        type: "section",
        text: {
          type: "mrkdwn",
          text: `${sign} *${caseLink(supportCase, context)}*\n${title}`,
          verbatim: true,
        },
        fields,
      },
    ],
  };
}

/** «Support case 1234567890», escaped; without the number that people see, the case's id. */
export function caseWords({ displayId, caseId }: SupportCase): string {
  return `Support case ${safeLine(displayId || caseId, 100)}`;
}

/** The same as a link to the console, where the partition has a public one. */
export function caseLink(supportCase: SupportCase, { region }: CaseContext): string {
  const words = caseWords(supportCase);
  const link = supportCase.displayId ? supportCaseLink(region, supportCase.displayId) : undefined;
  return link === undefined ? words : `<${link}|${words}>`;
}

/** AWS's word without its hyphens: «work in progress». */
function statusWords(status: string): string {
  return safeLine(status.replaceAll("-", " "), 60);
}

function accountWords({ accountId }: SupportCase, { accountName }: CaseContext): string {
  const id = safeLine(accountId, 40);
  return accountName === undefined ? id : `${safeLine(accountName, 80)} (${id})`;
}

function field(name: string, words: string) {
  return { type: "mrkdwn" as const, text: `*${name}*\n${words}`, verbatim: true };
}
