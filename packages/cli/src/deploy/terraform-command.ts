// A command of Terraform as a person would type it: shown before it runs, its words passed on, its failure explained.
import { relative } from "node:path";
import { withStatus } from "../progress/with-status";
import type { DeployDependencies, TerraformCall, TerraformRan } from "./deploy-world";
import { heldLock } from "./held-lock";
import { DeployStopped } from "./stopped";

/** `terraform` in the folder, with the variables that make a difference; the values of secrets are not among them. */
export function shownCommand(
  { folder, args, profile, environment }: TerraformCall,
  { cwd, pagerduty }: { readonly cwd: string; readonly pagerduty: boolean },
): string {
  const variables = {
    ...(profile === undefined ? {} : { AWS_PROFILE: profile }),
    ...environment,
  };
  const words = [
    ...Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`),
    "terraform",
    `-chdir=${quoted(relative(cwd, folder) || ".")}`,
    ...args.filter((arg) => arg !== "-no-color").map(quoted),
  ];
  return `$ ${words.join(" ")}${pagerduty ? "   # with PAGERDUTY_TOKEN" : ""}`;
}

/** For a POSIX shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

export type Shown = Pick<DeployDependencies, "terminal" | "deploy" | "signal"> & {
  /** Whether the stack talks to PagerDuty. */
  readonly pagerduty?: boolean;
  /** Its output is for this program, not for the person. */
  readonly quiet?: boolean;
};

/**
 * Shows a command, runs it and answers what it said, whatever its exit code.
 * @throws DeployStopped when the person stops it.
 */
export async function tryTerraform(call: TerraformCall, shown: Shown): Promise<TerraformRan> {
  const { terminal, deploy, signal, pagerduty = false, quiet = false } = shown;
  terminal.out(`${shownCommand(call, { cwd: deploy.cwd, pagerduty })}\n`);
  const plain = terminal.colours ? call : { ...call, args: withoutColours(call.args) };
  const ran = quiet
    ? await withStatus(terminal, `waiting for terraform ${call.args[0]}`, () =>
        deploy.terraform(plain, () => {}),
      )
    : await deploy.terraform(plain, terminal.out);
  if (signal.aborted) throw new DeployStopped("it was stopped");
  return ran;
}

/**
 * The same for a command that must succeed.
 * @throws DeployStopped when it fails.
 */
export async function terraform(call: TerraformCall, shown: Shown): Promise<TerraformRan> {
  const ran = await tryTerraform(call, shown);
  if (ran.status === 0) return ran;
  if (shown.quiet) shown.terminal.err(ran.output);
  throw failed(call, ran, shown);
}

/** What a failure means for the person, with the holder of the lock where that was the reason. */
export function failed(call: TerraformCall, { output }: TerraformRan, { deploy }: Shown): DeployStopped {
  const bare = shownCommand({ ...call, args: [] }, { cwd: deploy.cwd, pagerduty: false });
  return new DeployStopped(heldLock(output, bare) ?? `terraform ${call.args[0]} failed`);
}

/** The option belongs behind the subcommand, before its arguments. */
function withoutColours([subcommand = "", ...rest]: readonly string[]): readonly string[] {
  return ["show", "init", "plan", "apply"].includes(subcommand)
    ? [subcommand, "-no-color", ...rest]
    : [subcommand, ...rest];
}
