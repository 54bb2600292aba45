// `orgwatch tag-audit plan`: what a run of the sweep was to do, from where it keeps it.
import type { Command } from "commander";
import { z } from "zod";
import { nameIn } from "../../account-names";
import { atHome, credentialsHelp, homeRegionOption } from "../../home-region";
import { localTime } from "../../local-time";
import { painter } from "../../terminal";
import { UsageProblem } from "../../words-of-error";
import { planLines } from "../render-plan";
import type { TagAuditDependencies } from "../tag-audit-command";

const options = z.object({ region: z.string().optional(), json: z.boolean().optional() });

const help = `
What is in the plan is exactly what the run did, unless something had changed since: orgwatch tag-audit show <instance> has the outcome.
Exit code: 0 shown, 1 there is no such plan or it could not be read, 2 wrong usage. ${credentialsHelp}

Examples:
  $ orgwatch tag-audit plan                  of the last run that got so far
  $ orgwatch tag-audit plan 2030-01-07       of the last run of that day (UTC)
  $ orgwatch tag-audit plan 2030-01-07T09:00:00.000Z --json`;

/** `plan`: the acts of a run, what was held back, and why. */
export function addPlan(
  group: Command,
  dependencies: TagAuditDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("plan")
    .description("Shows what a run of the tag audit had to do, and what it held back.")
    .argument(
      "[run]",
      "its id, which is the time when it began, or the beginning of it; the last one without it",
    )
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .option("--json", "print the stored plan as JSON")
    .addHelpText("after", help)
    .action(async (run: string | undefined, given: unknown) => {
      ended(await showPlan(run?.trim() ?? "", options.parse(given), dependencies));
    });
}

async function showPlan(
  beginning: string,
  given: z.infer<typeof options>,
  dependencies: TagAuditDependencies,
): Promise<number> {
  if (!/^[\dTZ:.-]*$/.test(beginning))
    throw new UsageProblem("a run is called by the time when it began, like 2030-01-07T09:00:00.000Z");
  const { terminal, timeZone, auditIn } = dependencies;
  return atHome(given.region, dependencies, async ({ accounts }, region) => {
    const { plans } = auditIn(region);
    const runId = await plans.newest(beginning);
    const plan = runId === undefined ? undefined : await plans.get(runId);
    if (plan === undefined) {
      const which = beginning === "" ? "" : ` that begins with ${beginning}`;
      terminal.err(
        `orgwatch: there is no plan of a run${which}; orgwatch tag-audit status says how the last run ended\n`,
      );
      return 1;
    }
    if (given.json) {
      terminal.out(`${JSON.stringify(plan, null, 2)}\n`);
      return 0;
    }
    const reader = { timeZone, colours: terminal.colours };
    const heading = painter(reader.colours)(
      "bold",
      `Plan of the run ${plan.runId}, made ${localTime(plan.madeAt, timeZone)}`,
    );
    const lines = planLines(plan, nameIn(await accounts()), reader);
    terminal.out(`${[heading, "", ...lines, "", `Times are in ${timeZone}.`].join("\n")}\n`);
    return 0;
  });
}
