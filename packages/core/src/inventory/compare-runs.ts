// How an account differs from the run before: line by line, keeping no more of the run before than two short hashes of each resource.
import { droppedKinds } from "./dropped-kinds";
import type { Comparable, Place } from "./read-in-both";
import { type Resource, resourceKey } from "./resource";
import { printOf, shortHash } from "./resource-print";
import type { Changes, Dropped } from "./run-manifest";

/** More names do not help anybody: `orgwatch inventory diff` has them all. */
export const namedAtMost = 50;

/** First each line of the run before is handed to `remember`, then each of this run to `meet`; both only count what both runs could read. */
export type Comparison = {
  readonly remember: (resource: Resource) => void;
  readonly meet: (resource: Resource) => void;
  /** How many have vanished, once all of this run's were met. */
  readonly vanished: () => number;
  /** Names one of the run before if it has vanished; whether more may be named. */
  readonly nameVanished: (resource: Resource) => boolean;
  readonly result: () => { readonly changes: Changes; readonly dropped: Dropped[] };
};

/** Of one kind: how many there were and are, and what became of them. What was there and was not met again has vanished. */
type Tally = { before: number; now: number; appeared: number; changed: number };

/** `since` is the run before; `comparable` says whether both runs could read a kind in a region (read-in-both.ts). */
export function compareRuns(
  account: string,
  since: string,
  comparable: (place: Place) => Comparable,
): Comparison {
  const left = new Map<string, string>();
  const tallies = new Map<string, Tally>();
  const [firstAppeared, firstVanished]: [Changes["firstAppeared"], Changes["firstVanished"]] = [[], []];
  return {
    remember: (resource) => {
      if (!comparable(resource)) return;
      left.set(keyOf(resource), printOf(resource));
      tallyOf(tallies, resource).before += 1;
    },
    meet: (resource) => {
      const compared = comparable(resource);
      if (!compared) return;
      const [key, tally] = [keyOf(resource), tallyOf(tallies, resource)];
      const print = left.get(key);
      left.delete(key);
      tally.now += 1;
      if (print === undefined) {
        tally.appeared += 1;
        if (firstAppeared.length < namedAtMost) firstAppeared.push(nameOf(resource));
      } else if (compared === true && print !== printOf(resource)) tally.changed += 1;
    },
    vanished: () => left.size,
    nameVanished: (resource) => {
      if (left.has(keyOf(resource))) firstVanished.push(nameOf(resource));
      return firstVanished.length < Math.min(namedAtMost, left.size);
    },
    result: () => ({
      changes: { since, ...changesOf(tallies), firstAppeared, firstVanished },
      dropped: droppedKinds(account, numbersOf(tallies, "before"), numbersOf(tallies, "now")),
    }),
  };
}

function changesOf(tallies: ReadonlyMap<string, Tally>) {
  const sums = { appeared: 0, vanished: 0, changed: 0 };
  const kinds: Changes["kinds"] = {};
  for (const [kind, { before, now, appeared, changed }] of [...tallies].toSorted(byName)) {
    const vanished = before - (now - appeared);
    sums.appeared += appeared;
    sums.vanished += vanished;
    sums.changed += changed;
    if (appeared + vanished + changed > 0) kinds[kind] = { appeared, vanished, changed };
  }
  return { ...sums, kinds };
}

function tallyOf(tallies: Map<string, Tally>, { kind }: Resource): Tally {
  const tally = tallies.get(kind) ?? { before: 0, now: 0, appeared: 0, changed: 0 };
  tallies.set(kind, tally);
  return tally;
}

function numbersOf(tallies: ReadonlyMap<string, Tally>, what: "before" | "now"): Record<string, number> {
  return Object.fromEntries([...tallies].map(([kind, tally]) => [kind, tally[what]]));
}

function byName([one]: readonly [string, Tally], [other]: readonly [string, Tally]): number {
  return one < other ? -1 : 1;
}

function keyOf(resource: Resource): string {
  return shortHash(resourceKey(resource));
}

function nameOf({ region, kind, id, name }: Resource): Changes["firstAppeared"][number] {
  return { region, kind, id, ...(name === undefined ? {} : { name }) };
}
