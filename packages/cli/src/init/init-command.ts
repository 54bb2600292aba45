// `orgwatch init`: writes the configuration from what the organization says, and from answers.
import { dirname, relative } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import type { Terminal } from "../terminal";
import { UsageProblem } from "../words-of-error";
import { type Composed, composeConfig } from "./compose-config";
import { askNobody, askPerson, ConversationEnded } from "./conversation";
import { addGivenFlags, givenFlags } from "./given-flags";
import { credentialsOf } from "./init-help";
import type { InitDependencies } from "./init-world";
import { OrganizationUnread } from "./organization-facts";
import { asJson, asTypeScript } from "./render-config";
import { nextAsText, problemsAsText } from "./render-init";
import { copyName, replacing } from "./replace-file";

const options = givenFlags.extend({
  out: z.string().optional(),
  securityProfile: z.string().optional(),
  yes: z.boolean().default(false),
  force: z.boolean().default(false),
});
type InitOptions = z.infer<typeof options>;

/** Adds the command to the program; `ended` hears the exit code. */
export function addInit(
  program: Command,
  dependencies: InitDependencies,
  ended: (code: number) => void,
): void {
  const command = program
    .command("init")
    .description("Writes the configuration: reads the organization, and asks for the rest.")
    .option("--out <file>", "a .ts or .json file instead of cdktf/org.config.ts", outOption)
    .option(
      "--security-profile <name>",
      "an AWS profile of the security account, to find its GuardDuty detectors",
    )
    .option("--yes", "ask nothing: what no flag says has its default")
    .option("--force", "replace a file that somebody edited; a copy of it is kept")
    .addHelpText("after", credentialsOf);
  addGivenFlags(command);
  command.action(async (given: unknown) => ended(await init(options.parse(given), dependencies)));
}

async function init(given: InitOptions, dependencies: InitDependencies): Promise<number> {
  const { converse, files, configPath } = dependencies.init;
  const { terminal } = dependencies;
  if (!given.yes && converse === undefined)
    throw new UsageProblem("nobody can be asked here: give --yes, and the flags that have no default");
  const path = given.out ?? configPath;
  // Not after twenty questions.
  if (!given.yes && replacing(await files.read(path), given.force) === "refused")
    return refuse(path, terminal);
  const person = given.yes ? undefined : converse?.();
  try {
    const ask = person === undefined ? askNobody : askPerson(person, terminal);
    const composed = await composeConfig(given, ask, dependencies);
    if (composed.problems.length > 0) {
      terminal.err(problemsAsText(composed.problems));
      return 2;
    }
    return await write(path, composed, given, dependencies);
  } catch (error) {
    if (error instanceof OrganizationUnread) terminal.err(`orgwatch: ${error.message}\n`);
    else if (error instanceof ConversationEnded) terminal.err("\norgwatch: stopped; nothing was written\n");
    else throw error;
    return 1;
  } finally {
    person?.close();
  }
}

async function write(
  path: string,
  { config, steps }: Composed,
  { force }: InitOptions,
  { terminal, now, init: { files, configPath } }: InitDependencies,
): Promise<number> {
  const schema = importPath(dirname(path), `${dirname(configPath)}/org-config`);
  const text = path.endsWith(".json") ? asJson(config) : asTypeScript(config, schema);
  const present = await files.read(path);
  const what = replacing(present, force);
  if (present === text) terminal.out(`${path} says all this already.\n`);
  else if (what === "refused") return refuse(path, terminal);
  else {
    const copy = copyName(path, now());
    const keeps = what === "example" || what === "forced";
    if (keeps) await files.keep(path, copy);
    await files.write(path, text);
    terminal.out(`Wrote ${path}.\n${keeps ? `What was there is now ${copy}.\n` : ""}`);
  }
  terminal.out(nextAsText(steps, path === configPath ? undefined : path));
  return 0;
}

function refuse(path: string, terminal: Terminal): number {
  terminal.err(
    `orgwatch: ${path} is there, and not as init wrote it: --force replaces it (and keeps a copy), --out writes another file\n`,
  );
  return 1;
}

/** The module of the configuration's type, as a file in `folder` imports it. */
function importPath(folder: string, schema: string): string {
  const path = relative(folder, schema);
  return path.startsWith(".") ? path : `./${path}`;
}

function outOption(value: string): string {
  if (!/\.(ts|json)$/.test(value)) throw new InvalidArgumentError("The file ends with .ts or .json.");
  return value;
}
