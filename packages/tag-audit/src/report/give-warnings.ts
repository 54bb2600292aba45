// Warnings are written down before they go out, and count as given only once they did: the delay until the stop begins then.
import { inParallel } from "@orgwatch/core/concurrency";
import { TryLater } from "@orgwatch/core/errors";
import { withStage } from "@orgwatch/core/tag-audit/follow-violation";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { Violation, ViolationAct } from "@orgwatch/core/tag-audit/violation";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";

export type WarningDependencies = {
  readonly violations: Pick<ViolationTable, "get" | "save">;
  readonly policy: TagPolicy;
  readonly now: () => Date;
};

const writers = 10;
const mostTries = 5;

/** Writes down that these are about to be warned. @throws TryLater while the table cannot be used: then nothing may go out. */
export async function intendWarnings(
  ids: readonly string[],
  runId: string,
  dependencies: WarningDependencies,
): Promise<void> {
  await inParallel(ids, writers, (id) =>
    change(id, dependencies, (violation) => {
      if (warningOf(violation, runId)) return undefined;
      const act: ViolationAct = { what: "warn", runId, intendedAt: dependencies.now().toISOString() };
      return { ...violation, acts: [...violation.acts, act] };
    }),
  );
}

/** Writes down that these were warned, each with how («mail to …»). @throws TryLater while the table cannot be used. */
export async function recordWarnings(
  given: ReadonlyMap<string, string>,
  runId: string,
  dependencies: WarningDependencies,
): Promise<void> {
  const { policy, now } = dependencies;
  await inParallel([...given], writers, ([id, words]) =>
    change(id, dependencies, (violation) => {
      const intended = warningOf(violation, runId);
      if (intended?.outcome !== undefined) return undefined;
      const endedAt = now().toISOString();
      const act: ViolationAct = {
        what: "warn",
        runId,
        intendedAt: intended?.intendedAt ?? endedAt,
        endedAt,
        outcome: "done",
        words,
      };
      const acts = [...violation.acts.filter((one) => one !== intended), act];
      return withStage({ ...violation, acts }, policy, now());
    }),
  );
}

/** The warning of this run, given or only intended. */
export function warningOf({ acts }: Violation, runId: string): ViolationAct | undefined {
  return acts.findLast((act) => act.what === "warn" && act.runId === runId);
}

/** Others write the same item: what changed meanwhile is read again. One that is not there any more needs nothing. */
async function change(
  id: string,
  { violations }: WarningDependencies,
  next: (violation: Violation) => Violation | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const before = await violations.get(id);
    const after = before && next(before);
    if (!before || !after || (await violations.save(after, before))) return;
  }
  throw new TryLater(`others keep writing the violation ${id}`, { retryAfterSeconds: 2 });
}
