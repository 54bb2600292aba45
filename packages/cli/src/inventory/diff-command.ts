// `orgwatch inventory diff`: what appeared, vanished and changed between two runs.
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { type Command, Option } from "commander";
import { z } from "zod";
import { atHome, credentialsHelp } from "../home-region";
import { UsageProblem } from "../words-of-error";
import { chooseRun, runWords } from "./choose-run";
import { compareRun, type Pair } from "./compare-run";
import { asCsv, asJson, asText } from "./difference-formats";
import { endOfReading } from "./end-of-reading";
import type { InventoryDependencies } from "./inventory-command";
import { addFilterOptions, askedAccounts, filterOptions, placeFilter } from "./resource-filter";
import { type StoredRuns, storedRuns } from "./stored-runs";

const options = z.object({
  ...filterOptions,
  json: z.boolean().optional(),
  csv: z.boolean().optional(),
});

const help = `
Without runs it compares the last whole run with the one before; with one, that run with the last whole one. The order does not matter. What changes by
itself (use, load, health) and the order of lists do not count. Only what both runs could read is compared; the rest is named with the run that does
not know it. ${runWords}
Exit code: 0 compared, 1 something could not be read, 2 wrong usage, 130 interrupted. ${credentialsHelp}

Examples:
  $ orgwatch inventory diff
  $ orgwatch inventory diff 2029-12-01                     what has changed since then
  $ orgwatch inventory diff previous latest --kind iam --csv > iam.csv
  $ orgwatch inventory diff --json | jq '.accounts[].vanished[]'`;

/** `diff`: account by account, as they are compared. */
export function addDiff(
  group: Command,
  dependencies: InventoryDependencies,
  ended: (code: number) => void,
): void {
  const command = group
    .command("diff")
    .description("Shows what appeared, vanished and changed between two runs.")
    .argument("[run]", "one run")
    .argument("[other]", "the other one");
  addFilterOptions(command)
    .addOption(new Option("--json", "print one JSON document").conflicts("csv"))
    .option("--csv", "print CSV")
    .addHelpText("after", help)
    .action(async (run: string | undefined, other: string | undefined, given: unknown) => {
      ended(await diff([run, other], options.parse(given), dependencies));
    });
}

async function diff(
  words: readonly [string | undefined, string | undefined],
  given: z.infer<typeof options>,
  dependencies: InventoryDependencies,
): Promise<number> {
  const { terminal, inventoryIn } = dependencies;
  return atHome(given.homeRegion, dependencies, async (_, region) => {
    const { bucket } = inventoryIn(region);
    const runs = storedRuns(bucket);
    const pair = await choosePair(words, runs);
    const passes = placeFilter(given);
    const asked = {
      accounts: askedAccounts(given, [pair.before, pair.now]),
      passes,
      // "*" stands for all regions, and a region without a kind for all kinds.
      names: (unread: { readonly region: string; readonly kind?: string | undefined }) =>
        (unread.region === "*" || given.region?.includes(unread.region) !== false) &&
        (unread.kind === undefined || placeFilter({ kind: given.kind })({ region: "", kind: unread.kind })),
    };
    const text = asText(pair, terminal.colours);
    const format = given.json ? asJson(pair) : given.csv ? asCsv : text;
    const { stop, codeOr } = endOfReading(dependencies);
    const total = { accounts: 0, appeared: 0, vanished: 0, changed: 0 };
    let failed = 0;
    terminal.out(format.head);
    for await (const difference of compareRun(pair, asked, { runs, bucket }, stop)) {
      terminal.out(format.account(difference, total.accounts));
      total.accounts += 1;
      for (const what of ["appeared", "vanished", "changed"] as const) total[what] += difference[what].length;
      if (difference.failed !== undefined) failed += 1;
    }
    if (!stop.aborted) terminal.out(format.end(total));
    return codeOr(failed === 0 ? 0 : 1);
  });
}

/** The two runs, the earlier one first. */
async function choosePair(
  [one, other]: readonly [string | undefined, string | undefined],
  runs: StoredRuns,
): Promise<Pair<RunManifest>> {
  const first = one?.trim();
  const [then, later] =
    first === undefined || (first === "latest" && other === undefined)
      ? ["previous", "latest"]
      : [first, other?.trim() ?? "latest"];
  const now = await chooseRun(later, runs);
  const before = await chooseRun(then, runs);
  if (before.run === now.run)
    throw new UsageProblem(`${then} and ${later} are the same run, ${now.run}: name two`);
  return before.run < now.run ? { before, now } : { before: now, now: before };
}
