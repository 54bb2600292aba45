// What a run has to say of each violation: what was really done, what is next, and what was only found.

import { isDone, isOwnDeed } from "./due-act";
import { withStage } from "./follow-violation";
import type { TagPolicy } from "./policy";
import { whySpared } from "./spared";
import type { RunPlan, Violation, ViolationAct } from "./violation";

/**
 * What became of an instance in a run. `terminated` and `stopped` only by an act's own outcome; `found-stopped`: it was to be stopped, and
 * somebody else had done so; `refused`: an act was tried in vain, or
 * something had changed; `unclear`: an act was begun, and nobody knows whether it was done; `not-tried`: it was planned, and nobody came to it;
 * `found`: seen and reported, nothing more.
 */
export type Happened =
  | "terminated"
  | "stopped"
  | "found-stopped"
  | "warned"
  | "waiting"
  | "refused"
  | "unclear"
  | "not-tried"
  | "found"
  | "mended"
  | "gone"
  | "exempt";

/** One violation in a report. Its texts are as others wrote them: whoever shows them escapes them. */
export type ReportLine = {
  readonly violationId: string;
  readonly accountId: string;
  readonly region: string;
  readonly instanceId: string;
  /** The tag `Name`. */
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly problems: readonly string[];
  /** Why nobody acts on it, whatever is due. */
  readonly spared: string | undefined;
  readonly firstSeenAt: string;
  readonly happened: Happened;
  /** The act that `refused`, `unclear` and `not-tried` are about, and why, as far as it is known. */
  readonly act: { readonly stage: string; readonly why: string | undefined } | undefined;
  /** What is due and is not done in this run, and why. */
  readonly held: { readonly stage: string; readonly why: string } | undefined;
  readonly next: Violation["next"];
  readonly status: Violation["status"];
};

export type LinesInput = {
  readonly runId: string;
  readonly now: Date;
  /** Open violations, and those that ended in this run. */
  readonly violations: readonly Violation[];
  readonly plan: RunPlan;
  readonly policy: TagPolicy;
  /** Violations whose planned warning goes out with this report. */
  readonly warned: ReadonlySet<string>;
};

/**
 * The lines of a report: first those on which something was planned or done, then those on which something was held, then the rest. Their order
 * depends only on the plan and the ids, so that a report that is tried again is cut into the same pieces. Violations of instances in their grace period are
 * left out.
 */
export function reportLines(input: LinesInput): ReportLine[] {
  const planned = new Map(input.plan.acts.map((act) => [act.violationId, act.stage]));
  const held = new Map(input.plan.held.map(({ violationId, stage, why }) => [violationId, { stage, why }]));
  const rank = ({ violationId }: Violation) => (planned.has(violationId) ? 0 : held.has(violationId) ? 1 : 2);
  return input.violations
    .filter(
      ({ stage, status, violationId }) =>
        status !== "open" || stage !== undefined || planned.has(violationId),
    )
    .toSorted((one, other) => rank(one) - rank(other) || (one.violationId < other.violationId ? -1 : 1))
    .map((violation) =>
      lineOf(violation, planned.get(violation.violationId), held.get(violation.violationId), input),
    );
}

function lineOf(
  violation: Violation,
  planned: string | undefined,
  held: ReportLine["held"],
  { runId, now, policy, warned }: LinesInput,
): ReportLine {
  const { instance, problems, firstSeenAt, status } = violation;
  const { happened, act } = whatHappened(violation, planned, runId, warned.has(violation.violationId));
  return {
    violationId: violation.violationId,
    accountId: instance.accountId,
    region: instance.region,
    instanceId: instance.instanceId,
    name: instance.tags.Name,
    owner: ownerOf(instance.tags, policy.ownerTag),
    problems: problems.map(({ words }) => words),
    spared: whySpared(violation, policy),
    firstSeenAt,
    happened,
    act,
    held: happened === "found" ? held : undefined,
    next: happened === "warned" ? nextAfterWarning(violation, runId, policy, now) : violation.next,
    status,
  };
}

type What = Pick<ReportLine, "happened" | "act">;

function whatHappened(
  violation: Violation,
  planned: string | undefined,
  runId: string,
  warned: boolean,
): What {
  const act = violation.acts.findLast(
    ({ what, runId: by }) => by === runId && (what === "stop" || what === "terminate"),
  );
  if (act) return outcomeOf(act);
  const { status } = violation;
  if (status !== "open") return { happened: status, act: undefined };
  if (planned === "warn") return { happened: warned ? "warned" : "waiting", act: undefined };
  if (planned === "stop" || planned === "terminate")
    return { happened: "not-tried", act: { stage: planned, why: undefined } };
  return { happened: "found", act: undefined };
}

function outcomeOf(act: ViolationAct): What {
  const about = { stage: act.what, why: act.words };
  if (isDone(act)) {
    const stopped = isOwnDeed(act) ? "stopped" : "found-stopped";
    return { happened: act.what === "terminate" ? "terminated" : stopped, act: undefined };
  }
  return { happened: act.outcome === undefined ? "unclear" : "refused", act: about };
}

/** What the warning itself has to say: the stop counts from when it is sent. */
function nextAfterWarning(
  violation: Violation,
  runId: string,
  policy: TagPolicy,
  now: Date,
): Violation["next"] {
  const at = now.toISOString();
  const others = violation.acts.filter((act) => act.what !== "warn" || act.runId !== runId);
  const warn: ViolationAct = { what: "warn", runId, intendedAt: at, endedAt: at, outcome: "done" };
  return withStage({ ...violation, acts: [...others, warn] }, policy, now).next;
}

/** The owner by the tag; a key that differs only in case is better than nobody. Undefined: none, or an empty value. */
export function ownerOf(tags: Readonly<Record<string, string>>, ownerTag: string): string | undefined {
  const key =
    ownerTag in tags
      ? ownerTag
      : Object.keys(tags).find((each) => each.toLowerCase() === ownerTag.toLowerCase());
  return (key === undefined ? undefined : tags[key]?.trim()) || undefined;
}
