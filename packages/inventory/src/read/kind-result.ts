// What became of the kinds of a cell, and of the cell by that.
import type { Cell, Failure } from "@orgwatch/core/inventory/run-manifest";
import type { Kind } from "../../kinds/kind";
import { NoReader } from "./line-queue";
import type { DetailTrouble } from "./read-details";
import { type Found, type KindPlace, readKind } from "./read-kind";
import type { Reader } from "./reader";
import { failureOf, isNotOffered, isUnknownHost } from "./why-failed";

export type KindResult = {
  readonly kind: string;
  /** Resources; undefined where the kind was not read to its end. */
  readonly count: number | undefined;
  readonly failures: readonly Failure[];
  /** There is no such host: the service is not offered in the region, unless nobody knows any name now. */
  readonly ifNoNames?: Failure;
};

type Place = KindPlace & { readonly isOn: boolean };

/** Reads a kind and puts its resources one after another. Never rejects for what AWS says. @throws NoReader. */
export async function readKindInto(
  put: (found: Found) => Promise<void>,
  reader: Reader,
  kind: Kind,
  place: Place,
): Promise<KindResult> {
  const troubles: DetailTrouble[] = [];
  let count = 0;
  try {
    for await (const found of readKind(reader, kind, place, (trouble) => troubles.push(trouble))) {
      await put(found);
      count += 1;
    }
    return { kind: kind.kind, count, failures: failuresOfDetails(kind, place, troubles) };
  } catch (error) {
    if (error instanceof NoReader) throw error;
    const failure = failureAt(place, kind, error, `every ${kind.kind} in ${place.region}`);
    if (!isNotOffered(error) || count > 0) return { kind: kind.kind, count: undefined, failures: [failure] };
    return { kind: kind.kind, count: 0, failures: [], ...(isUnknownHost(error) && { ifNoNames: failure }) };
  }
}

/** The same, where no other service answered: then it is the network that knows no names, and nobody knows what there is. */
export function withoutNames(results: readonly KindResult[]): readonly KindResult[] {
  const hasAnswer = results.some(({ count, ifNoNames }) => count !== undefined && ifNoNames === undefined);
  if (hasAnswer) return results;
  return results.map((one) =>
    one.ifNoNames === undefined ? one : { kind: one.kind, count: undefined, failures: [one.ifNoNames] },
  );
}

/**
 * The cell's result and failures. Where all kinds failed in the same way (an SCP that closes the region), one failure says so for all. A cell of
 * which an earlier try has read something is never `failed`.
 */
export function resultOf(
  results: readonly KindResult[],
  place: { readonly account: string; readonly region: string },
  hasEarlier: boolean,
): Pick<Cell, "result" | "failures"> {
  const failures = results.flatMap((one) => one.failures);
  const isUnread = results.length > 0 && results.every(({ count }) => count === undefined);
  if (failures.some(({ type }) => type === "unfinished")) return { result: "unfinished", failures };
  if (failures.length === 0) return { result: "read", failures };
  if (!isUnread || hasEarlier) return { result: "partial", failures };
  const [first] = failures;
  const isSame = failures.every(({ type }) => type === first?.type);
  if (first === undefined || !isSame) return { result: "failed", failures };
  const { account, region } = place;
  const all = { account, region, type: first.type, words: first.words, hides: `everything in ${region}` };
  return { result: "failed", failures: [all] };
}

function failureAt(
  { account, region, isOn }: Place,
  { kind }: Kind,
  error: unknown,
  hidden: string,
): Failure {
  return failureOf({ account, region, kind, isOn }, error, hidden);
}

/** One failure for each operation and type, with the first few resources that it concerns. */
function failuresOfDetails(kind: Kind, place: Place, troubles: readonly DetailTrouble[]): Failure[] {
  const grouped = new Map<string, DetailTrouble[]>();
  for (const trouble of troubles) {
    const key = `${trouble.operation} ${failureAt(place, kind, trouble.error, "").type}`;
    grouped.set(key, [...(grouped.get(key) ?? []), trouble]);
  }
  return [...grouped.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const ids = group.slice(0, 3).map(({ id }) => id);
    const more = group.length > ids.length ? ` and ${group.length - ids.length} more` : "";
    const hidden = `what ${first.operation} says of ${ids.join(", ")}${more} (${kind.kind} in ${place.region})`;
    return [failureAt(place, kind, first.error, hidden)];
  });
}
