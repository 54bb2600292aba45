// A run's plan: what it does, what it leaves although it is due, and what people must know. Of the organization, or of one's own account.
import type { PlannedAct, RunPlan } from "@orgwatch/core/tag-audit/violation";
import { accountWords } from "../account-names";
import type { Reader } from "../cases/render-list";
import { columns } from "../columns";
import { localTime } from "../local-time";
import { cleanLine, painter } from "../terminal";
import { counted, problemWords } from "./audit-words";

/**
 * The lines below a heading of the caller's. `nameOf` is the account directory's; without it all is about one account, in which violations are
 * as old as their instances.
 */
export function planLines(
  plan: Pick<RunPlan, "acts" | "held" | "warnings">,
  nameOf: ((accountId: string) => string | undefined) | undefined,
  { timeZone, colours }: Reader,
): readonly string[] {
  const paint = painter(colours);
  const { acts, held, warnings } = plan;
  const head = [
    "act",
    ...(nameOf ? ["account"] : []),
    "region",
    "instance",
    nameOf ? "first seen" : "created",
    "because",
  ];
  const rows = acts.map((act) => [
    act.stage,
    ...(nameOf ? [accountWords(act.accountId, nameOf(act.accountId))] : []),
    cleanLine(act.region, 20),
    cleanLine(act.instanceId, 30),
    localTime(act.firstSeenAt, timeZone),
    problemWords(act.problems.map((words) => ({ words }))),
  ]);
  const table = columns([head, ...rows], (cell, row, column) => {
    if (row === 0) return paint("bold", cell);
    return column === 0 && cell !== "warn" ? paint("red", cell) : cell;
  });
  const heldRows = held.map(({ violationId, stage, why }) => [
    stage,
    cleanLine(violationId, 80),
    cleanLine(why, 300),
  ]);
  return [
    ...(acts.length === 0 ? ["Nothing is done."] : [...table, "", `${counts(acts)}.`]),
    ...section(paint("bold", "Due, and not done:"), columns(heldRows)),
    ...section(
      paint("bold", "Warnings:"),
      warnings.map((one) => paint("yellow", cleanLine(one, 500))),
    ),
  ];
}

/** `3 acts: 1 stop, 2 warn` */
function counts(acts: readonly PlannedAct[]): string {
  const parts = (["warn", "stop", "terminate"] as const).flatMap((stage) => {
    const count = acts.filter((act) => act.stage === stage).length;
    return count === 0 ? [] : [`${count} ${stage}`];
  });
  return `${counted(acts.length, "act")}: ${parts.join(", ")}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}
