// An item of DynamoDB has at most 400 KB; a group may have a thousand rules, each with a past and a long description.
import type { RuleHistory } from "./rule-history";

const mostBytes = 380_000;

/**
 * The history as it fits into an item: with fewer versions of each rule, then without rules that are gone, then without the rules for which there
 * is no room, always the same ones. `most` (bytes of JSON) is for tests.
 */
export function fitHistory(history: RuleHistory, most = mostBytes): RuleHistory {
  const entries = Object.entries(history);
  const steps = [
    entries,
    ...[2, 1].map((count) => entries.map(([id, known]) => [id, shortened(known, count)] as const)),
  ];
  for (const step of steps) {
    const fitting = Object.fromEntries(step);
    if (bytesOf(fitting) <= most) return fitting;
  }
  return fitting(
    entries
      .filter(([, { goneSince }]) => goneSince === undefined)
      .map(([id, known]) => [id, shortened(known, 1)] as const),
    most,
  );
}

type Entry = readonly [string, RuleHistory[string]];

function shortened(known: RuleHistory[string], count: number): RuleHistory[string] {
  return { ...known, versions: known.versions.slice(-count) };
}

function fitting(entries: readonly Entry[], most: number): RuleHistory {
  // Two braces, and a comma less than there are rules.
  let left = most - 1;
  const kept = entries
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .filter(([id, known]) => {
      left -= bytesOf({ [id]: known }) - 1;
      return left >= 0;
    });
  return Object.fromEntries(kept);
}

function bytesOf(value: RuleHistory): number {
  return Buffer.byteLength(JSON.stringify(value));
}
