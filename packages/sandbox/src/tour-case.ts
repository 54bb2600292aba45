// The last part of the tour: a support case is opened in a member account, AWS answers, and it is resolved.
import { openCase } from "./sample-cases";
import type { Sandbox } from "./sandbox";
import type { SlackMessage } from "./slack/slack-message";
import { nextChange } from "./tour-response";

const subject = "The instance does not answer since 09:00";

/** Opens, answers and resolves a case, and tells what Slack shows. False when something of it does not arrive after a while. */
export async function followCase(sandbox: Sandbox, say: (line: string) => void): Promise<boolean> {
  const { supportCases } = sandbox.gateway;
  const account = sandbox.organization.accounts.find(({ name }) => name === "acme-payments-prod");
  if (!account) return false;
  say("");
  say("acme-payments-prod opens a support case with CreateCase, AWS answers, the case is resolved …");
  const arrival = (find: (message: SlackMessage) => boolean) =>
    nextChange(sandbox, (message) => (find(message) ? message.text : undefined));
  const opened = arrival(({ text, threadTs }) => text.includes(subject) && threadTs === undefined);
  const words = { subject, severity: "high" as const, text: "It was rebooted twice." };
  const caseId = await openCase(sandbox.url, { accountId: account.id, ...words });
  const first = await opened;
  const answered = arrival(({ threadTs }) => threadTs !== undefined);
  await supportCases.answerAsAws(account.id, caseId, "A host failed; your instance is being moved.");
  const reply = await answered;
  const ended = arrival(({ text, threadTs }) => text.includes("resolved") && threadTs === undefined);
  await supportCases.resolveAsAws(account.id, caseId);
  const last = await ended;
  for (const [what, text] of Object.entries({ opened: first, answered: reply, resolved: last }))
    say(`  ${what.padEnd(9)} ${text?.split("\n")[0] ?? "did not reach Slack"}`);
  return first !== undefined && reply !== undefined && last !== undefined;
}
