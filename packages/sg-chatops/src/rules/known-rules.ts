// The rules of a group as they were: what CloudTrail does not tell of a modified rule.
import type { Rule } from "@orgwatch/core/security-groups/rule";

/** All throw TryLater while the table cannot be used. */
export type KnownRules = {
  /** How each rule of the group was just before `at` (ISO), by its id. Empty for a group that was never seen. */
  readonly before: (place: GroupPlace, at: string) => Promise<ReadonlyMap<string, Rule>>;
  /** Remembers what was seen. The same seen again writes nothing. */
  readonly remember: (place: GroupPlace, seen: Sighting, now: Date) => Promise<void>;
};

export type GroupPlace = { readonly accountId: string; readonly region: string; readonly groupId: string };

/**
 * These rules were so at `at` (ISO); those without an id cannot be remembered. With `isComplete` the group had no others: what is known besides
 * is gone. Otherwise rules that are not named stay what they were.
 */
export type Sighting = {
  readonly rules: readonly Rule[];
  readonly at: string;
  readonly isComplete: boolean;
};
