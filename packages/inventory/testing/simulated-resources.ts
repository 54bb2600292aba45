// What exists in simulated accounts, and how AWS answers for it: made from the table of kinds, always the same for the same place.
import { globalRegion } from "@orgwatch/core/inventory/run-keys";
import type { Detail, Kind } from "../kinds/kind";
import { fieldsOf } from "../src/read/paths";
import type { Call } from "../src/read/reader";

type Page = Readonly<Record<string, unknown>>;
/** How many resources of a kind there are in an account's region (or in `global`). */
export type HowMany = (kind: Kind, account: string, region: string) => number;

const pageSize = 100;
/** Answers to a detail, for every resource the same. */
const detailValue = { State: "ok" };

/** Says page by page what AWS answers to a call; the resources are made while the pages are read. @throws Error for a call that no kind makes. */
export function simulatedPages(kinds: readonly Kind[], howMany: HowMany) {
  const lists = new Map<string, Kind[]>();
  const details = new Map<string, Detail>();
  for (const kind of kinds) {
    const name = `${kind.service} ${kind.operation}`;
    lists.set(name, [...(lists.get(name) ?? []), kind]);
    for (const detail of kind.details ?? []) details.set(`${kind.service} ${detail.operation}`, detail);
  }
  return function* (account: string, call: Call): Generator<() => Page> {
    const name = `${call.service} ${call.operation}`;
    const kind = lists.get(name)?.find((one) => asksFor(one, call.input));
    if (kind) {
      const count = howMany(kind, account, kind.scope === "global" ? globalRegion : call.region);
      const pages = Math.max(1, Math.ceil(count / pageSize));
      for (let page = 0; page < pages; page += 1)
        yield () => pageOf(kind, page * pageSize, Math.min(count, (page + 1) * pageSize), call.region);
      return;
    }
    const detail = details.get(name);
    if (!detail) throw new Error(`No kind asks for ${name}`);
    yield () => answerOf(detail);
  };
}

/** Kinds share operations (alarms, targets of scaling); what is fixed in their inputs tells them apart. */
function asksFor({ input = {} }: Kind, asked: Page): boolean {
  const names = Object.keys(asked);
  if (names.length !== Object.keys(input).length) return false;
  return names.every((name) => {
    const written = JSON.stringify(input[name]);
    return written?.includes("<") || written === JSON.stringify(asked[name]);
  });
}

function pageOf(kind: Kind, from: number, to: number, region: string): Page {
  const items = Array.from({ length: to - from }, (_, index) => itemOf(kind, from + index, region));
  if (kind.list === ".") return fieldsOf(itemOf(kind, 0, region));
  return fieldsOf(built(kind.list, items));
}

function itemOf(kind: Kind, number: number, region: string): unknown {
  const id = `${kind.kind.replace(/^.*\W/, "")}-${region}-${String(number).padStart(6, "0")}`;
  if (kind.id === ".") return id;
  const isTagged = kind.tags !== undefined && /^\w+$/.test(kind.tags);
  return Object.assign(
    {},
    ...pathsOf(kind).map((path) => built(path, id)),
    isTagged ? { [kind.tags ?? ""]: [{ Key: "team", Value: "web" }] } : {},
  );
}

const paths = new Map<Kind, readonly string[]>();

/** Every field of an item that the table makes use of. */
function pathsOf(kind: Kind): readonly string[] {
  const known = paths.get(kind);
  if (known) return known;
  const given = new Set(["id", "partition", "region", "account"]);
  const { id, arn = "", name = "", details: asked = [] } = kind;
  const written = [id, arn, name].filter((one) => one !== "" && one !== "." && !/[<:]/.test(one));
  const text = JSON.stringify([id, arn, name, asked.map(({ input }) => input)]);
  const placed = [...text.matchAll(/<([^<>]+)>/g)].map(([, path = ""]) => path);
  const all = [...new Set([...written, ...placed.filter((path) => !given.has(path))])];
  paths.set(kind, all);
  return all;
}

function answerOf({ result, tags }: Detail): Page {
  const answer = result === undefined ? detailValue : built(result, detailValue);
  const given = tags === undefined || tags === result ? {} : built(tags, [{ Key: "team", Value: "web" }]);
  return { ...fieldsOf(given), ...fieldsOf(answer) };
}

/** An object in which the path leads to the value. */
function built(path: string, value: unknown): unknown {
  const [step = "", ...rest] = path.split(".");
  const next = rest.length === 0 ? value : built(rest.join("."), value);
  return step.endsWith("[]") ? { [step.slice(0, -2)]: [next] } : { [step]: next };
}
