// `orgwatch inventory runs`: all runs that the bucket still has.
import { inParallel } from "@orgwatch/core/concurrency";
import { type Command, Option } from "commander";
import { z } from "zod";
import { countOption } from "../count-option";
import { atHome, credentialsHelp, homeRegionOption } from "../home-region";
import type { InventoryDependencies } from "./inventory-command";
import { jsonText } from "./json-text";
import { type ListedRun, runsAsCsv, runsAsText } from "./render-runs";
import { type StoredRuns, storedRuns } from "./stored-runs";

const options = z.object({
  limit: z.number(),
  region: z.string().optional(),
  json: z.boolean().optional(),
  csv: z.boolean().optional(),
});

const help = `
The newest first. A run is called by the time when it began, in UTC; its day is enough for the other commands. Partial: something could not be read
(orgwatch inventory status <run>). Exit code: 0 listed, 1 not read, 2 wrong usage. ${credentialsHelp}

Examples:
  $ orgwatch inventory runs
  $ orgwatch inventory runs --limit 100 --csv > runs.csv`;

/** `runs`: one line for each run. */
export function addRuns(
  group: Command,
  dependencies: InventoryDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("runs")
    .description("Lists the runs of the inventory.")
    .option("--limit <count>", "at most so many", countOption, 20)
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .addOption(new Option("--json", "print one JSON document").conflicts("csv"))
    .option("--csv", "print CSV")
    .addHelpText("after", help)
    .action(async (given: unknown) => {
      await listRuns(options.parse(given), dependencies);
      ended(0);
    });
}

async function listRuns(given: z.infer<typeof options>, dependencies: InventoryDependencies): Promise<void> {
  const { terminal, timeZone, inventoryIn } = dependencies;
  await atHome(given.region, dependencies, async (_, region) => {
    const runs = storedRuns(inventoryIn(region).bucket);
    const ids = await runs.ids();
    const shown = await inParallel(ids.slice(0, given.limit), 8, (run) => listed(run, runs));
    const more = ids.length - shown.length;
    if (given.json) terminal.out(jsonText({ runs: shown, more }, 2));
    else if (given.csv) terminal.out(runsAsCsv(shown));
    else terminal.out(runsAsText(shown, more, { timeZone, colours: terminal.colours }));
  });
}

async function listed(run: string, runs: StoredRuns): Promise<ListedRun> {
  const manifest = await runs.manifest(run);
  if (manifest !== undefined) {
    const { finishedAt, result, isPart, asked, accounts, failures } = manifest;
    return {
      run,
      finishedAt,
      result,
      isPart,
      accounts: asked.accounts.length,
      regions: asked.regions.length,
      resources: accounts.reduce((sum, { resources }) => sum + resources, 0),
      failures: failures.length,
    };
  }
  const scope = await runs.scope(run);
  return {
    run,
    result: "not finished",
    ...(scope && {
      isPart: scope.isPart,
      accounts: scope.accounts.length,
      regions: scope.regions.length,
    }),
  };
}
