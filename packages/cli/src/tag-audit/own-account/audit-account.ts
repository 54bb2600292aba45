// Looks at all regions of the caller's own account, and plans; nothing is touched here.
import { accountLabel } from "@orgwatch/core/tag-audit/account-label";
import { makePlan } from "@orgwatch/core/tag-audit/make-plan";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { RunPlan } from "@orgwatch/core/tag-audit/violation";
import { UsageProblem } from "../../words-of-error";
import type { TagAuditDependencies } from "../tag-audit-command";
import { type AuditOptions, isCreatorChecked, policyOf } from "./audit-options";
import type { OwnAccount } from "./own-account";
import { type Scan, scanRegions } from "./scan-regions";

/** What was seen, by whom, and what `--terminate` would do about it. */
export type Audited = {
  readonly accountId: string;
  /** Its alias, or its id. */
  readonly label: string;
  /** The caller's ARN. */
  readonly caller: string;
  readonly policy: TagPolicy;
  readonly scan: Scan;
  /** What people must know of how it was looked. */
  readonly notes: readonly string[];
  readonly plan: RunPlan;
  readonly account: OwnAccount;
};

/**
 * Reads everything before anything is decided: the plan knows of all regions and canaries.
 * @throws UsageProblem for regions that AWS does not know; what AWS says, when it does not say who is calling.
 */
export async function auditAccount(
  given: AuditOptions,
  { ownRegion, ownAccountIn, callerIn, now }: TagAuditDependencies,
): Promise<Audited> {
  const regions = given.regions ?? [await configured(ownRegion)];
  const base = await ownRegion().catch(() => regions[0] ?? "");
  const caller = await callerIn(base);
  const accountId = caller.split(":")[4] ?? "";
  const account = ownAccountIn(base);
  const policy = policyOf(given, accountId);
  await checkRegions(regions, account);
  const [alias, principals] = await Promise.all([
    account.alias(),
    isCreatorChecked(given) ? account.principals() : { known: {}, notes: [] },
  ]);
  const at = now();
  const runId = at.toISOString();
  const scan = await scanRegions(
    regions,
    { accountId, runId, now: at, policy, principals: principals.known },
    account,
  );
  const plan = makePlan({
    runId,
    now: at,
    violations: scan.violations,
    cells: scan.cells,
    expectedCells: regions.map((region) => ({ accountId, region })),
    policy,
    actsOfThisRun: [],
    // Without --terminate only the canaries of the plan are of interest.
    ...(given.terminate || given.plan ? {} : { mode: "report" as const }),
    straightTo: "terminate",
  });
  const label = accountLabel({ alias, id: accountId });
  return { accountId, label, caller, policy, scan, notes: principals.notes, plan, account };
}

async function configured(ownRegion: () => Promise<string>): Promise<string> {
  try {
    return await ownRegion();
  } catch (cause) {
    throw new UsageProblem("no region is configured: give -r us-west-1,us-west-2, or set AWS_REGION", {
      cause,
    });
  }
}

/** A slip in a region's name would look like a region that cannot be reached. */
async function checkRegions(regions: readonly string[], { regions: ask }: OwnAccount): Promise<void> {
  const known = await ask();
  if (known === undefined) return;
  const unknown = regions.filter((region) => !known.has(region));
  if (unknown.length === 0) return;
  const near = [...known].filter((name) => unknown.some((region) => sameArea(name, region))).toSorted();
  const hint = near.length === 0 ? "" : ` (there are ${near.join(", ")})`;
  throw new UsageProblem(`AWS has no region ${unknown.join(", ")}${hint}`);
}

function sameArea(one: string, other: string): boolean {
  return one.replace(/-\d+$/, "") === other.replace(/-\d+$/, "");
}
