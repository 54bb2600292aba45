// One account and region: its instances are read, judged and written down, then what is gone, then the cell.
import { inParallel } from "@orgwatch/core/concurrency";
import { judgeCanary } from "@orgwatch/core/tag-audit/canary";
import { isExempt } from "@orgwatch/core/tag-audit/exempt";
import type { Seen } from "@orgwatch/core/tag-audit/follow-violation";
import { type Instance, violationIdOf } from "@orgwatch/core/tag-audit/instance";
import { countedBefore, type KeptCells } from "@orgwatch/core/tag-audit/kept-cells";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { Cell, Violation } from "@orgwatch/core/tag-audit/violation";
import type { AccountPrincipals } from "../principals/account-principals";
import { findLaunchers } from "../principals/launchers";
import { type Lane, NoViolationTable, type ScanTable } from "./calls-at-a-time";
import { type CellPlace, unreadCell } from "./cell-of";
import { type Judging, needsLauncher, seenOf } from "./judge-instances";
import type { Member } from "./member";
import { OutOfTime, timeLeft } from "./out-of-time";
import { recordSeen, recordUnseen } from "./record-seen";
import { type Patience, withPatience } from "./with-patience";

/** What is known of the account before its region is read. */
export type CellFacts = {
  readonly accountId: string;
  readonly region: string;
  readonly kept: KeptCells | undefined;
  readonly scheme: TagPolicy["schemes"][number];
  readonly account: AccountPrincipals;
  /** The region's open violations. */
  readonly open: readonly Violation[];
};

export type CellDependencies = Patience & {
  readonly runId: string;
  readonly policy: TagPolicy;
  readonly table: ScanTable;
  readonly member: Member;
  readonly lane: Lane;
};

/** How many violations of a region are written at a time, as far as the lane has room. */
const writers = 10;

/**
 * Reads the region and writes its cell, whatever becomes of it.
 * @throws NoViolationTable or OutOfTime: the item has to be tried again.
 */
export async function scanCell(facts: CellFacts, dependencies: CellDependencies): Promise<Cell> {
  const { accountId, region, kept, account } = facts;
  const { runId, table, now, log } = dependencies;
  const alias = account.alias === undefined ? {} : { accountAlias: account.alias };
  const place: CellPlace = { runId, accountId, region, ...alias };
  const counted = countedBefore(kept, runId);
  try {
    const cell = await readCell(place, counted?.instances, facts, dependencies);
    await table.putCell(cell);
    return cell;
  } catch (error) {
    if (error instanceof NoViolationTable) throw error;
    const cell = unreadCell(place, error, now());
    if (cell.result === "failed") log.warn("the region cannot be read", { region, reason: cell.reason });
    await table.putCell(cell);
    // Should the item be tried for the last time, then at least the cell says why.
    if (error instanceof OutOfTime) throw error;
    return cell;
  }
}

async function readCell(
  place: CellPlace,
  countBefore: number | undefined,
  facts: CellFacts,
  dependencies: CellDependencies,
): Promise<Cell> {
  const { runId, policy, table, member, lane, now } = dependencies;
  const { accountId, region, open } = facts;
  const read = member.instances(region);
  const instances = await withPatience(dependencies, `${accountId} in ${region}`, () => lane(read));
  const canary = judgeCanary(policy.canary, { accountId, region, instances, countBefore });
  const seen = await judge(instances, facts, dependencies);
  const known = new Map(open.map((violation) => [violation.violationId, violation]));
  const followed = await inParallel(seen, writers, (one) =>
    recordSeen(table, one, known.get(violationIdOf(one.instance)), { runId, now: now() }, policy),
  );
  const cell: Cell = {
    ...place,
    checkedAt: now().toISOString(),
    result: "ok",
    instances: instances.length,
    violations: followed.filter((violation) => violation?.status === "open").length,
    exempt: seen.filter(({ exemption, problems }) => isExempt(exemption) && problems.length > 0).length,
    ...canary,
  };
  const there = new Set(instances.map(violationIdOf));
  const unseen = open.filter(({ violationId }) => !there.has(violationId));
  await inParallel(unseen, writers, (violation) => recordUnseen(table, violation, cell));
  return cell;
}

/** Judges all, then asks CloudTrail for the launchers of those that depend on it. */
async function judge(
  instances: readonly Instance[],
  { region, scheme, account }: CellFacts,
  dependencies: CellDependencies,
): Promise<Seen[]> {
  const { policy, member, now } = dependencies;
  const judging: Judging = { scheme, principals: account.principals, policy, now: now() };
  const seen = instances.map((instance) => seenOf(instance, judging));
  const open = seen.filter((one) => needsLauncher(one, scheme)).map(({ instance }) => instance);
  if (open.length === 0) return seen;
  const launchers = await findLaunchers(open, member.launchers(region), {
    ...dependencies,
    mayGoOn: () => timeLeft(dependencies) > 0,
  });
  const principals = { ...account.principals, launcherOf: (id: string) => launchers.get(id) };
  return instances.map((instance) => seenOf(instance, { ...judging, principals }));
}
