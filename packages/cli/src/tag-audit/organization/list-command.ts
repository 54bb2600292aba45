// `orgwatch tag-audit list`: whose tags are wrong, and how far Orgwatch has gone.
import { violationShape } from "@orgwatch/core/tag-audit/violation";
import { type Command, Option } from "commander";
import { z } from "zod";
import { accountIds, nameIn } from "../../account-names";
import { atHome, credentialsHelp, homeRegionOption } from "../../home-region";
import type { TagAuditDependencies } from "../tag-audit-command";
import { findViolations } from "./find-violations";
import { violationsAsCsv, violationsAsJson, violationsAsText } from "./render-violations";

const statuses = violationShape.shape.status.options;

const options = z.object({
  account: z.array(z.string()).optional(),
  status: z.enum(statuses),
  region: z.string().optional(),
  json: z.boolean().optional(),
  csv: z.boolean().optional(),
});

const help = `
The oldest first. Open ones are in grace (the instance is too young to matter), reported, warned, stopped or terminated; mended, exempt and gone ones ended by
themselves, terminated ones by Orgwatch. What is shown is of the last run. A cell of CSV that a spreadsheet would take for a formula begins with
an apostrophe. Exit code: 0 listed, 1 not read, 2 wrong usage. ${credentialsHelp}

Examples:
  $ orgwatch tag-audit list                                    what is wrong now
  $ orgwatch tag-audit list --account payments 444444444444
  $ orgwatch tag-audit list --status terminated --csv > terminated.csv`;

/** `list`: one line for each violation. */
export function addList(
  group: Command,
  dependencies: TagAuditDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("list")
    .description("Lists the instances of all accounts that violate their tag scheme.")
    .option("--account <account...>", "only these accounts, by id or name")
    .addOption(new Option("--status <status>", "only these").choices(statuses).default("open"))
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .addOption(new Option("--json", "print one JSON document").conflicts("csv"))
    .option("--csv", "print CSV")
    .addHelpText("after", help)
    .action(async (given: unknown) => {
      await list(options.parse(given), dependencies);
      ended(0);
    });
}

async function list(given: z.infer<typeof options>, dependencies: TagAuditDependencies): Promise<void> {
  const { terminal, timeZone, auditIn } = dependencies;
  await atHome(given.region, dependencies, async (home, region) => {
    const accounts = await home.accounts();
    const wanted = given.account && accountIds(given.account, accounts);
    const found = await findViolations(given.status, wanted, auditIn(region).violations);
    const nameOf = nameIn(accounts);
    const named = found.map((one) => ({ ...one, accountName: nameOf(one.instance.accountId) }));
    if (given.json) terminal.out(violationsAsJson(named));
    else if (given.csv) terminal.out(violationsAsCsv(named));
    else terminal.out(violationsAsText(named, { timeZone, colours: terminal.colours }));
  });
}
