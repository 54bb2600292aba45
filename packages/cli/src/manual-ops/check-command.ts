// `orgwatch manual-ops check`: asks the outside world what is still open.
import type { Command } from "commander";
import { z } from "zod";
import { chosenRegions, regionOption } from "../region-option";
import { UsageProblem, wordsOf } from "../words-of-error";
import { parseAppManifest } from "./app-manifest";
import { checkAll } from "./check/check-all";
import { exitCodeOf } from "./check/finding";
import { pagerdutyRest } from "./check/pagerduty-rest";
import { renderCheck } from "./check/render-check";
import { slackWeb } from "./check/slack-web";
import { type LogEntry, readLog } from "./log-table";
import type { ManualOpsDependencies } from "./manual-ops-command";
import type { Operation } from "./operations";
import { readLogFile } from "./record-operation";

const options = z.object({
  region: z.array(z.string()).optional(),
  pagerdutyApi: z.string(),
  slackApi: z.string(),
  file: z.string().optional(),
  json: z.boolean().optional(),
});

const help = `
Credentials are those of the AWS command line (AWS_PROFILE, AWS_REGION, …), of the security account. PagerDuty's API key comes from
PAGERDUTY_TOKEN or, without it, from SSM; Slack's from SSM. No value of a secret is printed.
Exit code: 0 nothing is open, 1 something is open, 2 nothing is known to be open but not everything could be asked, or wrong usage.

Examples:
  $ orgwatch manual-ops check --region us-west-2 us-east-1       the home region first
  $ orgwatch manual-ops check pagerduty-slack-extension          only this one`;

/** `check`: one line for each thing that is open or could not be asked. */
export function addCheck(
  group: Command,
  operations: readonly Operation[],
  dependencies: ManualOpsDependencies,
  ended: (code: number) => void,
): void {
  group
    .command("check")
    .description(
      "Asks AWS, Slack and PagerDuty what is really done, and says what is still open and how to mend it.",
    )
    .argument("[operations...]", "only these; all that a program can check without it")
    .option(
      "--region <region...>",
      "the watched regions, the home region first; your AWS configuration's without it",
      regionOption,
    )
    .option("--pagerduty-api <url>", "where PagerDuty's REST API is", "https://api.pagerduty.com")
    .option("--slack-api <url>", "where Slack's Web API is", "https://slack.com/api")
    .option("--file <path>", "another log instead of docs/manual-operations.md")
    .option("--json", "print one JSON document instead of text")
    .addHelpText("after", help)
    .action(async (ids: readonly string[], given: unknown) => {
      ended(await check(ids, options.parse(given), operations, dependencies));
    });
}

async function check(
  ids: readonly string[],
  given: z.infer<typeof options>,
  operations: readonly Operation[],
  dependencies: ManualOpsDependencies,
): Promise<number> {
  const { terminal, accountIn, fetch: fetcher, pagerdutyToken } = dependencies;
  const unknown = ids.filter((id) => !operations.some((operation) => operation.id === id));
  const known = operations.map(({ id }) => id).join(", ");
  if (unknown.length > 0)
    throw new UsageProblem(`there is no operation ${unknown.join(", ")}; there are ${known}`);
  const silent = operations.filter(({ id, checked }) => ids.includes(id) && !checked);
  if (silent.length > 0)
    throw new UsageProblem(
      `no program can check ${silent.map(({ id }) => id).join(", ")}: see docs/manual-operations.md`,
    );
  const regions = await chosenRegions(given.region, dependencies.ownRegion);
  const only = operations.map(({ id }) => id).filter((id) => ids.length === 0 || ids.includes(id));
  const report = await checkAll(
    { operations, only, regions },
    {
      accountIn,
      pagerdutyToken,
      pagerduty: pagerdutyRest(given.pagerdutyApi, fetcher),
      slack: slackWeb(given.slackApi, fetcher),
      scopes: async () => parseAppManifest(await dependencies.appManifest()).scopes,
    },
  );
  if (given.json) terminal.out(`${JSON.stringify(report, null, 2)}\n`);
  else terminal.out(renderCheck(report, await logOf(given.file, dependencies), terminal.colours));
  return exitCodeOf(report);
}

/** What is open does not depend on the log: one that cannot be read is told beside it. */
async function logOf(
  file: string | undefined,
  { terminal, logFile, logPath }: ManualOpsDependencies,
): Promise<readonly LogEntry[]> {
  try {
    return readLog(await readLogFile(logFile(file ?? logPath)));
  } catch (error) {
    terminal.err(`orgwatch: ${wordsOf(error)}\n`);
    return [];
  }
}
