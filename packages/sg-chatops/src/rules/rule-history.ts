// How the rules of one group changed, as far as anybody saw: what is kept of it, and what it says about a moment in the past.
import { isSameRule, type Rule, ruleShape } from "@orgwatch/core/security-groups/rule";
import * as z from "zod/mini";
import type { Sighting } from "./known-rules";

const versionShape = z.object({
  /** Not later than when the rule was seen so (ISO). */
  since: z.iso.datetime(),
  rule: ruleShape,
});
const knownRuleShape = z.object({
  /** The oldest first. */
  versions: z.array(versionShape),
  /** When it was first missed (ISO). */
  goneSince: z.optional(z.iso.datetime()),
});

/** The rules by their ids. */
export const historyShape = z.record(z.string(), knownRuleShape);
export type RuleHistory = z.output<typeof historyShape>;
type KnownRule = z.output<typeof knownRuleShape>;
type Version = z.output<typeof versionShape>;

/** Enough for a rule that is changed while an earlier change of it still waits in the queue. */
const keptVersions = 3;
/** A removal by id says nothing but the id, and may be heard of days later (see lake/next-window). */
const goneKeptMs = 7 * 24 * 3600_000;

/** How each rule was just before `at`: the newest version that is older. None for a rule that was not seen by then. */
export function rulesBefore(history: RuleHistory, at: string): ReadonlyMap<string, Rule> {
  const time = Date.parse(at);
  const found = new Map<string, Rule>();
  for (const [ruleId, { versions }] of Object.entries(history)) {
    const version = versions.findLast(({ since }) => Date.parse(since) < time);
    if (version) found.set(ruleId, version.rule);
  }
  return found;
}

/** The history with what was seen; in any order, as events come. A time that cannot be read is taken for `now`. */
export function withSighting(history: RuleHistory, seen: Sighting, now: Date): RuleHistory {
  const time = Date.parse(seen.at);
  const at = new Date(Number.isNaN(time) ? now : time).toISOString();
  const next = new Map(Object.entries(history));
  const named = new Set<string>();
  for (const rule of seen.rules) {
    if (rule.ruleId === undefined) continue;
    named.add(rule.ruleId);
    next.set(rule.ruleId, seenAgain(next.get(rule.ruleId), { since: at, rule }));
  }
  const kept = [...next].map(([ruleId, known]): [string, KnownRule] => [
    ruleId,
    seen.isComplete && !named.has(ruleId) ? missed(known, at) : known,
  ]);
  const oldest = new Date(now.getTime() - goneKeptMs).toISOString();
  return Object.fromEntries(
    kept.filter(([, { goneSince }]) => goneSince === undefined || goneSince > oldest),
  );
}

function seenAgain(known: KnownRule | undefined, version: Version): KnownRule {
  if (known === undefined) return { versions: [version] };
  const versions = withVersion(known.versions, version).slice(-keptVersions);
  return known.goneSince !== undefined && known.goneSince > version.since
    ? { versions, goneSince: known.goneSince }
    : { versions };
}

/** A rule that was learnt of later than the group was read is not missing. */
function missed(known: KnownRule, at: string): KnownRule {
  const isOlder = known.versions.every(({ since }) => since < at);
  return isOlder && known.goneSince === undefined ? { ...known, goneSince: at } : known;
}

/** A version is written down once, with the earliest time at which the rule is known to have been so. */
function withVersion(versions: readonly Version[], seen: Version): Version[] {
  const later = versions.findIndex(({ since }) => since > seen.since);
  const place = later === -1 ? versions.length : later;
  const [before, after] = [versions[place - 1], versions[place]];
  if (before && isSameVersion(before.rule, seen.rule))
    return versions.with(place - 1, { ...before, rule: fuller(before.rule, seen.rule) });
  if (after && isSameVersion(after.rule, seen.rule))
    return versions.with(place, { since: seen.since, rule: fuller(after.rule, seen.rule) });
  return versions.toSpliced(place, 0, seen);
}

function isSameVersion(one: Rule, other: Rule): boolean {
  return isSameRule(one, other) && (one.description ?? "") === (other.description ?? "");
}

/** EC2 tells more about the group that a rule names than CloudTrail does: its account, VPC and peering connection. */
function fuller(one: Rule, other: Rule): Rule {
  return factsIn(other) > factsIn(one) ? other : one;
}

function factsIn({ peer }: Rule): number {
  return Object.values(peer).filter((value) => value !== undefined).length;
}
