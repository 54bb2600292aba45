// What strangers send: a request changed at random, in its body, its headers or its encoding. The same numbers give the same changes.
import type { SentRequest } from "./http-event";

type Random = () => number;
type Mutation = (request: SentRequest, random: Random) => SentRequest;

const oddities = [
  "",
  " ",
  "\u0000",
  "é😀",
  "null",
  "v0=",
  "v1=",
  ",",
  "a".repeat(5000),
  "0",
  "-1",
  "1e9",
  "NaN",
];
const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  "😀",
  "x".repeat(3000),
  [],
  [null],
  {},
  { a: [] },
];

const mutations: readonly Mutation[] = [
  (request, random) => ({ ...request, body: garbled(request.body, random) }),
  (request, random) => ({
    ...request,
    body: request.body.slice(0, Math.floor(random() * request.body.length)),
  }),
  (request, random) => ({ ...request, body: request.body + odd(random) }),
  (request) => ({ ...request, body: "" }),
  (request) => ({ ...request, base64: !request.base64 }),
  (request) => ({ ...request, base64: true, body: Buffer.from(request.body).toString("base64") }),
  (request, random) => withHeader(request, random, (value) => garbled(value, random)),
  (request, random) => withHeader(request, random, () => odd(random)),
  (request, random) => withHeader(request, random, (value) => `${value},${value}`),
  (request, random) => withHeader(request, random, (value) => `${odd(random)},${value}`),
  (request, random) => withHeader(request, random, (value) => value.toUpperCase()),
  (request, random) =>
    withHeader(request, random, (value) => value.slice(0, Math.floor(random() * value.length))),
  (request, random) => withoutHeader(request, random),
  (request) => ({ ...request, headers: {} }),
  (request) => ({ ...request, headers: renamed(request.headers, (name) => name.toUpperCase()) }),
  // Each header's value under the next one's name.
  (request) => ({ ...request, headers: shifted(request.headers) }),
];

/** The request after one to three changes. */
export function mutated(request: SentRequest, random: Random): SentRequest {
  let changed = request;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1)
    changed = pick(mutations, random)?.(changed, random) ?? changed;
  return changed;
}

/** JSON with one value somewhere in it replaced by one of another type, or left out. */
export function mutatedJson(value: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null || random() < 0.15) return pick(oddValues, random);
  const names = Object.keys(value);
  const name = names[Math.floor(random() * names.length)];
  if (name === undefined) return pick(oddValues, random);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === name ? mutatedJson(item, random) : item));
  const entries = Object.entries(value);
  if (random() < 0.2) return Object.fromEntries(entries.filter(([each]) => each !== name));
  return Object.fromEntries(
    entries.map(([each, item]) => [each, each === name ? mutatedJson(item, random) : item]),
  );
}

function garbled(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + String.fromCharCode(Math.floor(random() * 300)) + text.slice(at + 1);
}

function withHeader(request: SentRequest, random: Random, change: (value: string) => string): SentRequest {
  const [name, value] = pick(Object.entries(request.headers), random) ?? ["x-nothing", ""];
  return { ...request, headers: { ...request.headers, [name]: change(value) } };
}

function withoutHeader(request: SentRequest, random: Random): SentRequest {
  const dropped = pick(Object.keys(request.headers), random);
  const kept = Object.entries(request.headers).filter(([name]) => name !== dropped);
  return { ...request, headers: Object.fromEntries(kept) };
}

function renamed(headers: SentRequest["headers"], change: (name: string) => string) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [change(name), value]));
}

function shifted(headers: SentRequest["headers"]) {
  const values = Object.values(headers);
  return Object.fromEntries(
    Object.keys(headers).map((name, index) => [name, values[(index + 1) % values.length] ?? ""]),
  );
}

function odd(random: Random): string {
  return pick(oddities, random) ?? "";
}

function pick<Item>(items: readonly Item[], random: Random): Item | undefined {
  return items[Math.floor(random() * items.length)];
}
