// Which kinds and regions of an account a run read to their end. Only what both runs read may be compared: what a run could not see has not vanished.
import { globalRegion } from "./run-keys";
import type { AccountResult } from "./run-manifest";

/** What the record of an account says about what was read; a roll-up of its cells serves as well. */
export type ReadRecord = Pick<AccountResult, "regions" | "counts" | "failures">;
/** Where a resource stands: its kind, in a region or in `global`. */
export type Place = { readonly region: string; readonly kind: string };

/** A kind of a region, all of a region, or a kind in all regions, that a run does not know. */
export type Unread = {
  readonly region: string;
  readonly kind?: string;
  /** `details`: all of the kind were found, but not all of what is known of them otherwise. */
  readonly why: "not-asked" | "not-read" | "details" | "not-opted-in";
};

/** What may be compared: all, nothing, or only whether a resource is there, because one of the runs lacks details of some. */
export type Comparable = boolean | "presence";

/**
 * Whether a run read that kind in that region to its end. It did not where the region was skipped, failed, unfinished or never asked for, where a
 * failure hides the kind or the region, and where the kind was not in the table then (or left out): a kind without a count. It did where only details
 * of some resources are missing.
 */
export function readIn({ regions, counts, failures }: ReadRecord): (place: Place) => boolean {
  const hidden = placesOf(failures.filter(({ isDetail }) => !isDetail));
  return ({ region, kind }) => {
    const result = Object.hasOwn(regions, region) ? regions[region] : undefined;
    return (
      (result === "read" || result === "partial") &&
      Object.hasOwn(counts, kind) &&
      ![keyOf("*"), keyOf(region), keyOf(region, kind), keyOf("*", kind)].some((key) => hidden.has(key))
    );
  };
}

/** Whether both runs read that kind in that region to its end; details that none of them may read make no difference between them. */
export function readInBoth(before: ReadRecord, now: ReadRecord): (place: Place) => Comparable {
  const [then, later] = [readIn(before), readIn(now)];
  const [lackedThen, lackedLater] = [before, now].map(({ failures }) =>
    placesOf(failures.filter(({ isDetail }) => isDetail)),
  );
  return (place) => {
    if (!then(place) || !later(place)) return false;
    const key = keyOf(place.region, place.kind);
    return lackedThen?.has(key) === lackedLater?.has(key) || "presence";
  };
}

function placesOf(failures: ReadRecord["failures"]): ReadonlySet<string> {
  return new Set(failures.map(({ region, kind }) => keyOf(region, kind)));
}

/** What a run does not know of what the other was asked for: whole regions first, then kinds; by region and kind, each once. */
export function unreadIn(record: ReadRecord, other: ReadRecord): readonly Unread[] {
  const regions = [...new Set([...Object.keys(record.regions), ...Object.keys(other.regions)])].toSorted();
  const whole = regions.flatMap((region): readonly Unread[] => {
    const why = whyUnread(record, region);
    return why === undefined ? [] : [{ region, why }];
  });
  const gone = new Set(whole.map(({ region }) => region));
  const lacking = placesOf(other.failures.filter(({ isDetail }) => isDetail));
  const hidden = record.failures.flatMap(({ region, kind, type, isDetail }): readonly (Unread & Place)[] => {
    if (kind === undefined || gone.has(region)) return [];
    if (isDetail) return lacking.has(keyOf(region, kind)) ? [] : [{ region, kind, why: "details" }];
    return [{ region, kind, why: type === "not-opted-in" ? type : "not-read" }];
  });
  const named = new Set(hidden.map(({ kind }) => kind));
  const absent = Object.keys(other.counts)
    .filter((kind) => !Object.hasOwn(record.counts, kind) && !named.has(kind))
    .map((kind) => ({ region: "*", kind, why: "not-asked" as const }));
  // A kind without a count may be one of those that belong to no region, or to any: where all of these were not read, it says nothing new.
  const isRead = (region: string) => !gone.has(region);
  const areBoth = isRead(globalRegion) && regions.some((region) => region !== globalRegion && isRead(region));
  const kinds = gone.size === regions.length ? [] : [...hidden, ...(areBoth ? absent : [])];
  const once = new Map(kinds.map((one) => [keyOf(one.region, one.kind), one]));
  return [...whole, ...[...once.values()].toSorted(byPlace)];
}

function whyUnread({ regions, failures }: ReadRecord, region: string): Unread["why"] | undefined {
  const result = Object.hasOwn(regions, region) ? regions[region] : undefined;
  if (result === undefined) return "not-asked";
  if (result === "skipped") return "not-opted-in";
  const wholly = failures.some(
    (one) => one.kind === undefined && (one.region === region || one.region === "*"),
  );
  return wholly || result === "failed" || result === "unfinished" ? "not-read" : undefined;
}

function keyOf(region: string, kind = ""): string {
  return `${region} ${kind}`;
}

function byPlace(one: Place, other: Place): number {
  return keyOf(one.region, one.kind) < keyOf(other.region, other.kind) ? -1 : 1;
}
