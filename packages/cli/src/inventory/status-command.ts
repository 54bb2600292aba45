// `orgwatch inventory status`: how the last run went, what it could not read, and what that hides.
import type { Command } from "commander";
import { z } from "zod";
import { atHome, credentialsHelp, homeRegionOption } from "../home-region";
import { chooseRun, runWords } from "./choose-run";
import type { InventoryDependencies } from "./inventory-command";
import { inventoryStatus, isWell } from "./inventory-status";
import { jsonText } from "./json-text";
import { runLines, statusAsText } from "./render-status";
import { storedRuns } from "./stored-runs";

const options = z.object({ region: z.string().optional(), json: z.boolean().optional() });

const help = `
Partial is a run that something is missing in. Denied: IAM or an SCP refused. Not-opted-in: the account cannot use the region or has not subscribed to
the service. Throttled and unavailable: AWS would not answer. Unfinished: time ran out. Bug: ours to mend. Regions that an account has not opted into
are listed and are no failure.
${runWords}
Exit code: 0 the run is complete, 1 it is not, or there is none, or it could not be read, 2 wrong usage. ${credentialsHelp}

Examples:
  $ orgwatch inventory status
  $ orgwatch inventory status 2030-01-07
  $ orgwatch inventory status --json | jq '.last.failures[] | select(.type == "denied")'`;

/** `status`: the last run that finished, and the one that is running. */
export function addStatus(
  group: Command,
  dependencies: InventoryDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("status")
    .description(
      "Shows how the last run went, what it could not read and what that hides, and whether one is running.",
    )
    .argument("[run]", "that run instead of the last one that finished")
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .option("--json", "print one JSON document")
    .addHelpText("after", help)
    .action(async (run: string | undefined, given: unknown) => {
      ended(await status(run?.trim(), options.parse(given), dependencies));
    });
}

async function status(
  run: string | undefined,
  given: z.infer<typeof options>,
  dependencies: InventoryDependencies,
): Promise<number> {
  const { terminal, timeZone, inventoryIn } = dependencies;
  const reader = { timeZone, colours: terminal.colours };
  return atHome(given.region, dependencies, async (_, region) => {
    const { bucket, sweep } = inventoryIn(region);
    const runs = storedRuns(bucket);
    if (run !== undefined) {
      const manifest = await chooseRun(run, runs);
      const text = `${runLines(manifest, reader).join("\n").trimStart()}\n\nTimes are in ${timeZone}.\n`;
      terminal.out(given.json ? jsonText(manifest, 2) : text);
      return manifest.result === "complete" ? 0 : 1;
    }
    const found = await inventoryStatus(runs, sweep);
    terminal.out(given.json ? jsonText(found, 2) : statusAsText(found, reader));
    return isWell(found) ? 0 : 1;
  });
}
