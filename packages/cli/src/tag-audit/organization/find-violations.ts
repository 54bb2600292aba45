// Which violations a person asked for, from the index of the table that has the fewest others.
import { type Violation, violationShape } from "@orgwatch/core/tag-audit/violation";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";

type Violations = Pick<ViolationTable, "byAccount" | "byStatus">;

/** The violations of that status, the first seen first. @throws TryLater when the table cannot be used. */
export async function findViolations(
  status: Violation["status"],
  accountIds: readonly string[] | undefined,
  violations: Violations,
): Promise<readonly Violation[]> {
  const lists =
    accountIds === undefined
      ? [violations.byStatus(status)]
      : accountIds.map((id) => violations.byAccount(id, { status }));
  const found = await Promise.all(lists.map(all));
  return found.flat().toSorted((one, other) => order(one, other));
}

/** The violation with this id (`<account>/<region>/<instance>`), or of the instance with this id, open or ended. */
export async function findViolation(
  wanted: string,
  violations: Violations & Pick<ViolationTable, "get">,
): Promise<Violation | undefined> {
  if (wanted.includes("/")) return violations.get(wanted);
  // There is no index by instance; open ones are what people ask for, and they are the first status.
  // The index may be a moment behind the table.
  for (const status of violationShape.shape.status.options)
    for await (const one of violations.byStatus(status))
      if (one.instance.instanceId === wanted) return (await violations.get(one.violationId)) ?? one;
  return undefined;
}

async function all(list: AsyncIterable<Violation>): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  for await (const one of list) found.push(one);
  return found;
}

function order(one: Violation, other: Violation): number {
  if (one.firstSeenAt === other.firstSeenAt) return one.violationId < other.violationId ? -1 : 1;
  return one.firstSeenAt < other.firstSeenAt ? -1 : 1;
}
