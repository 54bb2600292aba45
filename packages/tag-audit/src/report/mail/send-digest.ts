// The digest: once a day of a run over everything, and after each run in which something was done.
import { TryLater } from "@orgwatch/core/errors";
import { isAnythingDone, type Report } from "../report";
import { digestMail } from "./digest-mail";
import { MailRefused } from "./mailbox";
import { type MailDependencies, sendOnce } from "./send-once";

/** SES takes at most 50 recipients. */
const mostRecipients = 50;

/**
 * Sends the digest where it is due, and answers the violations that it named to all of its readers.
 * @throws TryLater when it has to wait, MailRefused when SES refuses it: who got it already does not get it again.
 */
export async function sendDigest(
  report: Report,
  { from, to }: { readonly from: string; readonly to: readonly string[] },
  dependencies: MailDependencies,
): Promise<ReadonlySet<string>> {
  const { runId } = report;
  if (to.length === 0 || !(await isDue(report, dependencies))) return new Set();
  const { mail, named } = digestMail(report);
  const recipients = [...new Set(to)];
  for (let start = 0; start < recipients.length; start += mostRecipients) {
    const some = recipients.slice(start, start + mostRecipients);
    const key = `tag-audit/${runId}/digest/${start / mostRecipients}`;
    const { result } = await sendOnce(key, runId, { ...mail, from, to: some }, dependencies);
    if (result === "refused") throw new MailRefused("SES refuses the digest");
  }
  if (!report.isPartial) await noteDay(runId, dependencies);
  return named;
}

const dayKey = (runId: string) => `tag-audit/day/${runId.slice(0, 10)}/digest`;

async function isDue(report: Report, { deliveries }: MailDependencies): Promise<boolean> {
  if (isAnythingDone(report.lines)) return true;
  if (report.isPartial) return false;
  const today = (await deliveries.read(dayKey(report.runId)))?.delivery;
  return (today === undefined || today.version === report.runId) && hasSomethingToSay(report);
}

function hasSomethingToSay({ lines, unread, canaries, warnings }: Report): boolean {
  return lines.length + unread.length + canaries.length + warnings.length > 0;
}

/** The first run that sent it keeps the day. */
async function noteDay(runId: string, { deliveries, now }: MailDependencies): Promise<void> {
  const key = dayKey(runId);
  const before = await deliveries.read(key);
  if (before !== undefined) return;
  const sent = {
    state: "sent" as const,
    version: runId,
    band: "info" as const,
    attemptedAt: now().toISOString(),
  };
  if (!(await deliveries.save(key, sent, before, now()))) throw new TryLater("someone else sent a digest");
}
