// In which order the kinds of a cell are read, and which of them one after the other.
import type { Kind } from "../../kinds/kind";
import { rateOf } from "./rates";

/** At this many calls a second, one kind alone takes all turns that there are. */
const shared = 5;

/**
 * The kinds, the slowest first, so that all others are read while they wait for their turns. Those that share a low rate stand together, to be read
 * one by one: side by side they would only wait for each other, and none of them would be finished when the time runs out.
 */
export function inTurns(kinds: readonly Kind[]): readonly (readonly Kind[])[] {
  const groups = new Map<string, Kind[]>();
  for (const kind of kinds) {
    const key = keyOf(kind);
    groups.set(key, [...(groups.get(key) ?? []), kind]);
  }
  return [...groups.values()].toSorted((one, other) => paceOf(one) - paceOf(other));
}

function keyOf({ kind, service, region, perSecond }: Kind): string {
  return perSecond === undefined || perSecond > shared ? kind : `${service} ${region ?? ""} ${perSecond}`;
}

function paceOf([first]: readonly Kind[]): number {
  return first === undefined ? 0 : rateOf(first.service, first.perSecond).perSecond;
}
