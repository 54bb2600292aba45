// `orgwatch tag-audit run`: the sweep at once, instead of within six hours.
import type { Command } from "commander";
import { z } from "zod";
import { accountIds, nameIn } from "../../account-names";
import { atHome, credentialsHelp, type HomeRegion, homeRegionOption } from "../../home-region";
import { listOption, regionsOption } from "../../list-option";
import { cleanLine } from "../../terminal";
import { watchSweep } from "../../watch-sweep";
import type { TagAuditDependencies } from "../tag-audit-command";
import type { AuditAsked, AuditRegion } from "./audit-region";
import { isWell, lastRun } from "./last-run";
import { lastRunAsText } from "./render-last-run";

const options = z.object({
  accounts: z.array(z.string()).optional(),
  regions: z.array(z.string()).optional(),
  reportOnly: z.boolean().optional(),
  region: z.string().optional(),
});

const help = `
It does what the configuration says, up to stopping and terminating instances; with --report-only nothing is touched. It runs in AWS: Ctrl-C ends
the waiting and never the run. Exit code: 0 it succeeded, read everything and missed no canary, 1 not, 2 wrong usage.
${credentialsHelp}

Examples:
  $ orgwatch tag-audit run --report-only
  $ orgwatch tag-audit run --accounts payments,444444444444 --regions eu-central-1`;

/** `run`: starts the sweep and follows it to its end. */
export function addRun(
  group: Command,
  dependencies: TagAuditDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("run")
    .description("Starts the tag audit of the organization now, and tells how it went.")
    .option("--accounts <accounts...>", "only these accounts, by id or name", listOption)
    .option("--regions <regions...>", "only these regions", regionsOption)
    .option("--report-only", "change nothing, whatever the configuration says")
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .addHelpText("after", help)
    .action(async (given: unknown) => {
      const chosen = options.parse(given);
      ended(
        await atHome(chosen.region, dependencies, (home, region) =>
          run(chosen, home, dependencies.auditIn(region), dependencies),
        ),
      );
    });
}

async function run(
  given: z.infer<typeof options>,
  home: HomeRegion,
  audit: AuditRegion,
  dependencies: TagAuditDependencies,
): Promise<number> {
  const { terminal, timeZone } = dependencies;
  const directory = await home.accounts();
  const asked: AuditAsked = {
    ...(given.accounts === undefined ? {} : { accounts: accountIds(given.accounts, directory) }),
    ...(given.regions === undefined ? {} : { regions: given.regions }),
    ...(given.reportOnly ? { mode: "report" } : {}),
  };
  const { arn } = await audit.sweep.start(asked);
  terminal.out(`Started: ${askedWords(asked)}.\n  ${arn}\n`);
  const end = await watchSweep(arn, audit.sweep, dependencies);
  if (end === "interrupted") {
    terminal.out("Not waiting any longer: the run goes on in AWS. How it went: orgwatch tag-audit status\n");
    return 1;
  }
  const last = await lastRun(audit);
  terminal.out(`\n${lastRunAsText(last, nameIn(directory), { timeZone, colours: terminal.colours })}`);
  if (end.status === "succeeded") return isWell(last) ? 0 : 1;
  const because = end.reason === undefined ? "" : `: ${cleanLine(end.reason, 500)}`;
  terminal.err(`orgwatch: the run ended as ${end.status}${because}\n`);
  return 1;
}

function askedWords({ accounts, regions, mode }: AuditAsked): string {
  const whose = accounts === undefined ? "all accounts" : accounts.join(", ");
  const where = regions === undefined ? "" : ` in ${regions.join(", ")}`;
  const how = mode === "report" ? "; it only reports" : "; it acts as far as the configuration goes";
  return `the tag audit of ${whose}${where}${how}`;
}
