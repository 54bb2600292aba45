// What the caller's own account shows in all regions, before anything is decided.
import { inParallel } from "@orgwatch/core/concurrency";
import { judgeCanary } from "@orgwatch/core/tag-audit/canary";
import { isInGrace } from "@orgwatch/core/tag-audit/due-act";
import type { Place } from "@orgwatch/core/tag-audit/ec2-instances";
import { NotOptedIn } from "@orgwatch/core/tag-audit/ec2-read-problem";
import { exemption, isExempt } from "@orgwatch/core/tag-audit/exempt";
import { judgeTags } from "@orgwatch/core/tag-audit/find-problems";
import { type Instance, violationIdOf } from "@orgwatch/core/tag-audit/instance";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { Principals } from "@orgwatch/core/tag-audit/principals";
import type { Cell, Violation } from "@orgwatch/core/tag-audit/violation";
import { wordsOf } from "../../words-of-error";
import type { OwnAccount } from "./own-account";

/** Everything that is the same for all regions of the run. */
export type ScanContext = {
  readonly accountId: string;
  readonly runId: string;
  readonly now: Date;
  readonly policy: TagPolicy;
  readonly principals: Principals;
};

/** `violations` are of instances that are older than the grace period, by age; `younger` counts the others. */
export type Scan = {
  readonly cells: readonly Cell[];
  readonly violations: readonly Violation[];
  readonly younger: number;
};

const regionsAtATime = 8;

/** Reads all regions to the end, whatever becomes of one of them: a region that fails has a cell that says so. */
export async function scanRegions(
  regions: readonly string[],
  context: ScanContext,
  account: Pick<OwnAccount, "instancesIn">,
): Promise<Scan> {
  const scans = await inParallel(regions, regionsAtATime, async (region) => {
    const place = { accountId: context.accountId, region };
    try {
      return judged(await account.instancesIn(place)(), place, context);
    } catch (error) {
      return unread(place, context, error);
    }
  });
  return {
    cells: scans.map(({ cell }) => cell),
    violations: scans.flatMap(({ violations }) => violations).toSorted(byAge),
    younger: scans.reduce((sum, { younger }) => sum + younger, 0),
  };
}

type RegionScan = {
  readonly cell: Cell;
  readonly violations: readonly Violation[];
  readonly younger: number;
};

function judged(instances: readonly Instance[], place: Place, context: ScanContext): RegionScan {
  const { policy, now } = context;
  const found = instances.flatMap((instance) => violationOf(instance, context));
  const open = found.filter(({ instance }) => !isExempt(exemption(instance, policy, now)));
  const violations = open.filter((violation) => !isInGrace(violation, policy, now));
  const cell: Cell = {
    ...cellOf(place, context),
    result: "ok",
    instances: instances.length,
    violations: violations.length,
    exempt: found.length - open.length,
    ...judgeCanary(policy.canary, { ...place, instances, countBefore: undefined }),
  };
  return { cell, violations, younger: open.length - violations.length };
}

function unread(place: Place, context: ScanContext, error: unknown): RegionScan {
  const skipped = error instanceof NotOptedIn;
  // The cause is what AWS said; what is around it repeats the place.
  const cause = error instanceof Error && error.cause !== undefined && !skipped ? error.cause : error;
  const cell: Cell = {
    ...cellOf(place, context),
    result: skipped ? "skipped" : "failed",
    reason: wordsOf(cause),
    instances: 0,
    violations: 0,
    exempt: 0,
    canary: "unproven",
  };
  return { cell, violations: [], younger: 0 };
}

function cellOf(place: Place, { runId, now }: ScanContext) {
  return { runId, ...place, checkedAt: now.toISOString() };
}

/** No table remembers earlier runs here: the violation is as old as its instance, which starts do not make younger. */
function violationOf(instance: Instance, context: ScanContext): Violation[] {
  const { policy, principals, runId, now } = context;
  const [scheme] = policy.schemes;
  if (scheme === undefined) return [];
  const { problems, unproven } = judgeTags(instance, scheme, principals);
  if (problems.length === 0) return [];
  const refused = exemption(instance, policy, now);
  const violation: Violation = {
    violationId: violationIdOf(instance),
    revision: 1,
    instance,
    scheme: scheme.name,
    problems,
    ...(unproven.length > 0 ? { unproven } : {}),
    ...(refused && "refused" in refused ? { exemptionRefused: refused.refused } : {}),
    firstSeenAt: instance.createdAt,
    lastSeenAt: now.toISOString(),
    lastRunId: runId,
    status: "open",
    stage: "report",
    acts: [],
  };
  return [violation];
}

function byAge(one: Violation, other: Violation): number {
  if (one.firstSeenAt === other.firstSeenAt) return one.violationId < other.violationId ? -1 : 1;
  return one.firstSeenAt < other.firstSeenAt ? -1 : 1;
}
