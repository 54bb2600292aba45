// In which regions a run may act: only where every account was read and no canary is missing.
import type { TagPolicy } from "./policy";
import type { Cell } from "./violation";

export type CellName = { readonly accountId: string; readonly region: string };

/** `why` of a region that nothing may be done in; and what people must know. */
export type Trust = {
  readonly whyNot: (region: string) => string | undefined;
  readonly warnings: readonly string[];
};

/**
 * Judges the cells of a run against those that were expected; a cell that is not there was not read. Skipped ones (regions that an account
 * has not opted in to) are well. With a canary instance a region needs to have shown it. A region that fails is left alone, and unless the
 * policy says `act-elsewhere` the run does nothing in the others either.
 */
export function trustedRegions(
  cells: readonly Cell[],
  expected: readonly CellName[],
  policy: Pick<TagPolicy, "canary" | "whenCanaryFails">,
): Trust {
  const byRegion = faultsByRegion(cells, expected, policy);
  const failures = new Map(
    [...byRegion].flatMap(([region, faults]) =>
      faults.length > 0 ? [[region, briefly(faults)] as const] : [],
    ),
  );
  const failed = [...failures].map(([region, faults]) => `${region} is left alone: ${faults}`);
  const elsewhere = failed.length > 0 && byRegion.size > failures.size && policy.whenCanaryFails === "report";
  return {
    whyNot: (region) => {
      const faults = failures.get(region);
      if (faults !== undefined) return `${region} is left alone: ${faults}`;
      if (!byRegion.has(region)) return `${region} is no part of this run`;
      return elsewhere ? `this run only reports, because of ${[...failures.keys()].join(", ")}` : undefined;
    },
    warnings: [...failed, ...(elsewhere ? ["The other regions are only reported in this run"] : [])],
  };
}

/** For how many accounts and regions a run's canary was missing, or nothing could be read: 0 when every region was well. */
export function countCanariesMissing(
  cells: readonly Cell[],
  expected: readonly CellName[],
  policy: Pick<TagPolicy, "canary">,
): number {
  return [...faultsByRegion(cells, expected, policy).values()].flat().length;
}

/** Of each expected region, in the order of their names; an empty list where all is well. */
function faultsByRegion(
  cells: readonly Cell[],
  expected: readonly CellName[],
  { canary }: Pick<TagPolicy, "canary">,
): ReadonlyMap<string, readonly string[]> {
  const byName = new Map(cells.map((cell) => [nameOf(cell), cell]));
  const regions = [...new Set(expected.map(({ region }) => region))].toSorted();
  return new Map(
    regions.map((region) => {
      const faults = expected
        .filter((name) => name.region === region)
        .toSorted((one, other) => (one.accountId < other.accountId ? -1 : 1))
        .flatMap((name) => faultOf(name, byName.get(nameOf(name))));
      return [region, faults.length > 0 ? faults : unseenCanary(region, byName, canary)];
    }),
  );
}

function nameOf({ accountId, region }: CellName): string {
  return `${accountId}/${region}`;
}

function faultOf({ accountId }: CellName, cell: Cell | undefined): string[] {
  if (cell === undefined) return [`account ${accountId} was not read`];
  if (cell.result === "failed")
    return [`account ${accountId} could not be read${cell.reason ? ` (${cell.reason})` : ""}`];
  if (cell.canary !== "missing") return [];
  return [`account ${accountId} lacks its canary${cell.canaryWords ? ` (${cell.canaryWords})` : ""}`];
}

/** The run may be about other accounts than the canary's, or its account may not have opted in to the region: both prove nothing. */
function unseenCanary(
  region: string,
  cells: ReadonlyMap<string, Cell>,
  canary: TagPolicy["canary"],
): string[] {
  if (canary.kind === "count") return [];
  const cell = cells.get(nameOf({ accountId: canary.accountId, region }));
  return cell?.canary === "seen" ? [] : [`the canary of account ${canary.accountId} was not seen`];
}

const mostNamed = 3;

function briefly(faults: readonly string[]): string {
  const named = faults.slice(0, mostNamed).join("; ");
  return faults.length > mostNamed ? `${named}; and ${faults.length - mostNamed} more` : named;
}
