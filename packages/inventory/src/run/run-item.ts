// One item of a run: some cells, each read, written down and done with, whatever becomes of the others.
import { inParallel } from "@orgwatch/core/concurrency";
import { globalRegion, runKeys } from "@orgwatch/core/inventory/run-keys";
import { type Cell, cellShape, type Scope } from "@orgwatch/core/inventory/run-manifest";
import { type CellPlace, cellsBetween } from "@orgwatch/core/inventory/scope-cells";
import type { Log } from "@orgwatch/core/log";
import type { Partition } from "@orgwatch/core/partition";
import type { Kind } from "../../kinds/kind";
import type { InventoryFiles } from "../files/s3-files";
import type { Item } from "../plan/run-input";
import { mustBeInTime, OutOfTime } from "../read/out-of-time";
import { readCell, unreadCell } from "../read/read-cell";
import { withProperties } from "../read/read-cloud-control";
import type { Reader } from "../read/reader";
import { type ThroughDependencies, throughWith } from "../read/through";
import { type AccountState, stateOfAccount } from "./account-state";
import type { MemberAccounts } from "./member-accounts";
import { kindsOfRun } from "./run-kinds";

export type RunDependencies = {
  readonly scope: Scope;
  /** The table of kinds; the scope says what of it is left out, and what is added. */
  readonly kinds: readonly Kind[];
  readonly files: Pick<InventoryFiles, "readJson" | "writeJson" | "writeLines">;
  readonly accounts: MemberAccounts;
  readonly partition: Partition;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 to below 1. */
  readonly random: () => number;
  /** The process is ended then. */
  readonly deadline: Date;
  readonly log: Log;
};

/**
 * Regions of an account have rates of their own, so that they do not slow each other down, and each spends most of its time waiting for the slowest of
 * them: an item of 500 accounts has nine cells, all of which are read at once. Each keeps at most some 10 MB, for its upload and for pages.
 */
export const cellsAtATime = 9;
/** What a call in flight, the end of its upload and the cell's record may still take. */
const reserveMs = 60_000;

type Reading = RunDependencies & { readonly clock: ThroughDependencies; readonly table: readonly Kind[] };

/**
 * Reads the item's cells and answers how many have which result. Called again with the same item, it goes on where it stopped.
 * @throws OutOfTime, or TryLater while S3 cannot be used: the item has to be tried again.
 */
export async function runItem(
  { from, to }: Item,
  dependencies: RunDependencies,
): Promise<Partial<Record<Cell["result"], number>>> {
  const { scope, accounts, now, sleep, random, deadline, log } = dependencies;
  const until = new Date(deadline.getTime() - reserveMs);
  const clock = { now, sleep, random, until, renew: accounts.renew };
  const reading: Reading = {
    ...dependencies,
    clock,
    table: kindsOfRun(dependencies.kinds, scope, dependencies.partition),
  };
  const through = throughWith(clock);
  const states = new Map<string, AccountState>();
  const stateOf = (account: string): AccountState => {
    const known = states.get(account) ?? stateOfAccount(account, through, reading);
    states.set(account, known);
    return known;
  };
  const results = await inParallel(cellsBetween(scope, from, to), cellsAtATime, async (place) => {
    const cell = await cellOf(place, stateOf, () => accounts.open(place.account, through), reading);
    if (cell.result === "unfinished")
      throw new OutOfTime(`${place.account} in ${place.region} is not read yet`);
    return cell.result;
  });
  const counts: Partial<Record<Cell["result"], number>> = {};
  for (const result of results) counts[result] = (counts[result] ?? 0) + 1;
  log.info("cells read", { from, to, ...counts });
  return counts;
}

/** The cell as it is there, or read now. */
async function cellOf(
  { account, region }: CellPlace,
  stateOf: (account: string) => AccountState,
  open: () => Reader & { readonly close: () => void },
  reading: Reading,
): Promise<Cell> {
  const { scope, table, files, partition, now, clock, log } = reading;
  const { run } = scope;
  const earlier = await cellBefore(run, { account, region }, files);
  if (earlier && earlier.result !== "unfinished" && earlier.result !== "failed") return earlier;
  mustBeInTime(clock);
  const place = { run, account, region };
  const writeUnread = async (cell: Cell) => {
    await files.writeJson(runKeys.cell(run, account, region), cell);
    return cell;
  };
  const state = stateOf(account);
  const refusal = await state.refusal();
  if (refusal) return writeUnread(unreadCell(place, "failed", [refusal]));
  const regions = region === globalRegion ? undefined : await state.regions();
  if (regions && !regions.isOn(region)) return writeUnread(unreadCell(place, "skipped", []));
  const reader = open();
  const facts = {
    ...place,
    partition,
    kinds: table,
    earlier,
    isOn: region === globalRegion || regions !== undefined,
  };
  try {
    const cell = await readCell(facts, { reader: withProperties(reader), files, now });
    if (cell.failures.length > 0)
      log.warn("not all could be read", {
        account,
        region,
        result: cell.result,
        failures: cell.failures.length,
      });
    return cell;
  } finally {
    reader.close();
  }
}

async function cellBefore(
  run: string,
  { account, region }: CellPlace,
  files: Pick<InventoryFiles, "readJson">,
): Promise<Cell | undefined> {
  const found = await files.readJson(runKeys.cell(run, account, region));
  return found === undefined ? undefined : cellShape.parse(found);
}
