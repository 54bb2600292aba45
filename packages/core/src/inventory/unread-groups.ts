// What could not be read, told in few lines: the same failure in many regions, or of many accounts, is one thing for people.
import { isHiding } from "./gaps";
import type { Failure, RunManifest } from "./run-manifest";

/** Failures that are one thing: of an account (in some regions, or everywhere), or of a kind (in some accounts). */
export type UnreadGroup = {
  readonly type: Failure["type"];
  /** Undefined: all kinds. */
  readonly kind?: string;
  readonly accounts: readonly string[];
  /** `["*"]`: everywhere. */
  readonly regions: readonly string[];
  /** What AWS said of the first of them, and what that hides. */
  readonly words: string;
  readonly hides: string;
  readonly failures: number;
};

/**
 * The groups, those that hide most first: accounts of which nothing is known, then regions, then kinds; among them by how many failures there are.
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
    const key = [failure.type, failure.kind ?? `all of ${failure.account}`].join(" ");
    const group = groups.get(key);
    if (group) group.push(failure);
    else groups.set(key, [failure]);
  }
  return [...groups.values()]
    .map((some) => groupOf(some, regionsOf))
    .toSorted((one, other) => rankOf(one) - rankOf(other) || other.failures - one.failures);
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
    ...(first?.kind === undefined ? {} : { kind: first.kind }),
    accounts,
    regions: everywhere || regions.includes("*") ? ["*"] : regions,
    words: first?.words ?? "",
    hides: first?.hides ?? "",
    failures: failures.length,
  };
}

function rankOf({ kind, regions }: UnreadGroup): number {
  if (kind !== undefined) return 2;
  return regions.includes("*") ? 0 : 1;
}
