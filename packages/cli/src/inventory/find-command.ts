// `orgwatch inventory find`: where something is, in which account and region, and what mentions it.
import { setImmediate } from "node:timers/promises";
import { readQuery } from "@orgwatch/core/inventory/match-resource";
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { type Command, Option } from "commander";
import { z } from "zod";
import { atHome, credentialsHelp } from "../home-region";
import { UsageProblem } from "../words-of-error";
import { chooseRun, runWords } from "./choose-run";
import { endOfReading } from "./end-of-reading";
import { exactFirst } from "./exact-first";
import type { InventoryDependencies } from "./inventory-command";
import { accountNamer, counted } from "./inventory-words";
import { foundAsCsv, foundAsJson, foundAsText } from "./render-found";
import { addFilterOptions, askedAccounts, filterOptions, placeFilter } from "./resource-filter";
import { type FailedFile, searchFiles } from "./search-run";
import { storedRuns } from "./stored-runs";
import { unreadWords } from "./unread-words";

const options = z.object({
  ...filterOptions,
  run: z.string(),
  json: z.boolean().optional(),
  csv: z.boolean().optional(),
});

const help = `
What is looked for is an ARN, an id, a name, an IP address, tag=<key>, tag=<key>:<value>, or any text, in any case but for tags. Resources that are
themselves what was looked for come first, then (dim) those that mention it somewhere. Without anything to look for, --kind, --account or --region
lists all. ${runWords}
What the run could not read is not found either: standard error says so. Exit code: 0 found, 1 nothing found, or something could not be read, 2 wrong
usage, 130 interrupted. ${credentialsHelp}

Examples:
  $ orgwatch inventory find 10.20.30.40
  $ orgwatch inventory find i-0123456789abcdef0 --run 2030-01-07
  $ orgwatch inventory find tag=team:payments --kind ec2/instance rds
  $ orgwatch inventory find --kind iam/user --json | jq -r .arn`;

/** `find`: one line for each resource, as they are found. */
export function addFind(
  group: Command,
  dependencies: InventoryDependencies,
  ended: (code: number) => void,
): void {
  const command = group
    .command("find")
    .description("Finds resources in all accounts and regions, as the last whole run saw them.")
    .argument("[what]", "an ARN, an id, a name, an IP address, tag=<key>[:<value>], or any text");
  addFilterOptions(command)
    .option("--run <run>", "look into this run", "latest")
    .addOption(new Option("--json", "print the whole resources as NDJSON").conflicts("csv"))
    .option("--csv", "print CSV")
    .addHelpText("after", help)
    .action(async (what: string | undefined, given: unknown) => {
      ended(await find(what, options.parse(given), dependencies));
    });
}

async function find(
  what: string | undefined,
  given: z.infer<typeof options>,
  dependencies: InventoryDependencies,
): Promise<number> {
  const query = what === undefined ? undefined : readQuery(what);
  if (query === undefined && (what !== undefined || !(given.kind ?? given.account ?? given.region)))
    throw new UsageProblem("say what to look for, or give --kind, --account or --region");
  const { terminal, inventoryIn } = dependencies;
  return atHome(given.homeRegion, dependencies, async (_, region) => {
    const { bucket } = inventoryIn(region);
    const manifest = await chooseRun(given.run.trim(), storedRuns(bucket));
    const accounts = askedAccounts(given, [manifest]);
    const files = manifest.accounts.flatMap(({ account, file }) =>
      file === undefined || accounts?.has(account) === false ? [] : [{ account, file }],
    );
    const table = foundAsText(manifest, terminal.colours);
    const { head, line } = given.json ? foundAsJson : given.csv ? foundAsCsv : table;
    let [count, read] = [0, 0];
    const output = exactFirst(terminal.out);
    const { stop, codeOr } = endOfReading(dependencies);
    const tellHowFar = () =>
      terminal.status?.(
        `${read} of ${counted(files.length, "account")} read, ${count.toLocaleString("en-US")} found`,
      );
    tellHowFar();
    const failed = await searchFiles(files, { query, passes: placeFilter(given) }, bucket, stop, {
      found: (found) => {
        if (count === 0) terminal.out(head);
        count += 1;
        output.add(found.match === "exact", line(found));
      },
      read: () => {
        read += 1;
        tellHowFar();
      },
    });
    if (!stop.aborted) output.end();
    // A pipe that nobody reads tells so in the next turn of the loop.
    await setImmediate();
    if (!stop.aborted) {
      terminal.err(endWords(count, files.length, manifest, failed));
      terminal.err(unreadWords(manifest, { ...given, accounts }));
    }
    return codeOr(count > 0 && failed.length === 0 ? 0 : 1);
  });
}

function endWords(
  count: number,
  files: number,
  manifest: RunManifest,
  failed: readonly FailedFile[],
): string {
  const nameOf = accountNamer(manifest);
  const found = count === 0 ? "Nothing found" : `${count.toLocaleString("en-US")} found`;
  const problems = failed
    .slice(0, 10)
    .map(({ account, reason }) => `orgwatch: the file of ${nameOf(account)} could not be read: ${reason}\n`);
  if (failed.length > 10) problems.push(`orgwatch: and ${failed.length - 10} files more\n`);
  return `${problems.join("")}${found} in ${counted(files, "account")}, as the run ${manifest.run} saw them.\n`;
}
