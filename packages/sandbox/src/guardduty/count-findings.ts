// How many findings there are of each severity, account or type.
import type { Finding } from "./finding";

/** The `findingStatistics` of the API: `countBySeverity` without `groupBy`, otherwise the list of that grouping. */
export function countFindings(
  findings: readonly Finding[],
  groupBy: unknown,
): Readonly<Record<string, unknown>> {
  switch (groupBy) {
    case "ACCOUNT":
      return { groupedByAccount: grouped(findings, ({ accountId }) => accountId, "accountId") };
    case "FINDING_TYPE":
      return { groupedByFindingType: grouped(findings, ({ type }) => type, "findingType") };
    case "SEVERITY":
      return { groupedBySeverity: grouped(findings, ({ severity }) => severity, "severity") };
    default: {
      const counts = grouped(findings, ({ severity }) => severity.toFixed(1), "severity");
      return {
        countBySeverity: Object.fromEntries(counts.map((count) => [count.severity, count.totalFindings])),
      };
    }
  }
}

function grouped(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string | number,
  keyName: string,
): readonly Record<string, unknown>[] {
  const groups = new Map<string | number, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups].map(([key, members]) => ({
    [keyName]: key,
    lastGeneratedAt: Math.max(...members.map(({ updatedAt }) => Date.parse(updatedAt))) / 1000,
    totalFindings: members.length,
  }));
}
