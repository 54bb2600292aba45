// One account and region: all its kinds, several at a time, streamed into one part, and then the record of what became of each.
import { inParallel } from "@orgwatch/core/concurrency";
import { globalRegion, runKeys } from "@orgwatch/core/inventory/run-keys";
import type { Cell, Failure } from "@orgwatch/core/inventory/run-manifest";
import type { Partition } from "@orgwatch/core/partition";
import type { Kind } from "../../kinds/kind";
import type { InventoryFiles } from "../files/s3-files";
import { inTurns } from "./in-turns";
import { type KindResult, readKindInto, resultOf, withoutNames } from "./kind-result";
import { lineQueue } from "./line-queue";
import type { Found } from "./read-kind";
import type { Reader } from "./reader";

export type CellFacts = {
  readonly run: string;
  readonly account: string;
  /** `global` for what belongs to no region. */
  readonly region: string;
  readonly partition: Partition;
  /** All kinds of the run; the cell takes those of its scope. */
  readonly kinds: readonly Kind[];
  /** What an earlier try has written down of this cell. */
  readonly earlier: Cell | undefined;
  /** The account is known to use the region. */
  readonly isOn: boolean;
};

export type CellDependencies = {
  readonly reader: Reader;
  readonly files: Pick<InventoryFiles, "writeJson" | "writeLines">;
  readonly now: () => Date;
};

/** How many kinds of a cell are read at a time: most of the time passes with waiting for answers. */
export const kindsAtATime = 8;
/** Characters of lines that wait for their upload. */
const queueLimit = 1_000_000;

/**
 * Reads what an earlier try has not read to its end, and writes the part and then the cell, whatever became of the single kinds.
 * @throws what the files throw: the cell is then not there, and is read again as a whole.
 */
export async function readCell(facts: CellFacts, dependencies: CellDependencies): Promise<Cell> {
  const { run, account, region, kinds, earlier } = facts;
  const begun = dependencies.now();
  const known = new Set(earlier?.parts.flatMap((part) => part.kinds));
  const scope = region === globalRegion ? "global" : "regional";
  const unread = kinds.filter((kind) => kind.scope === scope && !known.has(kind.kind));
  const part = 1 + Math.max(-1, ...(earlier?.parts ?? []).map((one) => one.part));
  const results = await writePart(part, unread, facts, dependencies);
  const read = results.filter(({ count }) => count !== undefined);
  const unknownTypes = { ...earlier?.unknownTypes, ...unknownIn(results) };
  const cell: Cell = {
    run,
    account,
    region,
    ...resultOf(results, facts, { hasRead: known.size > 0, failures: stillTrue(earlier, known) }),
    durationMs: (earlier?.durationMs ?? 0) + dependencies.now().getTime() - begun.getTime(),
    counts: Object.fromEntries([
      ...Object.entries(earlier?.counts ?? {}),
      ...read.map(({ kind, count = 0 }) => [kind, count] as const),
    ]),
    ...(Object.keys(unknownTypes).length === 0 ? {} : { unknownTypes }),
    parts: [
      ...(earlier?.parts ?? []),
      ...(read.length === 0 ? [] : [{ part, kinds: read.map(({ kind }) => kind) }]),
    ],
  };
  await dependencies.files.writeJson(runKeys.cell(run, account, region), cell);
  return cell;
}

/** What an earlier try could not read of resources whose kind it did read: nobody asks for that again. */
function stillTrue(earlier: Cell | undefined, known: ReadonlySet<string>): readonly Failure[] {
  return (earlier?.failures ?? []).filter(({ kind }) => kind !== undefined && known.has(kind));
}

function unknownIn(results: readonly KindResult[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    results.flatMap(({ kind, unknownType }) => (unknownType === undefined ? [] : [[kind, unknownType]])),
  );
}

/** The cell of a region that is off, or of an account that lets nobody in. */
export function unreadCell(
  { run, account, region }: Pick<CellFacts, "run" | "account" | "region">,
  result: "skipped" | "failed",
  failures: Failure[],
): Cell {
  return { run, account, region, result, durationMs: 0, counts: {}, failures, parts: [] };
}

async function writePart(
  part: number,
  kinds: readonly Kind[],
  { run, account, region, partition, isOn }: CellFacts,
  { reader, files }: CellDependencies,
): Promise<readonly KindResult[]> {
  if (kinds.length === 0) return [];
  const queue = lineQueue(queueLimit);
  const place = { account, region, partition, isOn };
  const put = (found: Found) => queue.put(JSON.stringify({ run, ...found }));
  const reading = inParallel(inTurns(kinds), kindsAtATime, (together) =>
    oneByOne(together, (kind) => readKindInto(put, reader, kind, place)),
  ).finally(queue.end);
  // Both are waited for, whichever fails: a lambda freezes what is left behind. An upload that fails makes the reading stop at its next line.
  const [results, written] = await Promise.allSettled([
    reading,
    files.writeLines(runKeys.part(run, account, region, part), queue.lines).finally(queue.leave),
  ]);
  if (written.status === "rejected") throw written.reason;
  if (results.status === "rejected") throw results.reason;
  return withoutNames(results.value.flat());
}

async function oneByOne<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>) {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
