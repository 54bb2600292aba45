// `orgwatch sg list`: which security-group changes there were.
import { type Command, Option } from "commander";
import { z } from "zod";
import { accountIds, nameIn } from "../account-names";
import { countOption } from "../count-option";
import { atHome, credentialsHelp, homeRegionOption } from "../home-region";
import { sinceTime } from "../local-time";
import { UsageProblem } from "../words-of-error";
import { stateWords } from "./change-words";
import { findChanges } from "./find-changes";
import { changesAsCsv, changesAsJson, changesAsText } from "./render-changes";
import type { SgDependencies } from "./sg-command";

const risks = ["critical", "high", "medium", "low", "info"] as const;

const options = z.object({
  account: z.array(z.string()).optional(),
  since: z.string(),
  until: z.string().optional(),
  risk: z.enum(risks),
  state: z.array(z.enum(stateWords)).optional(),
  all: z.boolean().optional(),
  author: z.string().optional(),
  group: z.string().optional(),
  limit: z.number(),
  region: z.string().optional(),
  json: z.boolean().optional(),
  csv: z.boolean().optional(),
});

const help = `
Newest first. Times are 30d, 12h (ago), or in UTC 2030-01-07, 2030-01-07T09:30Z. States: pending (people are asked), kept, denied, expired (nobody
answered, it stays), noted (nothing to decide), exempt (by the policy), own (made by Orgwatch itself).
In the column what, + is added, - removed, ~ modified. Text has times in your zone; JSON and CSV have them in UTC. ${credentialsHelp}

Examples:
  $ orgwatch sg list                                         the last 7 days
  $ orgwatch sg list --risk high --state pending             what waits for somebody
  $ orgwatch sg list --account payments --since 30d --all
  $ orgwatch sg list --author alice --since 2030-01-01 --csv > changes.csv`;

/** `list`: one line for each change. */
export function addList(group: Command, dependencies: SgDependencies, ended: (code: number) => void): void {
  group
    .command("list")
    .description("Lists security-group changes of all accounts.")
    .option("--account <account...>", "only these accounts, by id or name")
    .option("--since <time>", "changed since then", "7d")
    .option("--until <time>", "changed before then")
    .addOption(new Option("--risk <risk>", "of this risk or a graver one").choices(risks).default("info"))
    .addOption(
      new Option("--state <state...>", "only in these states; all but exempt and own without it").choices(
        stateWords,
      ),
    )
    .addOption(new Option("--all", "exempt and own ones too").conflicts("state"))
    .option("--author <text>", "whose name, session or ARN contains this text")
    .option("--group <group>", "of the group with this id or name")
    .option("--limit <count>", "at most so many", countOption, 50)
    .option("--region <region>", "the home region, if it is not your configuration's", homeRegionOption)
    .addOption(new Option("--json", "print one JSON document").conflicts("csv"))
    .option("--csv", "print CSV")
    .addHelpText("after", help)
    .action(async (given: unknown) => {
      await list(options.parse(given), dependencies);
      ended(0);
    });
}

async function list(given: z.infer<typeof options>, dependencies: SgDependencies): Promise<void> {
  const { terminal, now, timeZone, sgIn } = dependencies;
  const at = now();
  const since = timeOption("--since", given.since, at);
  const until = given.until === undefined ? undefined : timeOption("--until", given.until, at);
  const loud = stateWords.filter((word) => given.all || (word !== "exempt" && word !== "own"));
  await atHome(given.region, dependencies, async (home, region) => {
    const accounts = await home.accounts();
    const filter = {
      since,
      until,
      accountIds: given.account && accountIds(given.account, accounts),
      atLeast: given.risk,
      states: given.state ?? loud,
      author: given.author,
      group: given.group,
      limit: given.limit,
    };
    const found = await findChanges(filter, sgIn(region).changes, at);
    const nameOf = nameIn(accounts);
    const named = found.map((one) => ({ ...one, accountName: nameOf(one.accountId) }));
    if (given.json) terminal.out(changesAsJson(named));
    else if (given.csv) terminal.out(changesAsCsv(named));
    else terminal.out(changesAsText(named, { timeZone, colours: terminal.colours }, given.limit));
  });
}

function timeOption(name: string, value: string, now: Date): Date {
  const time = sinceTime(value, now);
  if (time === undefined)
    throw new UsageProblem(`${name} must be like 30d, 12h, 2030-01-07 or 2030-01-07T09:30Z`);
  return time;
}
