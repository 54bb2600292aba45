// `orgwatch cases sync`: the sweep at once, instead of within three days.
import type { Command } from "commander";
import { z } from "zod";
import { accountIds } from "../account-names";
import { atHome, credentialsHelp, type HomeRegion, homeRegionOption } from "../home-region";
import { cleanLine } from "../terminal";
import { watchSweep } from "../watch-sweep";
import { type AccountFreshness, accountFreshness } from "./account-freshness";
import type { CasesDependencies } from "./cases-command";
import { renderAccounts } from "./render-accounts";

const options = z.object({
  account: z.array(z.string()).optional(),
  full: z.boolean().optional(),
  wait: z.boolean().optional(),
  region: z.string().optional(),
});

const help = `
Without --full each account is read from where its last sweep ended. With --wait, Ctrl-C ends the waiting and never the sweep.
Exit code: 0 started, or with --wait: every account was read or is not entitled; 1 otherwise; 2 wrong usage. ${credentialsHelp}

Examples:
  $ orgwatch cases sync --wait
  $ orgwatch cases sync --account payments 444444444444
  $ orgwatch cases sync --full                            everything that AWS keeps`;

/** `sync`: starts the sweep, and with `--wait` tells what became of each account. */
export function addSync(
  group: Command,
  dependencies: CasesDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("sync")
    .description("Reads the cases of all accounts again, now: starts the sweep in AWS.")
    .option("--account <account...>", "only these accounts, by id or name")
    .option("--full", "all of their history instead of what is new")
    .option("--wait", "wait until it has ended, and show each account's result")
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .addHelpText("after", help)
    .action(async (given: unknown) => {
      const chosen = options.parse(given);
      ended(await atHome(chosen.region, dependencies, (home) => sync(chosen, home, dependencies)));
    });
}

async function sync(
  given: z.infer<typeof options>,
  home: HomeRegion,
  dependencies: CasesDependencies,
): Promise<number> {
  const { terminal } = dependencies;
  const accounts = given.account && accountIds(given.account, await home.accounts());
  const { arn, startedAt } = await home.sweep.start({
    ...(accounts === undefined ? {} : { accounts }),
    ...(given.full ? { full: true } : {}),
  });
  const whose = accounts === undefined ? "all accounts" : accounts.join(", ");
  terminal.out(`Started: the sweep of ${whose}${given.full ? ", all of their history" : ""}.\n  ${arn}\n`);
  if (!given.wait) {
    terminal.out("It runs in AWS. What became of each account: orgwatch cases accounts\n");
    return 0;
  }
  const end = await watchSweep(arn, home.sweep, dependencies);
  if (end === "interrupted") {
    terminal.out("Not waiting any longer: the sweep goes on in AWS. Its results: orgwatch cases accounts\n");
    return 1;
  }
  const reached = await reachedBy(startedAt, accounts, home, dependencies);
  terminal.out(`\n${reached.text}`);
  if (end.status === "succeeded") return reached.all ? 0 : 1;
  const because = end.reason === undefined ? "" : `: ${cleanLine(end.reason, 500)}`;
  terminal.err(`orgwatch: the sweep ended as ${end.status}${because}\n`);
  return 1;
}

/** The results of the accounts that the sweep was to read; `all` when each was read by it, or cannot be. */
async function reachedBy(
  startedAt: Date,
  accounts: readonly string[] | undefined,
  home: HomeRegion,
  { terminal, timeZone, now }: CasesDependencies,
): Promise<{ readonly text: string; readonly all: boolean }> {
  const freshness = await accountFreshness(home, now());
  const meant = freshness.filter(({ accountId, state }) =>
    accounts === undefined ? state === "ACTIVE" : accounts.includes(accountId),
  );
  // AWS's clock and ours may differ by a little; results of the sweep before are days old.
  const since = new Date(startedAt.getTime() - 60_000).toISOString();
  const missed = meant.filter(({ result }) => result === undefined || result.checkedAt < since);
  const reader = { timeZone, colours: terminal.colours };
  const told = renderAccounts(meant, reader, "accounts to read");
  const note =
    missed.length === 0
      ? ""
      : `Not reached by this sweep: ${missed.map(({ accountId }) => accountId).join(", ")}\n`;
  return { text: `${told}${note}`, all: missed.length === 0 && meant.every(isFine) };
}

function isFine({ result }: AccountFreshness): boolean {
  return result?.result === "ok" || result?.result === "not-entitled" || result?.result === "suspended";
}
