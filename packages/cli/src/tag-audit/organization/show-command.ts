// `orgwatch tag-audit show`: one instance, what is wrong with its tags, and everything that was done about it.
import type { Command } from "commander";
import { z } from "zod";
import { nameIn } from "../../account-names";
import { atHome, credentialsHelp, homeRegionOption } from "../../home-region";
import { cleanLine } from "../../terminal";
import type { TagAuditDependencies } from "../tag-audit-command";
import { findViolation } from "./find-violations";
import { violationAsText } from "./render-violation";

const options = z.object({ region: z.string().optional(), json: z.boolean().optional() });

const help = `
Exit code: 0 shown, 1 there is no such violation or it could not be read, 2 wrong usage. ${credentialsHelp}

Examples:
  $ orgwatch tag-audit show i-0123456789abcdef0
  $ orgwatch tag-audit show 444444444444/eu-central-1/i-0123456789abcdef0 --json`;

/** `show`: the violation as it is stored, in words or as JSON. */
export function addShow(
  group: Command,
  dependencies: TagAuditDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("show")
    .description(
      "Shows one instance that violates its tag scheme, or did: since when, why, and what was done.",
    )
    .argument("<instance>", "the instance's id (i-…), or the violation's (<account>/<region>/<instance>)")
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
  dependencies: TagAuditDependencies,
): Promise<number> {
  const { terminal, timeZone, auditIn } = dependencies;
  return atHome(given.region, dependencies, async ({ accounts }, region) => {
    const found = await findViolation(id, auditIn(region).violations);
    if (found === undefined) {
      terminal.err(`orgwatch: no run of the tag audit has found a violation ${cleanLine(id, 80)}\n`);
      return 1;
    }
    if (given.json) terminal.out(`${JSON.stringify(found, null, 2)}\n`);
    else {
      const accountName = nameIn(await accounts())(found.instance.accountId);
      terminal.out(violationAsText({ ...found, accountName }, { timeZone, colours: terminal.colours }));
    }
    return 0;
  });
}
