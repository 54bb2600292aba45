// `orgwatch cases show`: one case with its whole conversation.
import type { Command } from "commander";
import { z } from "zod";
import { nameIn } from "../account-names";
import { atHome, credentialsHelp, homeRegionOption } from "../home-region";
import { cleanLine } from "../terminal";
import type { CasesDependencies } from "./cases-command";
import { findByNumber } from "./find-cases";
import { caseAsJson, caseAsText } from "./render-case";

const options = z.object({ region: z.string().optional(), json: z.boolean().optional() });

const help = `
Exit code: 0 shown, 1 there is no such case or it could not be read, 2 wrong usage. ${credentialsHelp}

Examples:
  $ orgwatch cases show 1234563851
  $ orgwatch cases show case-111122223333-muen-2030-7118885805350839 --json`;

/** `show`: the case and what was written in it, oldest first. */
export function addShow(
  group: Command,
  dependencies: CasesDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("show")
    .description("Shows one AWS Support case with its conversation, and the names of its attachments.")
    .argument("<case>", "the number that the console shows, or the id (case-…)")
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .option("--json", "print one JSON document")
    .addHelpText("after", help)
    .action(async (id: string, given: unknown) => {
      const { region, json } = options.parse(given);
      ended(await show(id.trim(), { region, json: json ?? false }, dependencies));
    });
}

async function show(
  id: string,
  given: { readonly region: string | undefined; readonly json: boolean },
  dependencies: CasesDependencies,
): Promise<number> {
  const { terminal, timeZone } = dependencies;
  return atHome(given.region, dependencies, async ({ cases, accounts }, region) => {
    const found = id.startsWith("case-") ? await cases.getCase(id) : await findByNumber(id, cases);
    if (found === undefined) {
      terminal.err(
        `orgwatch: the table has no case ${cleanLine(id, 80)}; orgwatch cases sync reads what no event told\n`,
      );
      return 1;
    }
    const accountName = nameIn(await accounts())(found.accountId);
    const whole = { case: { ...found, accountName }, communications: await cases.conversation(found.caseId) };
    terminal.out(
      given.json
        ? caseAsJson(whole, region)
        : caseAsText(whole, region, { timeZone, colours: terminal.colours }),
    );
    return 0;
  });
}
