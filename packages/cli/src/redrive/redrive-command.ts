// `orgwatch redrive`: its options, and from them to an exit code.
import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { chosenRegions, regionOption } from "../region-option";
import type { Terminal } from "../terminal";
import type { Queues } from "./queues";
import { redriveAll } from "./redrive-all";
import { renderQueue, renderSummary } from "./render-report";
import { succeeded } from "./report";

export type RedriveDependencies = {
  readonly terminal: Terminal;
  /** The lambdas that have a dead-letter queue. */
  readonly lambdas: readonly string[];
  /** The region of the AWS chain (AWS_REGION or the profile). Rejects when there is none. */
  readonly ownRegion: () => Promise<string>;
  readonly queuesIn: (region: string) => Queues;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
};

const examples = `
Examples:
  $ orgwatch redrive                                       what waits, and why, in your region
  $ orgwatch redrive --region us-west-2 us-east-1          in two regions
  $ orgwatch redrive --reason token_revoked --send         send back what failed for this reason
  $ orgwatch redrive --lambda slack-notifier --send --limit 1    try with one

Credentials are those of the AWS command line (AWS_PROFILE, AWS_REGION, …), of the security account.
Exit code: 0 done, 1 something could not be read or sent, 2 wrong usage.`;

const options = z.object({
  lambda: z.array(z.string()).optional(),
  region: z.array(z.string()).optional(),
  reason: z.string().optional(),
  limit: z.number().optional(),
  send: z.boolean().optional(),
  json: z.boolean().optional(),
});

/** Adds the command to the program; `ended` hears its exit code (0 or 1). The action rejects with UsageProblem without a region. */
export function addRedrive(
  program: Command,
  dependencies: RedriveDependencies,
  ended: (code: number) => void,
): void {
  program
    .command("redrive")
    .summary("show dead letters with their reasons, and send them again")
    .description(
      "Shows the messages that Orgwatch could not handle, with the reason of each. With --send it puts each back into the " +
        "queue it came from, and deletes it only when SQS has taken it. No message is lost when it is interrupted.",
    )
    .addOption(
      new Option("--lambda <name...>", "only these lambdas' dead letters").choices(dependencies.lambdas),
    )
    .option(
      "--region <region...>",
      "these regions instead of the one of your AWS configuration",
      regionOption,
    )
    .option("--reason <text>", "only letters whose reason contains this text")
    .option("--limit <count>", "at most so many letters in all", count)
    .option("--send", "send them back; without it they are only shown")
    .option("--json", "print one JSON document instead of text")
    .addHelpText("after", examples)
    .action(async (given: unknown) => ended(await redrive(options.parse(given), dependencies)));
}

/** Runs it and prints the report; text appears queue by queue. */
async function redrive(given: z.infer<typeof options>, dependencies: RedriveDependencies): Promise<number> {
  const { terminal, queuesIn, signal } = dependencies;
  const request = {
    lambdas: unique(given.lambda ?? dependencies.lambdas),
    regions: await chosenRegions(given.region, dependencies.ownRegion),
    reason: given.reason,
    limit: given.limit,
    sending: given.send ?? false,
    signal,
  };
  const report = await redriveAll(request, queuesIn, (queue) => {
    if (!given.json) terminal.out(renderQueue(queue, terminal.colours));
  });
  terminal.out(given.json ? `${JSON.stringify(report, null, 2)}\n` : renderSummary(report, terminal.colours));
  return succeeded(report) ? 0 : 1;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function count(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError("It must be a whole number from 1.");
  return Number(value);
}
