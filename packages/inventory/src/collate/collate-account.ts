// An account's part of a run, brought together: its file, how it differs from the run before, and what could not be read.
import { type Comparison, compareRuns } from "@orgwatch/core/inventory/compare-runs";
import { joinParts, parseResource } from "@orgwatch/core/inventory/join-parts";
import { readInBoth } from "@orgwatch/core/inventory/read-in-both";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import type { AccountResult, Cell, Failure, Scope } from "@orgwatch/core/inventory/run-manifest";
import { type InventoryFiles, NoSuchFile } from "../files/s3-files";
import { readAccountRecord } from "./account-record";
import { notComparedIn } from "./not-compared-in";
import { readCells } from "./read-cells";
import { kindsRead, unknownTypesOf } from "./unknown-types";

type ScopeAccount = Scope["accounts"][number];
/** The account in the run before. */
type Before = { readonly run: string; readonly record: AccountResult; readonly file: string };

/**
 * Writes the account's file and then its record; done again, it writes the same. Where the record says already what the cells say, nothing is done:
 * an item that is tried again goes on where it stopped.
 * @throws TryLater while S3 cannot be used; Error for a cell or a line of another shape.
 */
export async function collateAccount(
  scope: Scope,
  account: ScopeAccount,
  files: InventoryFiles,
): Promise<AccountResult> {
  const { run } = scope;
  const cells = await readCells(scope, account.id, files);
  const facts = factsOf(scope, account, cells);
  const written = await readAccountRecord(run, account.id, files);
  if (written && isOf(written, facts)) return written;
  const record = await recordBefore(scope, account, files);
  const before = record?.file === undefined ? undefined : { run: record.run, record, file: record.file };
  const comparison = before && (await comparisonWith(before, facts, files));
  const file = cells.some(isAnythingIn) ? runKeys.file(run, account.id) : undefined;
  const counts = file === undefined ? {} : await writeFile(file, facts.counts, cells, comparison, files);
  // Their names stand in the run before only; mostly few have vanished, and none is the usual case.
  if (before && comparison && comparison.vanished() > 0)
    for await (const line of files.readLines(before.file))
      if (!comparison.nameVanished(parseResource(line))) break;
  const result: AccountResult = {
    run,
    ...facts,
    counts,
    ...(file === undefined ? {} : { file }),
    ...(comparison?.result() ?? { dropped: [] }),
    ...(await notComparedIn(
      scope,
      { ...facts, record, isFileGone: before !== undefined && comparison === undefined },
      files,
    )),
  };
  await files.writeJson(runKeys.account(run, account.id), result);
  return result;
}

/** Knows all lines of the run before; undefined where that file was deleted: this run's is no worse for it. */
async function comparisonWith(
  { run, record, file }: Before,
  facts: ReturnType<typeof factsOf>,
  files: InventoryFiles,
): Promise<Comparison | undefined> {
  const comparison = compareRuns(facts.account, run, readInBoth(record, facts));
  try {
    for await (const line of files.readLines(file)) comparison.remember(parseResource(line));
    return comparison;
  } catch (error) {
    if (error instanceof NoSuchFile) return undefined;
    throw error;
  }
}

/** What the cells say, before their parts are read: the counts name the kinds that were read to their end. */
function factsOf(scope: Scope, { id, name }: ScopeAccount, cells: readonly Cell[]) {
  return {
    account: id,
    ...(name === undefined ? {} : { name }),
    regions: Object.fromEntries(cells.map(({ region, result }) => [region, result])),
    counts: Object.fromEntries(kindsRead(cells).map((kind) => [kind, 0])),
    failures: eachOnce(cells.flatMap(({ failures }) => failures)),
    ...unknownTypesOf(scope, cells),
  };
}

/** An account that lets nobody in says so in each of its cells. */
function eachOnce(failures: readonly Failure[]): Failure[] {
  return [...new Map(failures.map((failure) => [JSON.stringify(failure), failure])).values()];
}

/** A runner that came back changes what its cell says; the same cells make the same file. */
function isOf(written: AccountResult, { regions, counts, failures }: ReturnType<typeof factsOf>): boolean {
  const facts = [written.regions, Object.keys(written.counts).toSorted(), written.failures];
  return JSON.stringify(facts) === JSON.stringify([regions, Object.keys(counts).toSorted(), failures]);
}

/** Undefined where there is nothing to compare with: the first run, or a new account. One that could not be read then has no file. */
async function recordBefore(
  { previous }: Scope,
  { id }: ScopeAccount,
  files: InventoryFiles,
): Promise<AccountResult | undefined> {
  return previous === undefined ? undefined : readAccountRecord(previous, id, files);
}

function isAnythingIn({ result, parts }: Cell): boolean {
  return result === "read" || result === "partial" || parts.length > 0;
}

/** Streams the parts into the account's file; answers how many of each kind there are. */
async function writeFile(
  file: string,
  kinds: Readonly<Record<string, number>>,
  cells: readonly Cell[],
  comparison: Comparison | undefined,
  files: InventoryFiles,
): Promise<Record<string, number>> {
  const counts = { ...kinds };
  async function* lines() {
    const linesOf = ({ run, account, region }: Cell, part: number) =>
      files.readLines(runKeys.part(run, account, region, part));
    for await (const { line, resource } of joinParts(cells, linesOf)) {
      counts[resource.kind] = (counts[resource.kind] ?? 0) + 1;
      comparison?.meet(resource);
      yield line;
    }
  }
  await files.writeLines(file, lines());
  return counts;
}
