// What could not be read, told in few lines: the same failure in many regions, of many accounts, or of many kinds of a service is one thing for people.
import { isHiding } from "./gaps";
import type { Failure, RunManifest } from "./run-manifest";

/** Failures that are one thing: of an account (in some regions, or everywhere), or of kinds of a service (in some accounts). */
export type UnreadGroup = {
  readonly type: Failure["type"];
  /** Of one service; none: all kinds. */
  readonly kinds: readonly string[];
  /** Only details of some of them are not known. */
  readonly isDetail?: boolean;
  readonly accounts: readonly string[];
  /** `["*"]`: everywhere. */
  readonly regions: readonly string[];
  /** What AWS said of the first of them, and what that hides. */
  readonly words: string;
  readonly hides: string;
  readonly failures: number;
};

/**
 * The groups, those that hide most first: accounts of which nothing is known, then regions, then kinds, then details; among them by how many failures there are.
 * Failures that hide nothing (gaps.ts) are left out.
 */
export function unreadGroups({
  accounts,
  failures,
}: Pick<RunManifest, "accounts" | "failures">): UnreadGroup[] {
  const regionsOf = new Map(accounts.map(({ account, regions }) => [account, regions]));
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    if (!isHiding(failure, regionsOf.get(failure.account))) continue;
    const what = failure.isDetail ? "details" : "all";
    const key = [failure.type, what, failure.kind ?? failure.account].join(" ");
    const group = groups.get(key);
    if (group) group.push(failure);
    else groups.set(key, [failure]);
  }
  return joined([...groups.values()].map((some) => groupOf(some, regionsOf))).toSorted(
    (one, other) => rankOf(one) - rankOf(other) || other.failures - one.failures,
  );
}

function groupOf(
  failures: readonly Failure[],
  regionsOf: ReadonlyMap<string, RunManifest["accounts"][number]["regions"]>,
): UnreadGroup {
  const [first] = failures;
  const accounts = [...new Set(failures.map(({ account }) => account))];
  const regions = [...new Set(failures.map(({ region }) => region))];
  const everywhere =
    first?.kind === undefined &&
    Object.entries(regionsOf.get(first?.account ?? "") ?? {}).every(
      ([region, result]) => result === "skipped" || regions.includes(region),
    );
  return {
    type: first?.type ?? "bug",
    kinds: first?.kind === undefined ? [] : [first.kind],
    ...(first?.isDetail ? { isDetail: true } : {}),
    accounts,
    regions: everywhere || regions.includes("*") ? ["*"] : regions,
    words: first?.words ?? "",
    hides: first?.hides ?? "",
    failures: failures.length,
  };
}

/** Kinds of a service that fail in the same places become one group: a service that is down fails with all of its kinds. */
function joined(groups: readonly UnreadGroup[]): UnreadGroup[] {
  const byPlaces = new Map<string, UnreadGroup>();
  for (const group of groups) {
    const { type, kinds, isDetail = false, accounts, regions } = group;
    const places = [accounts.toSorted(), regions.toSorted()];
    const key = JSON.stringify([type, isDetail, kinds[0]?.split("/")[0] ?? "all", ...places]);
    const known = byPlaces.get(key);
    byPlaces.set(
      key,
      known && kinds.length > 0
        ? { ...known, kinds: [...known.kinds, ...kinds], failures: known.failures + group.failures }
        : group,
    );
  }
  return [...byPlaces.values()];
}

const mostKinds = 3;

/** «everything», «every ec2/vpc», «details of some s3/bucket», «63 kinds of ec2 (ec2/vpc, ec2/subnet, ec2/volume, …)». */
export function kindsWords(kinds: readonly string[], isDetail = false): string {
  const [first] = kinds;
  if (first === undefined) return "everything";
  if (isDetail)
    return `details of some ${kinds.slice(0, mostKinds).join(", ")}${kinds.length > mostKinds ? ", …" : ""}`;
  if (kinds.length === 1) return `every ${first}`;
  const shown = kinds.slice(0, mostKinds).join(", ");
  const rest = kinds.length > mostKinds ? ", …" : "";
  return `${kinds.length} kinds of ${first.split("/")[0] ?? ""} (${shown}${rest})`;
}

function rankOf({ kinds, isDetail, regions }: UnreadGroup): number {
  if (isDetail) return 3;
  if (kinds.length > 0) return 2;
  return regions.includes("*") ? 0 : 1;
}
