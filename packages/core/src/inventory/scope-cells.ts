// The cells of a run in their order: account by account, and of each first what belongs to no region, then its regions.
import { globalRegion } from "./run-keys";
import type { Scope } from "./run-manifest";

/** An account's region, or `global`. */
export type CellPlace = { readonly account: string; readonly region: string };

/** What is read of each account, in the order in which its file holds it. */
export function regionsOfScope({ regions }: Pick<Scope, "regions">): readonly string[] {
  return [globalRegion, ...regions];
}

/** The cells from the first number up to the second, which is not among them. */
export function cellsBetween(
  scope: Pick<Scope, "accounts" | "regions">,
  from: number,
  to: number,
): readonly CellPlace[] {
  const regions = regionsOfScope(scope);
  return Array.from({ length: Math.max(0, to - from) }, (_, step) => from + step).flatMap((index) => {
    const account = scope.accounts[Math.floor(index / regions.length)];
    const region = regions[index % regions.length];
    return account && region ? [{ account: account.id, region }] : [];
  });
}
