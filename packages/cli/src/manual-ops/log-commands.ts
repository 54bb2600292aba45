// `orgwatch manual-ops list` and `record`: what reads and writes the log.
import type { Command } from "commander";
import { z } from "zod";
import { cleanLine } from "../terminal";
import { describeOperations } from "./describe-operations";
import { readLog } from "./log-table";
import type { ManualOpsDependencies } from "./manual-ops-command";
import type { Operation } from "./operations";
import { entryOf, readLogFile, recordEntry } from "./record-operation";
import { renderListing } from "./render-listing";

type Ended = (code: number) => void;

const fileHelp = "another log instead of docs/manual-operations.md";
const listOptions = z.object({ file: z.string().optional(), json: z.boolean().optional() });

/** `list`: every operation with its last records. */
export function addList(
  group: Command,
  operations: readonly Operation[],
  dependencies: ManualOpsDependencies,
  ended: Ended,
): void {
  group
    .command("list")
    .description(
      "Shows each operation with what the log says about it: when it was last done, where and by whom.",
    )
    .option("--file <path>", fileHelp)
    .option("--json", "print one JSON document instead of text")
    .action(async (given: unknown) => {
      const { file, json } = listOptions.parse(given);
      const { terminal, logFile, logPath } = dependencies;
      const log = readLog(await readLogFile(logFile(file ?? logPath)));
      const listing = describeOperations(operations, log);
      terminal.out(json ? `${JSON.stringify(listing, null, 2)}\n` : renderListing(listing, terminal.colours));
      ended(0);
    });
}

const recordOptions = z.object({
  by: z.string(),
  where: z.string().optional(),
  note: z.string().optional(),
  at: z.string().optional(),
  file: z.string().optional(),
});

const recordExamples = `
Examples:
  $ orgwatch manual-ops record slack-app --by "Ana Souza" --where "workspace acme"
  $ orgwatch manual-ops record failover-emails --by ben --where "us-east-1 security@example.com" --at 2030-01-07T09:30Z

Commit the file afterwards. Nothing secret belongs into it.`;

/** `record`: one row more. */
export function addRecord(
  group: Command,
  operations: readonly Operation[],
  dependencies: ManualOpsDependencies,
  ended: Ended,
): void {
  group
    .command("record")
    .description("Writes down that somebody did an operation: one row at the end of the log.")
    .argument("<operation>", `one of ${operations.map(({ id }) => id).join(", ")}`)
    .requiredOption("--by <name>", "who did it")
    .option("--where <place>", "the region, address, channel, service …")
    .option("--note <text>", "anything that the next person should know")
    .option("--at <time>", "when, in UTC (2030-01-07 or 2030-01-07T09:30Z); now without it")
    .option("--file <path>", fileHelp)
    .addHelpText("after", recordExamples)
    .action(async (operation: string, given: unknown) => {
      const { by, where, note, at, file } = recordOptions.parse(given);
      const { terminal, logFile, logPath, now } = dependencies;
      const entry = entryOf({ operation, by, where, note, at }, operations, now());
      const log = logFile(file ?? logPath);
      const written = await recordEntry(log, entry);
      const place = written.where === "" ? "" : `, ${written.where}`;
      terminal.out(
        `${cleanLine(`Recorded: ${written.what}${place}, by ${written.who} at ${written.at} UTC`, 300)}\nCommit ${log.path}\n`,
      );
      ended(0);
    });
}
