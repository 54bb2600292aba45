// Which of two states of a change's message is the newer one, and when a message is worth drawing again.
import type { Change } from "@orgwatch/core/security-groups/change";
import type { Followers } from "./change-message";
import type { ThreadFollowers } from "./thread";

/**
 * The version for the delivery log, where the greater text is the newer one: first the change's own state, then how many follow in the
 * thread. No clock decides between them: a count that is told at the same time never hides a decision.
 */
export function versionOf(
  { updatedAt }: Pick<Change, "updatedAt">,
  followers: Followers | undefined,
): string {
  return followers === undefined ? updatedAt : `${updatedAt}+${String(followers.count).padStart(6, "0")}`;
}

/** How many followers a message of that version counts. */
export function drawnFollowers(version: string): number {
  return Number(/\+(\d+)$/.exec(version)?.[1] ?? "0");
}

/** At 1, 2, 5, 10, 20, 50, 100, … changes, and whenever a graver one came. */
export function isWorthDrawing({ count, worstAt }: ThreadFollowers, drawn: number): boolean {
  return lastStep(count) > drawn || worstAt > drawn;
}

/** The last of 1, 2, 5, 10, 20, 50, … up to `count`. */
function lastStep(count: number): number {
  const decade = 10 ** Math.floor(Math.log10(count));
  return [5, 2, 1].map((step) => step * decade).find((step) => step <= count) ?? 0;
}
