// The rules of a group as they were: what CloudTrail does not tell of a modified rule.
import type { Rule } from "@orgwatch/core/security-groups/rule";

/** All throw TryLater while the table cannot be used. */
export type KnownRules = {
  /** How each rule of the group was just before `at` (ISO), by its id. Empty for a group that was never seen. */
  readonly before: (place: GroupPlace, at: string) => Promise<ReadonlyMap<string, Rule>>;
  /** Remembers that these rules were so at `at` (ISO); rules that are not named stay what they were. */
  readonly remember: (place: GroupPlace, rules: readonly Rule[], at: string, now: Date) => Promise<void>;
};

export type GroupPlace = { readonly accountId: string; readonly region: string; readonly groupId: string };
