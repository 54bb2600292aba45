// The tour: findings in several accounts and regions, followed from GuardDuty to Slack and PagerDuty, each stop with its time; then a
// person resolves an incident, a support case is followed to its end, a security-group change is denied, everything is inventoried, and
// instances are audited for their tags.
import type { LambdaHost } from "./lambda-host/lambda-host";
import type { Sandbox } from "./sandbox";
import { followCase } from "./tour-case";
import { followFindings } from "./tour-findings";
import { denyChange, openToTheWorld } from "./tour-group";
import { inventoryAll } from "./tour-inventory";
import { resolveGravest } from "./tour-response";
import { auditTags } from "./tour-tags";

/** Whether everything arrived: findings in Slack, alerts in PagerDuty too, the resolved one archived, the case followed, the change taken back, the inventory and the audits done. */
export type TourResult = { readonly complete: boolean };

/**
 * Shows every job, and tells of each what came of it. What it tells, and in which order, is the same in every run but for ids and times:
 * README.md shows it, and a test compares the two.
 */
export async function tour(
  sandbox: Sandbox,
  host: LambdaHost,
  say: (line: string) => void,
): Promise<TourResult> {
  const found = await followFindings(sandbox, say);
  const archived = await resolveGravest(sandbox, say);
  const followed = await followCase(sandbox, say);
  const opened = await openToTheWorld(sandbox, say);
  const denied = opened !== undefined && (await denyChange(sandbox, opened, say));
  // Before the audits, which let weeks pass and terminate instances.
  const inventoried = await inventoryAll(sandbox, host, say);
  const audited = await auditTags(sandbox, host, say);
  return { complete: found && archived && followed && denied && inventoried && audited };
}
