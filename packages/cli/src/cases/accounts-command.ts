// `orgwatch cases accounts`: whose cases are fresh, whose are not, and whose cannot be read.
import { staleAfterDays } from "@orgwatch/core/support-cases/stale-account";
import type { Command } from "commander";
import { z } from "zod";
import { atHome, credentialsHelp, homeRegionOption } from "../home-region";
import { accountFreshness } from "./account-freshness";
import type { CasesDependencies } from "./cases-command";
import { renderAccounts } from "./render-accounts";

const options = z.object({
  stale: z.boolean().optional(),
  region: z.string().optional(),
  json: z.boolean().optional(),
});

const help = `
Results: ok; not-entitled (its support plan has no API), no-role (GetSupportInfoRole is missing or does not trust Orgwatch), throttled,
suspended, failed. Stale is an active account whose cases could not be read for ${staleAfterDays} days, unless it is not entitled.
Exit code: 0 listed, 1 not read, or with --stale: there is one, 2 wrong usage. ${credentialsHelp}

Examples:
  $ orgwatch cases accounts
  $ orgwatch cases accounts --stale --json`;

/** `accounts`: one line for each account of the organization. */
export function addAccounts(
  group: Command,
  dependencies: CasesDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("accounts")
    .description(
      "Shows for each account what the last sweep of its cases ended with, and when it last succeeded.",
    )
    .option("--stale", "only accounts whose cases are older than they should be")
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .option("--json", "print one JSON document")
    .addHelpText("after", help)
    .action(async (given: unknown) => ended(await accounts(options.parse(given), dependencies)));
}

async function accounts(given: z.infer<typeof options>, dependencies: CasesDependencies): Promise<number> {
  const { terminal, timeZone, now } = dependencies;
  const all = await atHome(given.region, dependencies, (home) => accountFreshness(home, now()));
  const chosen = given.stale ? all.filter(({ stale }) => stale) : all;
  const what = given.stale ? "stale accounts" : "accounts in the account directory";
  terminal.out(
    given.json
      ? `${JSON.stringify({ accounts: chosen }, null, 2)}\n`
      : renderAccounts(chosen, { timeZone, colours: terminal.colours }, what),
  );
  return given.stale && chosen.length > 0 ? 1 : 0;
}
