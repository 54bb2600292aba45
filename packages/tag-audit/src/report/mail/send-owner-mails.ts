// Owners' own mails: one for each owner and day; and of a run over a part of the organization, one about what it does.
import type { Log } from "@orgwatch/core/log";
import type { ReportLine } from "@orgwatch/core/tag-audit/report-lines";
import { inRounds, type RoundDependencies } from "../in-rounds";
import type { Report } from "../report";
import { ownerAddress } from "./owner-address";
import { ownerMail } from "./owner-mail";
import { type MailDependencies, sendOnce } from "./send-once";

/** The setting's part that says who writes to whom. */
export type OwnerMails = {
  readonly from: string;
  readonly ownerDomains: readonly string[];
  readonly ownerTag: string;
};

/** `named`: violations whose owner got a mail of this run that names them. `refused`: SES will never send to their owner. */
export type OwnersTold = {
  readonly named: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly problems: readonly string[];
};

const senders = 5;

/**
 * Sends each owner a mail unless one went out today (of a partial run: unless that run sent it). Nobody's mail stops another's. Owners whose tag is no address of an allowed domain get
 * none. Never throws: what could not be sent is in `problems`.
 */
export async function sendOwnerMails(
  report: Report,
  settings: OwnerMails,
  dependencies: MailDependencies & RoundDependencies & { readonly log: Log },
): Promise<OwnersTold> {
  const { runId, isPartial, accounts, lines: all } = report;
  const told = isPartial ? all.filter(({ happened }) => happened !== "found") : all;
  const labels = new Map(accounts.map(({ id, label }) => [id, label]));
  const [named, refused] = [new Set<string>(), new Set<string>()];
  const send = async ([address, lines]: readonly [string, readonly ReportLine[]]) => {
    const { mail, named: ids } = ownerMail(runId, lines, settings.ownerTag, (id) => labels.get(id) ?? id);
    const key = `tag-audit/${isPartial ? runId : `day/${runId.slice(0, 10)}`}/owner/${address}`;
    const addressed = { ...mail, from: settings.from, to: [address] };
    const { result, version } = await sendOnce(key, runId, addressed, dependencies);
    if (result === "refused") for (const { violationId } of lines) refused.add(violationId);
    else if (version === runId) for (const id of ids) named.add(id);
  };
  const problems = await inRounds([...byOwner(told, settings.ownerDomains)], senders, send, dependencies);
  if (refused.size > 0)
    dependencies.log.warn("SES refuses to write to some owners", { instances: refused.size });
  return { named, refused, problems: problems.map((problem) => `owners' mails: ${problem}`) };
}

/** Lines that an owner can still do something about, or must know; those that are warned first. */
function byOwner(
  lines: readonly ReportLine[],
  domains: readonly string[],
): Map<string, readonly ReportLine[]> {
  const owners = new Map<string, ReportLine[]>();
  for (const line of lines) {
    const address = ownerAddress(line.owner, domains);
    if (address === undefined || ["mended", "gone", "exempt"].includes(line.happened)) continue;
    const its = owners.get(address);
    if (its) its.push(line);
    else owners.set(address, [line]);
  }
  return owners;
}
