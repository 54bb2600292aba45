// The report of the caller's own account. What was only reported is never called stopped or terminated here.
import type { RunPlan } from "@orgwatch/core/tag-audit/violation";
import type { Reader } from "../../cases/render-list";
import { columns } from "../../columns";
import { localTime } from "../../local-time";
import { cleanLine, painter } from "../../terminal";
import { canaryWords, counted, problemWords } from "../audit-words";
import { planLines } from "../render-plan";
import type { Audited } from "./audit-account";
import type { ExecutedAct } from "./execute-plan";
import type { Scan } from "./scan-regions";

/** Who was looked at and how, what each region showed, and a line for each violation. */
export function auditAsText(
  { label, accountId, caller, policy, scan, notes }: Audited,
  reader: Reader,
): string {
  const paint = painter(reader.colours);
  const keys = policy.schemes.flatMap(({ require }) => require.map(({ key }) => cleanLine(key, 130)));
  const named = label === accountId ? accountId : `${cleanLine(label, 70)} (${accountId})`;
  const head = ["region", "instances", "violations", "exempt", "canary"];
  const regions = scan.cells.map((cell) => [
    cell.region,
    ...(cell.result === "ok" ? [cell.instances, cell.violations, cell.exempt].map(String) : ["-", "-", "-"]),
    cell.result === "ok"
      ? canaryWords(cell)
      : `${unreadWords[cell.result]}: ${cleanLine(cell.reason ?? "", 200)}`,
  ]);
  const lines = [
    paint("bold", `Tag audit of account ${named}, as ${cleanLine(caller, 200)}`),
    `Required: ${keys.join(", ")}. Instances younger than ${counted(policy.graceMinutes, "minute")} are left out.`,
    "",
    ...columns([head, ...regions], (cell, row) => (row === 0 ? paint("bold", cell) : cell)),
    "",
    ...violationLines(scan, reader),
    ...(scan.younger === 0
      ? []
      : [`${counted(scan.younger, "more is", "more are")} younger than the grace period.`]),
    ...notes.map((note) => paint("yellow", `Note: ${cleanLine(note, 400)}`)),
  ];
  return `${lines.join("\n")}\n`;
}

const unreadWords = { failed: "NOT READ", skipped: "not switched on" } as const;

function violationLines({ violations, cells }: Scan, { timeZone, colours }: Reader): readonly string[] {
  const whole = cells.every(({ result }) => result !== "failed");
  if (violations.length === 0) return [whole ? "No violations." : "No violations in what could be read."];
  const paint = painter(colours);
  const head = ["created", "region", "instance", "state", "kept by", "problems"];
  const rows = violations.map(({ instance, problems, exemptionRefused }) => [
    localTime(instance.createdAt, timeZone),
    instance.region,
    cleanLine(instance.instanceId, 30),
    instance.state,
    cleanLine(instance.keeper === undefined ? "-" : `${instance.keeper.kind} ${instance.keeper.name}`, 60),
    problemWords([...problems, ...(exemptionRefused === undefined ? [] : [{ words: exemptionRefused }])]),
  ]);
  return [
    ...columns([head, ...rows], (cell, row) => (row === 0 ? paint("bold", cell) : cell)),
    "",
    `${counted(violations.length, "violation")}; times are in ${timeZone}.`,
  ];
}

/** What `--terminate` would do at that moment. */
export function planAsText(plan: RunPlan, reader: Reader): string {
  const heading = painter(reader.colours)("bold", "What --terminate does now:");
  return `${["", heading, ...planLines(plan, undefined, reader)].join("\n")}\n`;
}

/** One act as it ended, with the word for what was really done. */
export function executedLine({ act, outcome, words }: ExecutedAct): string {
  const done = outcome === "done" || outcome === "found-done";
  const how = done ? "terminated" : outcomes[outcome];
  const why = words === undefined ? "" : `: ${cleanLine(words, 400)}`;
  return `  ${cleanLine(act.region, 20)}  ${cleanLine(act.instanceId, 30)}  ${how}${why}\n`;
}

const outcomes = {
  skipped: "left alone",
  refused: "not terminated, EC2 or the policy refused it",
  failed: "FAILED, look at it",
  "not-tried": "not tried",
} as const;

/** `3 instances: 2 terminated, 1 not.` and where the record is. */
export function endAsText(executed: readonly ExecutedAct[], recordPath: string): string {
  const done = executed.filter(({ outcome }) => outcome === "done" || outcome === "found-done").length;
  const rest = executed.length - done;
  const others = rest === 0 ? "" : `, ${rest} not`;
  return `\n${counted(executed.length, "instance")}: ${done} terminated${others}. Recorded in ${recordPath}\n`;
}

/** Everything as one document; `executed` and `record` only where something was to be done. */
export function auditAsJson(
  { accountId, label, caller, policy, scan, notes, plan }: Audited,
  parts: {
    readonly plan?: RunPlan | undefined;
    readonly executed?: readonly ExecutedAct[] | undefined;
    readonly record?: string | undefined;
  },
): string {
  const { schemes, graceMinutes, canary, caps } = policy;
  const document = {
    account: { id: accountId, label, caller },
    policy: { require: schemes.flatMap(({ require }) => require), graceMinutes, canary, caps },
    regions: scan.cells,
    violations: scan.violations,
    younger: scan.younger,
    notes,
    warnings: plan.warnings,
    plan: parts.plan,
    executed: parts.executed,
    record: parts.record,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
