// `orgwatch cases list`: which cases there are.
import { severityCodes } from "@orgwatch/core/support-cases/case";
import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { accountIds, nameIn } from "../account-names";
import { countOption } from "../count-option";
import { atHome, credentialsHelp, homeRegionOption } from "../home-region";
import { sinceTime } from "../local-time";
import { UsageProblem } from "../words-of-error";
import type { CasesDependencies } from "./cases-command";
import { findCases } from "./find-cases";
import { listAsCsv, listAsJson, listAsText } from "./render-list";

const options = z.object({
  status: z.string().optional(),
  account: z.array(z.string()).optional(),
  severity: z.string().optional(),
  since: z.string().optional(),
  limit: z.number().optional(),
  region: z.string().optional(),
  json: z.boolean().optional(),
  csv: z.boolean().optional(),
});

const help = `
Newest activity first. Text has times in your zone; JSON and CSV have them in UTC. A cell of CSV that a spreadsheet would take for a formula
begins with an apostrophe. ${credentialsHelp}

Examples:
  $ orgwatch cases list --status open                          what is not resolved
  $ orgwatch cases list --account payments --since 30d         what happened in 30 days in one account
  $ orgwatch cases list --severity critical --json
  $ orgwatch cases list --since 2030-01-01 --csv > cases.csv`;

/** `list`: one line for each case. */
export function addList(
  group: Command,
  dependencies: CasesDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("list")
    .description("Lists AWS Support cases of all accounts.")
    .addOption(
      new Option(
        "--status <status>",
        "open, or one of AWS's words (resolved, pending-customer-action, …)",
      ).argParser(statusOption),
    )
    .option("--account <account...>", "only these accounts, by id or name")
    .addOption(new Option("--severity <severity>", "only this severity").choices(severityCodes))
    .option(
      "--since <time>",
      "last activity since then: 30d, 12h, or a time in UTC (2030-01-07, 2030-01-07T09:30Z)",
    )
    .option("--limit <count>", "at most so many", countOption)
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .addOption(new Option("--json", "print one JSON document").conflicts("csv"))
    .option("--csv", "print CSV")
    .addHelpText("after", help)
    .action(async (given: unknown) => {
      await list(options.parse(given), dependencies);
      ended(0);
    });
}

async function list(given: z.infer<typeof options>, dependencies: CasesDependencies): Promise<void> {
  const { terminal, now, timeZone } = dependencies;
  const since = given.since === undefined ? undefined : sinceTime(given.since, now());
  if (given.since !== undefined && since === undefined)
    throw new UsageProblem("--since must be like 30d, 12h, 2030-01-07 or 2030-01-07T09:30Z");
  await atHome(given.region, dependencies, async (home) => {
    const accounts = await home.accounts();
    const found = await findCases(
      {
        status: given.status,
        severity: given.severity,
        limit: given.limit,
        since: since?.toISOString(),
        accountIds: given.account && accountIds(given.account, accounts),
      },
      home.cases,
    );
    const nameOf = nameIn(accounts);
    const named = found.map((one) => ({ ...one, accountName: nameOf(one.accountId) }));
    if (given.json) terminal.out(listAsJson(named));
    else if (given.csv) terminal.out(listAsCsv(named));
    else terminal.out(listAsText(named, { timeZone, colours: terminal.colours }));
  });
}

function statusOption(value: string): string {
  if (!/^[a-z]+(-[a-z]+)*$/.test(value))
    throw new InvalidArgumentError("A status looks like pending-customer-action.");
  return value;
}
