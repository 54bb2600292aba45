// One account: what is known of it is read once, then each of its regions by itself.
import type { AccountLookup } from "@orgwatch/core/accounts-table";
import { inParallel } from "@orgwatch/core/concurrency";
import { TryLater } from "@orgwatch/core/errors";
import { schemeFor } from "@orgwatch/core/tag-audit/choose-scheme";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { Cell, Violation } from "@orgwatch/core/tag-audit/violation";
import { readPrincipals } from "../principals/account-principals";
import { laneOf, NoViolationTable, type ScanTable, tableThrough } from "./calls-at-a-time";
import { isRead, unreadCell } from "./cell-of";
import type { Member } from "./member";
import { OutOfTime } from "./out-of-time";
import { type CellFacts, scanCell } from "./scan-cell";
import { type Patience, withPatience } from "./with-patience";

export type AccountDependencies = Patience & {
  readonly runId: string;
  readonly regions: readonly string[];
  readonly policy: TagPolicy;
  readonly table: ScanTable;
  readonly accounts: AccountLookup;
  readonly member: (accountId: string) => Member;
  /** Identity Center's names; undefined where nobody asked for them or they could not be read. */
  readonly people: ReadonlySet<string> | undefined;
};

/** Calls of one account in flight: what the speed of a scan is measured against (speed.test.ts). */
export const callsAtATime = 10;
const regionsAtATime = 10;

type Known = Omit<CellFacts, "accountId" | "region" | "kept" | "open"> & { readonly open: Violation[] };

/** Where no scheme claims an account, nothing is asked of its instances. */
const nothingAsked: TagPolicy["schemes"][number] = {
  name: "none",
  accounts: [],
  organizationalUnits: [],
  require: [],
};

/**
 * Reads all regions that this run has not read yet, and answers their cells. One that fails never stops the others.
 * @throws NoViolationTable or OutOfTime: the item has to be tried again.
 */
export async function scanAccount(accountId: string, dependencies: AccountDependencies): Promise<Cell[]> {
  const { runId, regions } = dependencies;
  const lane = laneOf(callsAtATime);
  const table = tableThrough(lane, dependencies.table);
  const kept = await inParallel(regions, regionsAtATime, async (region) => ({
    region,
    kept: await table.cells(accountId, region),
  }));
  const unread = kept.filter((one) => !isRead(one.kept, runId));
  if (unread.length === 0) return [];
  const member = dependencies.member(accountId);
  const cellDependencies = { ...dependencies, table, member, lane };
  try {
    const known = await readAccount(accountId, member, { ...dependencies, table });
    return await inParallel(unread, regionsAtATime, (one) => {
      const open = known.open.filter(({ instance }) => instance.region === one.region);
      return scanCell({ accountId, ...one, ...known, open }, cellDependencies);
    });
  } catch (error) {
    if (error instanceof NoViolationTable || error instanceof OutOfTime) throw error;
    return inParallel(unread, regionsAtATime, async (one) => {
      const cell = unreadCell({ runId, accountId, region: one.region }, error, dependencies.now());
      await table.putCell(cell);
      return cell;
    });
  }
}

async function readAccount(
  accountId: string,
  member: Member,
  dependencies: AccountDependencies,
): Promise<Known> {
  const { policy, people, table, log } = dependencies;
  const [scheme, open] = await Promise.all([
    withPatience(dependencies, `account ${accountId}`, () => schemeOf(accountId, dependencies)),
    openViolations(table, accountId),
  ]);
  const account = await readPrincipals(member.names, scheme ?? nothingAsked, people, log);
  if (scheme === undefined && policy.schemes.length > 0) log.warn("no scheme claims the account");
  return { scheme: scheme ?? nothingAsked, account, open };
}

/** The OUs decide the scheme, so that an account whose OUs are not known now must not be judged by another one. */
async function schemeOf(accountId: string, { accounts, policy }: AccountDependencies) {
  const entry = await accounts(accountId);
  if (entry === undefined) throw new TryLater(`the OUs of account ${accountId} are not known now`);
  const organizationalUnits = entry.organizationalUnits.map(({ id }) => id);
  return schemeFor({ id: accountId, organizationalUnits }, policy.schemes);
}

async function openViolations(table: ScanTable, accountId: string): Promise<Violation[]> {
  const open: Violation[] = [];
  for await (const violation of table.byAccount(accountId, { status: "open" })) open.push(violation);
  return open;
}
