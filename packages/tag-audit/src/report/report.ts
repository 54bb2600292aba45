// What a run has to tell people, sorted by account: the same facts for the mail and for Slack.
import { accountLabel } from "@orgwatch/core/tag-audit/account-label";
import { type Happened, type ReportLine, reportLines } from "@orgwatch/core/tag-audit/report-lines";
import type { RunFacts } from "./read-facts";

/** Regions of an account about which something must be said. */
export type RegionFault = { readonly accountId: string; readonly region: string; readonly words: string };

/** One account of the run. `violators` are open, of instances past their grace period. */
export type AccountSummary = {
  readonly id: string;
  readonly label: string;
  readonly team: string;
  readonly instances: number;
  readonly violators: number;
  readonly exempt: number;
};

export type Report = {
  readonly runId: string;
  /** The run was asked for some accounts or regions only: what is told once a day is left to one that saw all. */
  readonly isPartial: boolean;
  readonly accounts: readonly AccountSummary[];
  readonly lines: readonly ReportLine[];
  /** Nothing is known of these in this run. */
  readonly unread: readonly RegionFault[];
  readonly canaries: readonly RegionFault[];
  /** What the plan asks people about: caps that were met, regions that were left alone. */
  readonly warnings: readonly string[];
  /** Where the whole list is. */
  readonly list: { readonly key: string; readonly link: string | undefined };
};

/** The report of what was read; `warned` are the violations whose warning goes out with it. */
export function reportOf(facts: RunFacts, warned: ReadonlySet<string>, list: Report["list"]): Report {
  const lines = reportLines({ ...facts, warned });
  return {
    runId: facts.runId,
    isPartial: facts.isPartial,
    accounts: summariesOf(facts, lines),
    lines,
    unread: unreadOf(facts),
    canaries: facts.cells
      .filter(({ canary }) => canary === "missing")
      .map(({ accountId, region, canaryWords = "the canary was not seen" }) => ({
        accountId,
        region,
        words: canaryWords,
      })),
    warnings: facts.plan.warnings,
    list,
  };
}

/** One pass over cells and lines: there may be 10,000 accounts. */
function summariesOf(facts: RunFacts, lines: readonly ReportLine[]): AccountSummary[] {
  const sums = new Map(facts.accounts.map(({ id }) => [id, { instances: 0, exempt: 0, violators: 0 }]));
  for (const { accountId, instances, exempt } of facts.cells) {
    const sum = sums.get(accountId);
    if (sum === undefined) continue;
    sum.instances += instances;
    sum.exempt += exempt;
  }
  for (const { accountId, status } of lines) {
    const sum = sums.get(accountId);
    if (sum && status === "open") sum.violators += 1;
  }
  return facts.accounts.map(({ id, name, alias, team }) => ({
    id,
    team,
    label: accountLabel({ alias, name, id }),
    ...(sums.get(id) ?? { instances: 0, exempt: 0, violators: 0 }),
  }));
}

function unreadOf({ cells, expectedCells }: RunFacts): RegionFault[] {
  const byName = new Map(cells.map((cell) => [`${cell.accountId}/${cell.region}`, cell]));
  return expectedCells.flatMap(({ accountId, region }) => {
    const cell = byName.get(`${accountId}/${region}`);
    if (cell === undefined) return [{ accountId, region, words: "nobody came to it" }];
    return cell.result === "failed" ? [{ accountId, region, words: cell.reason ?? "no reason given" }] : [];
  });
}

/** The part of a report that is about one team's accounts. What the plan asks goes to those who see everything: `warnings`. */
export function reportOfTeam(report: Report, team: string, warnings: readonly string[]): Report {
  const accounts = report.accounts.filter((account) => account.team === team);
  const ids = new Set(accounts.map(({ id }) => id));
  const its = <Of extends { readonly accountId: string }>(list: readonly Of[]) =>
    list.filter(({ accountId }) => ids.has(accountId));
  return {
    ...report,
    accounts,
    lines: its(report.lines),
    unread: its(report.unread),
    canaries: its(report.canaries),
    warnings,
  };
}

/** How many lines there are of each kind. */
export function countsOf(lines: readonly ReportLine[]): Readonly<Partial<Record<Happened, number>>> {
  const counts: Partial<Record<Happened, number>> = {};
  for (const { happened } of lines) counts[happened] = (counts[happened] ?? 0) + 1;
  return counts;
}

/** «12 of 140 instances in 3 accounts do not have their tags (2 exempt)». */
export function sizeWords({ accounts }: Pick<Report, "accounts">): string {
  const sum = (field: "instances" | "violators" | "exempt") =>
    accounts.reduce((total, account) => total + account[field], 0);
  const [violators, exempt] = [sum("violators"), sum("exempt")];
  const where = accounts.length === 1 ? "1 account" : `${accounts.length} accounts`;
  const verb = violators === 1 ? "does" : "do";
  return `${violators} of ${sum("instances")} instances in ${where} ${verb} not have ${
    violators === 1 ? "its" : "their"
  } tags${exempt > 0 ? ` (${exempt} exempt)` : ""}`;
}

const doneKinds: readonly (readonly [Happened, string])[] = [
  ["terminated", "terminated"],
  ["stopped", "stopped"],
  ["warned", "warned"],
  ["found-stopped", "found stopped"],
  ["refused", "refused"],
  ["unclear", "unclear"],
  ["not-tried", "not tried"],
];

/** Whether something was done to an instance, or perhaps done. What was refused is not: it would be told after each run. */
export function isAnythingDone(lines: readonly ReportLine[]): boolean {
  const { terminated = 0, stopped = 0, warned = 0, unclear = 0 } = countsOf(lines);
  return terminated + stopped + warned + unclear > 0;
}

/** «2 stopped, 4 warned»; undefined when nothing was done or tried. */
export function doneWords(lines: readonly ReportLine[]): string | undefined {
  const counts = countsOf(lines);
  const words = doneKinds.flatMap(([kind, name]) => (counts[kind] ? [`${counts[kind]} ${name}`] : []));
  return words.length > 0 ? words.join(", ") : undefined;
}
