// `orgwatch deploy`: plain Terraform, stack by stack in the right order, with every command shown.
import { resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { UsageProblem } from "../words-of-error";
import { applyAll, planAll } from "./apply-all";
import { howDeployWorks } from "./deploy-help";
import type { DeployDependencies } from "./deploy-world";
import { destroyAll } from "./destroy-all";
import { prepare } from "./prepare";
import { WrongCredentials } from "./profiles";
import { outcomesAsText } from "./render-deploy";
import type { Run } from "./run";
import { DeployStopped } from "./stopped";
import { quoted } from "./terraform-command";

const options = z.object({
  config: z.string().optional(),
  out: z.string().optional(),
  managementProfile: z.string().optional(),
  securityProfile: z.string().optional(),
  skip: z.array(z.string()).default([]),
  build: z.boolean().default(true),
  autoApprove: z.boolean().default(false),
  keepData: z.boolean().default(false),
});
/** What was given on the command line. */
export type DeployOptions = z.output<typeof options>;

type What = "plan" | "apply" | "destroy";
type Work = (run: Run, done: (readonly [string, string])[], given: DeployOptions) => Promise<void>;

const verbs: Readonly<Record<What, { readonly says: string; readonly work: Work }>> = {
  plan: { says: "shows what apply would do", work: planAll },
  apply: { says: "makes the state buckets, and applies the stacks", work: applyAll },
  destroy: {
    says: "destroys the stacks, the last one first",
    work: (run, done, { keepData }) => destroyAll(run, keepData, done),
  },
};

/** Adds the command to the program; `ended` hears the exit code. */
export function addDeploy(
  program: Command,
  dependencies: DeployDependencies,
  ended: (code: number) => void,
): void {
  const deploy = program
    .command("deploy")
    .description("Applies the stacks with Terraform, in their order, and shows each command.")
    .addHelpText("after", howDeployWorks);
  for (const what of ["plan", "apply", "destroy"] as const) {
    const command = deploy
      .command(what)
      .description(verbs[what].says)
      .argument("[stack]", "one stack only")
      .option("--config <file>", "a .ts or .json file instead of cdktf/org.config.ts")
      .option("--out <folder>", "where stacks are written, instead of cdktf.out")
      .option("--management-profile <name>", "an AWS profile of the management account")
      .option("--security-profile <name>", "an AWS profile of the security account")
      .option("--skip <stack>", "leave a stack out (repeatable)", several)
      .option("--no-build", "take the bundles that are in dist");
    if (what !== "plan") command.option("--auto-approve", "ask nothing");
    if (what === "destroy")
      command.option("--keep-data", "leave protected tables, buckets and their keys where they are");
    command.action(async (stack: string | undefined, given: unknown) =>
      ended(await run(what, stack, options.parse(given), dependencies)),
    );
  }
}

async function run(
  what: What,
  only: string | undefined,
  given: DeployOptions,
  dependencies: DeployDependencies,
): Promise<number> {
  const { terminal, ask, deploy } = dependencies;
  if (what !== "plan" && !given.autoApprove && ask === undefined)
    throw new UsageProblem("nobody can be asked here: give --auto-approve");
  const done: (readonly [string, string])[] = [];
  try {
    const prepared = await prepare(
      { only, skipped: given.skip, ...given, out: resolve(deploy.cwd, given.out ?? deploy.out) },
      dependencies,
    );
    await verbs[what].work(prepared, done, given);
  } catch (error) {
    if (error instanceof WrongCredentials) {
      for (const line of error.message.split("\n")) terminal.err(`orgwatch: ${line}\n`);
      return 2;
    }
    if (!(error instanceof DeployStopped)) throw error;
    terminal.err(`\norgwatch: ${error.message}\n`);
    if (done.length > 0) terminal.err(`What was done before stays:\n${outcomesAsText(done)}`);
    terminal.err("Run the same command again to go on: what is done already is left as it is.\n");
    return 1;
  }
  terminal.out(`\n${outcomesAsText(done)}`);
  if (what === "apply") terminal.out(nextAsText(given));
  return 0;
}

/** With what this command was told and doctor has to be told, too. */
function nextAsText({ config, out, managementProfile, securityProfile }: DeployOptions): string {
  const told = { config, out, "management-profile": managementProfile, "security-profile": securityProfile };
  const options = Object.entries(told).flatMap(([name, value]) =>
    value === undefined ? [] : [` --${name} ${quoted(value)}`],
  );
  const signedIn = securityProfile === undefined ? "" : `AWS_PROFILE=${quoted(securityProfile)} `;
  return `\nNext:\n  $ orgwatch doctor --after${options.join("")}\n  $ ${signedIn}orgwatch test-alert\n`;
}

function several(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
