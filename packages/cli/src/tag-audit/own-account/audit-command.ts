// `orgwatch tag-audit -r … -t …`: the seed's command, in the caller's own account.

import { cleanLine } from "../../terminal";
import { UsageProblem, wordsOf } from "../../words-of-error";
import type { TagAuditDependencies } from "../tag-audit-command";
import { type Audited, auditAccount } from "./audit-account";
import { type AuditOptions, checkOptions } from "./audit-options";
import { type ExecutedAct, executePlan } from "./execute-plan";
import type { AuditRecord } from "./record-file";
import { recordPath } from "./record-file";
import { auditAsJson, auditAsText, endAsText, executedLine, planAsText } from "./render-audit";

/** What a scheduler learns from the exit code. */
const exitCodes = { fine: 0, violations: 1, failed: 3 } as const;

/**
 * Reports, and with `--terminate` does what the plan says. Answers the exit code; what fails is told on standard error and is 3.
 * @throws UsageProblem for options that cannot be meant.
 */
export async function audit(given: AuditOptions, dependencies: TagAuditDependencies): Promise<number> {
  checkOptions(given, dependencies.ask !== undefined);
  try {
    const audited = await auditAccount(given, dependencies);
    if (given.terminate && !given.plan) return await terminate(audited, given, dependencies);
    return report(audited, given, dependencies);
  } catch (error) {
    if (error instanceof UsageProblem) throw error;
    dependencies.terminal.err(`orgwatch: ${wordsOf(error)}\n`);
    return exitCodes.failed;
  }
}

function report(audited: Audited, given: AuditOptions, { terminal, timeZone }: TagAuditDependencies): number {
  const plan = given.plan ? audited.plan : undefined;
  if (given.json) {
    terminal.out(auditAsJson(audited, { plan }));
    return codeOf(audited, []);
  }
  const reader = { timeZone, colours: terminal.colours };
  terminal.out(auditAsText(audited, reader));
  if (plan) terminal.out(planAsText(plan, reader));
  else for (const warning of audited.plan.warnings) terminal.out(`Warning: ${cleanLine(warning, 500)}\n`);
  const why = plan ? "this was the plan only" : "without --terminate this is a report";
  terminal.out(`\nNothing was touched: ${why}.\n`);
  return codeOf(audited, []);
}

async function terminate(
  audited: Audited,
  given: AuditOptions,
  dependencies: TagAuditDependencies,
): Promise<number> {
  const { terminal, timeZone, ask } = dependencies;
  // Whoever is asked has to see what about, also where standard output is a document.
  const show = given.json ? terminal.err : terminal.out;
  const reader = { timeZone, colours: !given.json && terminal.colours };
  show(auditAsText(audited, reader));
  show(planAsText(audited.plan, reader));
  const count = audited.plan.acts.length;
  const agreed =
    count > 0 &&
    !dependencies.signal.aborted &&
    (!given.confirm ||
      (await ask?.(`Terminate ${count === 1 ? "this instance" : `these ${count} instances`}?`)));
  if (!agreed) {
    show("\nNothing was touched.\n");
    if (given.json) terminal.out(auditAsJson(audited, { plan: audited.plan, executed: [] }));
    return dependencies.signal.aborted ? exitCodes.failed : codeOf(audited, []);
  }
  const { executed, record } = await execute(audited, show, dependencies);
  show(endAsText(executed, record.path));
  if (given.json) terminal.out(auditAsJson(audited, { plan: audited.plan, executed, record: record.path }));
  return codeOf(audited, executed);
}

async function execute(
  { plan, scan, policy, account, accountId, caller }: Audited,
  show: (text: string) => void,
  { openRecord, now, wait, signal }: TagAuditDependencies,
): Promise<{ readonly executed: readonly ExecutedAct[]; readonly record: AuditRecord }> {
  const record = await openRecord(recordPath(now()));
  try {
    await record.write({ record: "plan", accountId, caller, ...plan });
    show("\n");
    const tell = (executed: ExecutedAct) => show(executedLine(executed));
    const { violations } = scan;
    const executed = await executePlan({
      plan,
      violations,
      policy,
      account,
      record,
      now,
      wait,
      signal,
      tell,
    });
    return { executed, record };
  } finally {
    await record.close();
  }
}

/** 3 when a region could not be read, a canary or a cap held something back, or an act did not succeed; else whether there are violations. */
function codeOf({ scan, plan, notes }: Audited, executed: readonly ExecutedAct[]): number {
  const bad = executed.some(({ outcome }) => ["refused", "failed", "not-tried"].includes(outcome));
  if (bad || plan.warnings.length > 0 || notes.length > 0) return exitCodes.failed;
  return scan.violations.length > 0 ? exitCodes.violations : exitCodes.fine;
}
