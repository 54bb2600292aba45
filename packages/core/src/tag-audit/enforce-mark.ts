// The words of the mark: the tag by which people see at the instance itself what will happen to it, and when.
import { tagStages } from "@orgwatch/manifest/tag-policy";
import { type ActStage, isDone } from "./due-act";
import type { TagProblem } from "./instance";
import type { TagPolicy } from "./policy";
import type { Violation } from "./violation";

/** A tag's value has at most so many characters. */
const mostCharacters = 256;
const hourMs = 3_600_000;

/** Whether a warning is accompanied by a mark: only where something follows it, for which the roles then ask for the mark. */
export function marksWarned({ upTo }: Pick<TagPolicy, "upTo">): boolean {
  return tagStages.indexOf(upTo) > tagStages.indexOf("warn");
}

/** The violation, as far as the mark tells of it. */
type Marked = Pick<Violation, "firstSeenAt" | "problems" | "acts">;

/**
 * `stop on 2030-01-31, terminate on 2030-02-10: department missing`. `stage` is what is being done at `now`; days are UTC's, and later where
 * the warning or the stop comes late. What the policy does not go as far as is left out.
 */
export function markWords(stage: ActStage, violation: Marked, policy: TagPolicy, now: Date): string {
  const goesTo = (one: ActStage) => tagStages.indexOf(one) <= tagStages.indexOf(policy.upTo);
  const { stop, terminate } = timesOf(stage, violation, policy, now.getTime());
  const dates = [
    ...(stage !== "terminate" && goesTo("stop") ? [`stop on ${dayOf(stop)}`] : []),
    ...(goesTo("terminate") ? [`terminate on ${dayOf(terminate)}`] : []),
  ];
  const wrong = violation.problems.map(({ key, problem }) => `${key} ${problemWords[problem]}`).join(", ");
  const words = `${dates.join(", ")}: ${wrong}`;
  return words.length <= mostCharacters ? words : `${words.slice(0, mostCharacters - 3)}...`;
}

/** The delays of due-act.ts, counted from an act that is being done now. */
function timesOf(stage: ActStage, { firstSeenAt, acts }: Marked, { afterHours }: TagPolicy, now: number) {
  const later = (hours: number, before: number, hoursBetween: number) =>
    Math.max(Date.parse(firstSeenAt) + hours * hourMs, before + Math.max(0, hoursBetween) * hourMs);
  if (stage === "terminate") return { stop: now, terminate: now };
  const stop = stage === "stop" ? now : later(afterHours.stop, now, afterHours.stop - afterHours.warn);
  // What was started again and is stopped once more: its termination counts on from the first stop.
  const first = acts.find((act) => act.what === "stop" && act.intendedAt >= firstSeenAt && isDone(act));
  const stopped = first ? Date.parse(first.endedAt ?? first.intendedAt) : stop;
  return { stop, terminate: later(afterHours.terminate, stopped, afterHours.terminate - afterHours.stop) };
}

const problemWords: Record<TagProblem["problem"], string> = {
  missing: "missing",
  empty: "empty",
  "not-allowed": "not allowed",
  "unknown-principal": "unknown",
};

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
