// Which findings go to which topic. Numbers only: bands have been added before (Critical), and a list of words would miss the next one.
import type { OrgConfig } from "./org-config";

/** Findings of `alertFrom` and above. */
export function alertPattern({ alertFrom }: OrgConfig["alerts"]): Readonly<Record<string, unknown>> {
  return findings([{ numeric: [">=", alertFrom] }]);
}

/** The others from `notifyFrom` up, and those without a severity: together with `alertPattern` every finding matches exactly once. */
export function notificationPattern({
  alertFrom,
  notifyFrom,
}: OrgConfig["alerts"]): Readonly<Record<string, unknown>> {
  const below = ["<", alertFrom];
  return findings([
    { numeric: notifyFrom > 0 ? [">=", notifyFrom, ...below] : below },
    { exists: false },
    null,
  ]);
}

function findings(severity: readonly unknown[]): Readonly<Record<string, unknown>> {
  return { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], detail: { severity } };
}
