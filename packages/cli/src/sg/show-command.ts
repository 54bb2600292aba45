// `orgwatch sg show`: one security-group change with everything that is known of it.
import type { Command } from "commander";
import { z } from "zod";
import { nameIn } from "../account-names";
import { atHome, credentialsHelp, homeRegionOption } from "../home-region";
import { findChange } from "./find-change";
import { changeAsText } from "./render-change";
import type { SgDependencies } from "./sg-command";

const options = z.object({ region: z.string().optional(), json: z.boolean().optional() });

const help = `
Exit code: 0 shown, 1 there is no such change or it could not be read, 2 wrong usage. ${credentialsHelp}

Examples:
  $ orgwatch sg show 4f1c2a9e
  $ orgwatch sg show 4f1c2a9e-7d55-4a0e-8f3b-2f6f0c9b7a11 --json`;

/** `show`: the change as it is stored, in words or as JSON. */
export function addShow(group: Command, dependencies: SgDependencies, ended: (code: number) => void): void {
  group
    .command("show")
    .description("Shows one security-group change: its rules, its risk, the decision, and what was done.")
    .argument("<change>", "its id, or the first 8 or more characters of it within 30 days")
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .option("--json", "print the stored object as JSON")
    .addHelpText("after", help)
    .action(async (id: string, given: unknown) => {
      ended(await show(id.trim(), options.parse(given), dependencies));
    });
}

async function show(
  id: string,
  given: z.infer<typeof options>,
  dependencies: SgDependencies,
): Promise<number> {
  const { terminal, timeZone, now, sgIn } = dependencies;
  return atHome(given.region, dependencies, async ({ accounts }, region) => {
    const found = await findChange(id, sgIn(region).changes, now());
    if ("problem" in found) {
      terminal.err(`orgwatch: ${found.problem}\n`);
      return 1;
    }
    const { change } = found;
    if (given.json) terminal.out(`${JSON.stringify(change, null, 2)}\n`);
    else {
      const accountName = nameIn(await accounts())(change.accountId);
      terminal.out(changeAsText({ ...change, accountName }, { timeZone, colours: terminal.colours }));
    }
    return 0;
  });
}
