// `_search` and `_count` in the part of the query language that tests and people need to look at what was written.
import { isRecord } from "../gateway/read-json";
import type { SearchDocument } from "./documents";
import { SearchRefused } from "./search-refused";

type Json = Readonly<Record<string, unknown>>;

/** The documents of `indexes` (names or patterns with `*`, separated by commas; all when undefined) that match the body's query. */
export function findDocuments(
  documents: readonly SearchDocument[],
  indexes: string | undefined,
  body: Json,
): readonly SearchDocument[] {
  const patterns = (indexes ?? "*").split(",");
  const { query = { match_all: {} } } = body;
  return documents.filter(
    ({ index, source }) => patterns.some((pattern) => fitsPattern(pattern, index)) && matches(query, source),
  );
}

/** A page of them as `_search` answers it: `from`, `size` (10 unless it is given), in the order they were written. */
export function hitsOf(found: readonly SearchDocument[], { from, size }: Json): Json {
  const start = typeof from === "number" ? from : 0;
  const page = found.slice(start, start + (typeof size === "number" ? size : 10));
  const hits = page.map(({ index, id, source }) => ({ _index: index, _id: id, _score: 1, _source: source }));
  const total = { value: found.length, relation: "eq" };
  return { took: 1, timed_out: false, hits: { total, max_score: found.length > 0 ? 1 : null, hits } };
}

/** `*` is any text. */
export function fitsPattern(pattern: string, index: string): boolean {
  const source = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`).test(index);
}

function matches(query: unknown, source: Json): boolean {
  const [kind, about] = Object.entries(isRecord(query) ? query : {})[0] ?? [];
  const known = kind === undefined ? undefined : queries[kind];
  if (!known || !isRecord(about))
    throw new SearchRefused(400, "parsing_exception", `the sandbox does not know the query [${kind ?? ""}]`);
  return known(about, source);
}

const queries: Readonly<Record<string, (about: Json, source: Json) => boolean>> = {
  match_all: () => true,
  term: (about, source) =>
    Object.entries(about).every(([path, wanted]) =>
      hasValue(source, path, [isRecord(wanted) ? wanted.value : wanted]),
    ),
  terms: (about, source) =>
    Object.entries(about).every(([path, wanted]) =>
      hasValue(source, path, Array.isArray(wanted) ? wanted : []),
    ),
  bool: ({ filter = [], must = [], must_not: not = [], ...others }, source) => {
    const [other] = Object.keys(others);
    if (other !== undefined)
      throw new SearchRefused(400, "parsing_exception", `the sandbox does not know [${other}] in [bool]`);
    return (
      [...listOf(filter), ...listOf(must)].every((one) => matches(one, source)) &&
      !listOf(not).some((one) => matches(one, source))
    );
  },
};

function hasValue(source: Json, path: string, wanted: readonly unknown[]): boolean {
  let value: unknown = source;
  for (const name of path.split(".")) value = isRecord(value) ? value[name] : undefined;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((one) => wanted.includes(one));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
