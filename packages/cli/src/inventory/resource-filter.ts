// The options `--kind`, `--account` and `--region` of commands that show resources.
import type { Place } from "@orgwatch/core/inventory/read-in-both";
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import type { Command } from "commander";
import { z } from "zod";
import { homeRegionOption } from "../home-region";
import { listOption } from "../list-option";
import { UsageProblem } from "../words-of-error";

const names = z.array(z.string()).optional();
export const filterOptions = {
  kind: names,
  account: names,
  region: names,
  homeRegion: z.string().optional(),
};
type Given = { readonly [Name in "kind" | "account" | "region"]?: readonly string[] | undefined };

/** Adds the options; the home region, elsewhere `--region`, is `--home-region` here. */
export function addFilterOptions(command: Command): Command {
  return command
    .option("--kind <kinds...>", "only these kinds (ec2/instance), or all of a service (ec2)", listOption)
    .option("--account <accounts...>", "only these accounts, by id or name", listOption)
    .option("--region <regions...>", "only these regions; global has what belongs to none", listOption)
    .option(
      "--home-region <region>",
      "where the inventory is, if it is not your configuration's region",
      homeRegionOption,
    );
}

/** Whether a resource's kind and region were asked for. Kinds count in any case. */
export function placeFilter({ kind, region }: Given): (place: Place) => boolean {
  const kinds = kind && new Set(kind.map((one) => one.toLowerCase()));
  const regions = region && new Set(region);
  return (place) => {
    const wanted = place.kind.toLowerCase();
    const isKind = kinds === undefined || kinds.has(wanted) || kinds.has(wanted.split("/")[0] ?? "");
    return isKind && (regions === undefined || regions.has(place.region));
  };
}

/**
 * The ids of the accounts that were asked for among those of the runs; undefined: all.
 * @throws UsageProblem for an account, a kind or a region that is in none of the runs: a typing error is no empty answer.
 */
export function askedAccounts(
  given: Given,
  runs: readonly Pick<RunManifest, "accounts" | "counts">[],
): ReadonlySet<string> | undefined {
  const accounts = runs.flatMap((run) => run.accounts);
  const kinds = runs.flatMap(({ counts }) => Object.keys(counts));
  for (const one of given.kind ?? []) {
    const isAsked = placeFilter({ kind: [one] });
    if (!kinds.some((kind) => isAsked({ kind, region: "" })))
      throw new UsageProblem(`the run has read no kind ${one}: a kind looks like ec2/instance`);
  }
  const regions = new Set(accounts.flatMap((account) => Object.keys(account.regions)));
  for (const one of given.region ?? [])
    if (!regions.has(one)) throw new UsageProblem(`the run has not looked at a region ${one}`);
  if (given.account === undefined) return undefined;
  return new Set(
    given.account.flatMap((word) => {
      const found = accounts.filter(
        ({ account, name }) => account === word || name?.toLowerCase() === word.toLowerCase(),
      );
      if (found.length === 0)
        throw new UsageProblem(`the run has not looked at an account ${word}: give its id or its whole name`);
      return found.map(({ account }) => account);
    }),
  );
}
