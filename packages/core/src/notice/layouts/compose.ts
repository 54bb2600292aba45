// How every layout hands in what it read: missing parts may be undefined, and are left out of the notice here, once.
import type { Fact, Notice, Reading, Seen } from "../notice";

/** A notice of which any optional part may be missing. */
export type Draft = {
  readonly key: string;
  readonly version: string | undefined;
  readonly kind: string;
  readonly weight: Notice["weight"];
  readonly headline: string;
  readonly explanation?: string | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly facts: readonly (Fact | undefined)[];
  readonly seen?: Seen | undefined;
  readonly link?: { readonly label: string; readonly url: string | undefined } | undefined;
  readonly sample?: boolean | undefined;
};

/** The reading of a draft: the parts that are there. */
export function post(draft: Draft): Reading {
  const { explanation, accountId, region, seen, link } = draft;
  return {
    post: {
      key: draft.key,
      version: draft.version,
      kind: draft.kind,
      weight: draft.weight,
      headline: draft.headline,
      ...(explanation === undefined || explanation.replace(/\.$/, "") === draft.headline
        ? {}
        : { explanation }),
      ...(accountId === undefined ? {} : { accountId }),
      ...(region === undefined ? {} : { region }),
      facts: draft.facts.filter((each) => each !== undefined),
      ...(seen === undefined ? {} : { seen }),
      ...(link?.url === undefined ? {} : { link: { label: link.label, url: link.url } }),
      sample: draft.sample ?? false,
    },
  };
}

/** A named value; nothing when the value is missing. */
export function fact(label: string, value: string | number | undefined): Fact | undefined {
  return value === undefined || value === "" ? undefined : { label, value: String(value) };
}

/** A named value in fixed width: a command, a path, an id that people copy. */
export function codeFact(label: string, value: string | undefined): Fact | undefined {
  return value === undefined || value === "" ? undefined : { label, value, form: "code" };
}

/** A named time, shown in the reader's zone; a text that is no time is shown as it is. */
export function timeFact(label: string, value: string | undefined): Fact | undefined {
  const time = isoTime(value);
  return time === undefined ? fact(label, value) : { label, value: time, form: "time" };
}

/** Values in one line, the missing ones left out; undefined when all are missing. */
export function joined(
  values: readonly (string | number | undefined)[],
  separator = ", ",
): string | undefined {
  const present = values.filter((value) => value !== undefined && value !== "");
  return present.length === 0 ? undefined : present.join(separator);
}

/** The first few of a long list, and how many more there are; undefined for an empty list. */
export function firstOf(values: readonly (string | undefined)[], limit = 5): string | undefined {
  const present = [...new Set(values.filter((value) => value !== undefined && value !== ""))];
  const more = present.length > limit ? `and ${present.length - limit} more` : undefined;
  return joined([...present.slice(0, limit), more]);
}

/** A time of any usual form as ISO (UTC), so that versions can be compared as text; undefined when it is no time. */
export function isoTime(value: string | undefined): string | undefined {
  if (value === undefined || value.length > 60) return undefined;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The part of a text before the first sentence ends. */
export function firstSentence(text: string): string {
  const line = text.slice(0, 300).split("\n", 1)[0] ?? "";
  return line.split(/(?<=[.!?])\s/, 1)[0]?.replace(/[.!]$/, "") ?? line;
}
