// How much one run may stop and terminate. Above a cap nothing of it is done: so many at once is a mistake until people say otherwise.
import { byAccount } from "./by-account";
import type { TagPolicy } from "./policy";
import type { Cell, PlannedAct, ViolationAct } from "./violation";

/** An act that this run has recorded already, when its plan is made again. */
export type ActOfRun = Pick<ViolationAct, "what" | "outcome"> & {
  readonly violationId: string;
  readonly accountId: string;
};

export type Capped = {
  readonly acts: PlannedAct[];
  readonly held: { readonly act: PlannedAct; readonly why: string }[];
  readonly warnings: string[];
};

/**
 * Takes the stops and terminations out that would be too many: first those of accounts that are above `accountPercent` of their instances,
 * then all, when those that are left exceed `instances`. An instance counts once, with those that this run has acted on. Warnings go on.
 */
export function withinCaps(
  acts: readonly PlannedAct[],
  done: readonly ActOfRun[],
  cells: readonly Cell[],
  caps: TagPolicy["caps"],
): Capped {
  const harmless = acts.filter(({ stage }) => stage === "warn");
  const harmful = acts.filter(({ stage }) => stage !== "warn");
  const touched = done.filter(counts);
  const idOf = ({ accountId }: { readonly accountId: string }) => accountId;
  const [touchedBy, cellsBy] = [byAccount(touched, idOf), byAccount(cells, idOf)];
  const above = new Map(
    [...byAccount(harmful, idOf)].flatMap(([accountId, its]) => {
      const planned = instancesIn(its, touchedBy.get(accountId) ?? []);
      const instances = (cellsBy.get(accountId) ?? []).reduce((sum, cell) => sum + cell.instances, 0);
      if (planned * 100 <= caps.accountPercent * instances) return [];
      const why = `${planned} of the ${instances} instances of account ${accountId} would be stopped or terminated, more than ${caps.accountPercent} percent`;
      return [[accountId, why] as const];
    }),
  );
  const left = harmful.filter(({ accountId }) => !above.has(accountId));
  const all = instancesIn(left, touched);
  const tooMany =
    left.length > 0 && all > caps.instances
      ? `${all} instances would be stopped or terminated in one run, more than ${caps.instances}`
      : undefined;
  return {
    acts: [...harmless, ...(tooMany === undefined ? left : [])],
    held: harmful.flatMap((act) => {
      const why = above.get(act.accountId) ?? tooMany;
      return why === undefined ? [] : [{ act, why }];
    }),
    warnings: [...above.values(), ...(tooMany === undefined ? [] : [tooMany])].map(
      (why) => `${why}: nothing of it is done. Mend the tags, or raise the cap if it is meant`,
    ),
  };
}

/** What was skipped or refused touched nothing; whether the rest did is not known, or it did. */
function counts({ what, outcome }: ActOfRun): boolean {
  return (what === "stop" || what === "terminate") && outcome !== "skipped" && outcome !== "refused";
}

function instancesIn(...acts: readonly (readonly { readonly violationId: string }[])[]): number {
  return new Set(acts.flat().map(({ violationId }) => violationId)).size;
}
