// `orgwatch tag-audit status`: whether the tag audit still sees everything.
import type { Command } from "commander";
import { z } from "zod";
import { nameIn } from "../../account-names";
import { atHome, credentialsHelp, homeRegionOption } from "../../home-region";
import type { TagAuditDependencies } from "../tag-audit-command";
import { isWell, lastRun } from "./last-run";
import { lastRunAsText } from "./render-last-run";

const options = z.object({ region: z.string().optional(), json: z.boolean().optional() });

const help = `
A canary is unproven where there is nothing to compare with, as in the first run or below ten instances.
Exit code: 0 the last run succeeded, read everything and missed no canary, 1 not, or nothing could be read, 2 wrong usage.
${credentialsHelp}

Examples:
  $ orgwatch tag-audit status
  $ orgwatch tag-audit status --json`;

/** `status`: the last run, what it could not read, and the canaries that it did not see. */
export function addStatus(
  group: Command,
  dependencies: TagAuditDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("status")
    .description(
      "Shows how the last run of the tag audit went: what it could not read, and missing canaries.",
    )
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .option("--json", "print one JSON document")
    .addHelpText("after", help)
    .action(async (given: unknown) => ended(await status(options.parse(given), dependencies)));
}

async function status(given: z.infer<typeof options>, dependencies: TagAuditDependencies): Promise<number> {
  const { terminal, timeZone, auditIn } = dependencies;
  return atHome(given.region, dependencies, async ({ accounts }, region) => {
    const last = await lastRun(auditIn(region));
    const reader = { timeZone, colours: terminal.colours };
    terminal.out(
      given.json
        ? `${JSON.stringify(last, null, 2)}\n`
        : lastRunAsText(last, nameIn(await accounts()), reader),
    );
    return isWell(last) ? 0 : 1;
  });
}
