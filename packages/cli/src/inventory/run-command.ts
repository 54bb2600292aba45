// `orgwatch inventory run`: starts the sweep by hand, for everything or a part of it, and with `--wait` tells how it went.
import type { Command } from "commander";
import { z } from "zod";
import { accountIds } from "../account-names";
import { atHome, credentialsHelp, homeRegionOption } from "../home-region";
import { listOption, regionsOption } from "../list-option";
import { cleanLine } from "../terminal";
import { watchSweep } from "../watch-sweep";
import type { InventoryDependencies } from "./inventory-command";
import type { InventoryAsked, InventoryRegion } from "./inventory-region";
import { inventoryStatus, isWell } from "./inventory-status";
import { statusAsText } from "./render-status";
import { storedRuns } from "./stored-runs";

const options = z.object({
  accounts: z.array(z.string()).optional(),
  regions: z.array(z.string()).optional(),
  wait: z.boolean().optional(),
  region: z.string().optional(),
});

const help = `
A run of some accounts or regions only is kept, but the next run is not compared with it, and find does not look into it by itself. It runs in AWS, for
minutes to hours: Ctrl-C ends the waiting and never the run. Exit code: 0 started, or with --wait complete, 1 not, 2 wrong usage.
${credentialsHelp}

Examples:
  $ orgwatch inventory run
  $ orgwatch inventory run --wait
  $ orgwatch inventory run --accounts payments,444444444444 --regions eu-central-1 --wait`;

/** `run`: starts the sweep, and follows it to its end when asked to. */
export function addRun(
  group: Command,
  dependencies: InventoryDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("run")
    .description("Starts an inventory of the organization now.")
    .option("--accounts <accounts...>", "only these accounts, by id or name", listOption)
    .option("--regions <regions...>", "only these regions", regionsOption)
    .option("--wait", "wait for its end and tell how it went")
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .addHelpText("after", help)
    .action(async (given: unknown) => {
      const chosen = options.parse(given);
      const code = await atHome(chosen.region, dependencies, async (home, region) => {
        // The directory is needed only to know accounts by their names.
        const accounts = chosen.accounts && accountIds(chosen.accounts, await home.accounts());
        const asked: InventoryAsked = {
          ...(accounts === undefined ? {} : { accounts }),
          ...(chosen.regions === undefined ? {} : { regions: chosen.regions }),
        };
        return start(asked, chosen.wait ?? false, dependencies.inventoryIn(region), dependencies);
      });
      ended(code);
    });
}

async function start(
  asked: InventoryAsked,
  isAwaited: boolean,
  { bucket, sweep }: InventoryRegion,
  dependencies: InventoryDependencies,
): Promise<number> {
  const { terminal, timeZone } = dependencies;
  const { arn } = await sweep.start(asked);
  terminal.out(`Started: ${askedWords(asked)}.\n  ${arn}\n`);
  if (!isAwaited) {
    terminal.out("How far it is: orgwatch inventory status\n");
    return 0;
  }
  const end = await watchSweep(arn, sweep, dependencies);
  if (end === "interrupted") {
    terminal.out("Not waiting any longer: the run goes on in AWS. How it went: orgwatch inventory status\n");
    return 1;
  }
  const status = await inventoryStatus(storedRuns(bucket), sweep);
  terminal.out(`\n${statusAsText(status, { timeZone, colours: terminal.colours })}`);
  if (end.status === "succeeded") return isWell(status) ? 0 : 1;
  const because = end.reason === undefined ? "" : `: ${cleanLine(end.reason, 500)}`;
  terminal.err(`orgwatch: the run ended as ${end.status}${because}\n`);
  return 1;
}

function askedWords({ accounts, regions }: InventoryAsked): string {
  const whose = accounts === undefined ? "all accounts" : accounts.join(", ");
  return `the inventory of ${whose}${regions === undefined ? "" : ` in ${regions.join(", ")}`}`;
}
