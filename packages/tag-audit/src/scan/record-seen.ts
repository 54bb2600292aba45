// What a run saw is written down over what was known; whoever writes the same violation meanwhile is met, not overwritten.
import { TryLater } from "@orgwatch/core/errors";
import {
  endGone,
  type FollowingRun,
  followViolation,
  type Seen,
} from "@orgwatch/core/tag-audit/follow-violation";
import { violationIdOf } from "@orgwatch/core/tag-audit/instance";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { Cell, Violation } from "@orgwatch/core/tag-audit/violation";
import { markTag } from "@orgwatch/manifest/tag-policy";
import type { ScanTable } from "./calls-at-a-time";

/** How often others may get into the way of one write. */
const tries = 5;

/**
 * Follows one instance and answers its violation as it is in the table then; undefined when it has none. `known` is its open violation, as an
 * index told it. An instance without a problem, a violation or our mark costs no call.
 * @throws what the table throws, or TryLater when others write the same violation all the time.
 */
export async function recordSeen(
  table: ScanTable,
  seen: Seen,
  known: Violation | undefined,
  run: FollowingRun,
  policy: TagPolicy,
): Promise<Violation | undefined> {
  const { instance, problems } = seen;
  if (known === undefined && problems.length === 0 && !(markTag in instance.tags)) return undefined;
  return writeOver(
    table,
    violationIdOf(instance),
    known ?? (await table.get(violationIdOf(instance))),
    (before) => followViolation(before, seen, run, policy),
  );
}

/** Ends an open violation whose instance a complete read did not have any more. @throws as `recordSeen`. */
export async function recordUnseen(table: ScanTable, known: Violation, cell: Cell): Promise<void> {
  await writeOver(table, known.violationId, known, (before) => before && endGone(before, cell));
}

async function writeOver(
  table: ScanTable,
  violationId: string,
  known: Violation | undefined,
  follow: (before: Violation | undefined) => Violation | undefined,
): Promise<Violation | undefined> {
  let before = known;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const next = follow(before);
    if (next === undefined) return before;
    const written = before === undefined ? await table.add(next) : await table.save(next, before);
    if (written !== undefined) return written;
    before = await table.get(violationId);
  }
  throw new TryLater(`others write the violation ${violationId} all the time`);
}
