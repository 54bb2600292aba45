// The frame of `orgwatch`: commands, help, and what each way of ending means for the exit code.
import { Command, CommanderError } from "commander";
import { addCases, type CasesDependencies } from "./cases/cases-command";
import { addCompletion } from "./completion/completion-command";
import { addDeploy } from "./deploy/deploy-command";
import type { DeployDependencies } from "./deploy/deploy-world";
import { addDoctor, type DoctorDependencies } from "./doctor/doctor-command";
import { addInit } from "./init/init-command";
import type { InitDependencies } from "./init/init-world";
import { addInventory, type InventoryDependencies } from "./inventory/inventory-command";
import { addManualOps, type ManualOpsDependencies } from "./manual-ops/manual-ops-command";
import { addRedrive, type RedriveDependencies } from "./redrive/redrive-command";
import { addSg, type SgDependencies } from "./sg/sg-command";
import { addTagAudit, type TagAuditDependencies } from "./tag-audit/tag-audit-command";
import { addTestAlert, type TestAlertDependencies } from "./test-alert/test-alert-command";
import { UsageProblem, wordsOf } from "./words-of-error";

/**
 * Runs one command line (without `node` and the script) and answers the exit code: 0 done, 1 failed, 2 wrong usage (and what a command's
 * help says). Never rejects; a failure is one line on standard error.
 */
export async function runProgram(
  args: readonly string[],
  dependencies: RedriveDependencies &
    ManualOpsDependencies &
    CasesDependencies &
    SgDependencies &
    TagAuditDependencies &
    Partial<
      Pick<InitDependencies, "init"> &
        Pick<DeployDependencies, "deploy"> &
        Pick<DoctorDependencies, "doctor"> &
        Pick<TestAlertDependencies, "testAlert">
    > &
    InventoryDependencies,
): Promise<number> {
  const { terminal } = dependencies;
  let code = 0;
  const program = new Command("orgwatch")
    .description("Looks after Orgwatch by hand: what its alarms ask an operator to do.")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError("(--help tells more)")
    // What stands after a command is the command's: some have options of the same name as their own subcommands.
    .enablePositionalOptions()
    .exitOverride();
  const ended = (exitCode: number) => {
    code = exitCode;
  };
  // A command whose part of the world is not given is not offered.
  const { init, deploy, doctor, testAlert } = dependencies;
  if (init) addInit(program, { ...dependencies, init }, ended);
  if (deploy) addDeploy(program, { ...dependencies, deploy }, ended);
  if (doctor) addDoctor(program, { ...dependencies, doctor }, ended);
  addRedrive(program, dependencies, ended);
  addManualOps(program, dependencies, ended);
  addCases(program, dependencies, ended);
  addSg(program, dependencies, ended);
  addTagAudit(program, dependencies, ended);
  if (testAlert) addTestAlert(program, { ...dependencies, testAlert }, ended);
  addCompletion(program, terminal);
  addInventory(program, dependencies, ended);
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    // Commander has already printed its own errors, and the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.err(`orgwatch: ${wordsOf(error)}\n`);
    return error instanceof UsageProblem ? 2 : 1;
  } finally {
    terminal.status?.("");
  }
}
