// What became of the kinds of a cell, and of the cell by that.
import type { Cell, Failure } from "@orgwatch/core/inventory/run-manifest";
import type { Kind } from "../../kinds/kind";
import type { Service } from "../../kinds/services";
import { NoReader } from "./line-queue";
import { isUnknownType } from "./read-cloud-control";
import type { DetailTrouble } from "./read-details";
import { type Found, type KindPlace, readKind } from "./read-kind";
import type { Reader } from "./reader";
import { failureOf, isNotOffered, isUnknownHost } from "./why-failed";

export type KindResult = {
  readonly kind: string;
  readonly service: Service;
  /** Resources; undefined where the kind was not read to its end. */
  readonly count: number | undefined;
  readonly failures: readonly Failure[];
  /** There is no such host: the service is not offered in the region, unless its name is known to others or nobody knows any name now. */
  readonly ifNoNames?: Failure;
  /** The kind is a type that Cloud Control does not know here, or cannot list, in AWS's words. */
  readonly unknownType?: string;
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
  const { answering, hasAnswered } = heard(reader);
  const of = { kind: kind.kind, service: kind.service };
  let count = 0;
  try {
    for await (const found of readKind(answering, kind, place, (trouble) => troubles.push(trouble))) {
      await put(found);
      count += 1;
    }
    return { ...of, count, failures: failuresOfDetails(kind, place, troubles) };
  } catch (error) {
    if (error instanceof NoReader) throw error;
    const failure = failureAt(place, kind, error, `every ${kind.kind} in ${place.region}`);
    if (isUnknownType(kind, error)) return { ...of, count: 0, failures: [], unknownType: failure.words };
    if (!isNotOffered(error) || hasAnswered()) return { ...of, count: undefined, failures: [failure] };
    return { ...of, count: 0, failures: [], ...(isUnknownHost(error) && { ifNoNames: failure }) };
  }
}

/** The same reader, and whether it got any answer: who answered once is offered, whatever becomes of the next question. */
function heard(reader: Reader): { readonly answering: Reader; readonly hasAnswered: () => boolean } {
  let isHeard = false;
  return {
    hasAnswered: () => isHeard,
    answering: {
      pages: async function* (call) {
        for await (const page of reader.pages(call)) {
          isHeard = true;
          yield page;
        }
      },
    },
  };
}

/**
 * The same, where no other service answered, or the same one did for another kind: then it is the network that knows no names, and nobody knows
 * what there is.
 */
export function withoutNames(results: readonly KindResult[]): readonly KindResult[] {
  const answered = results.filter(({ count, ifNoNames }) => count !== undefined && ifNoNames === undefined);
  const offered = new Set(answered.map(({ service }) => service));
  return results.map(({ ifNoNames, ...one }) =>
    ifNoNames !== undefined && (answered.length === 0 || offered.has(one.service))
      ? { ...one, count: undefined, failures: [ifNoNames] }
      : one,
  );
}

/**
 * The cell's result and failures, those of an earlier try that are still true first. Where all kinds failed in the same way (an SCP that closes the
 * region), one failure says so for all; where nobody knew whether it is on, and all say that it is not, it is skipped. A cell of which an earlier try
 * has read something is neither.
 */
export function resultOf(
  results: readonly KindResult[],
  place: { readonly account: string; readonly region: string; readonly isOn: boolean },
  earlier: { readonly hasRead: boolean; readonly failures: readonly Failure[] },
): Pick<Cell, "result" | "failures"> {
  const failures = [...earlier.failures, ...results.flatMap((one) => one.failures)];
  const isUnread = results.length > 0 && results.every(({ count }) => count === undefined);
  if (failures.some(({ type }) => type === "unfinished")) return { result: "unfinished", failures };
  if (failures.length === 0) return { result: "read", failures };
  if (!isUnread || earlier.hasRead) return { result: "partial", failures };
  const [first] = failures;
  if (!place.isOn && failures.every(({ type }) => type === "not-opted-in"))
    return { result: "skipped", failures: [] };
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
    const failure = failureAt(place, kind, first.error, hidden);
    // What has no id in the list is missing as a whole.
    return [first.operation === kind.operation ? failure : { ...failure, isDetail: true }];
  });
}
