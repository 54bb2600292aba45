// Any JSON as a short list of named values, whatever its size and depth.
import type { Fact } from "../notice";
import { isRecord } from "./lenient";

/** As many as a message shows well; what is left out is counted. */
const factLimit = 16;
/** How much of a value is looked at: a list of a million items must not be walked. */
const visitLimit = 200;
const depthLimit = 4;
const itemLimit = 20;

/**
 * The values of an object or list by their path (`detail.user.name`, `items[0].id`), the outer ones first; the last fact tells what
 * was left out. Never recursive, so that no depth can break it.
 */
export function flatten(value: unknown): Fact[] {
  const facts: Fact[] = [];
  const waiting: { path: string; value: unknown; depth: number }[] = [{ path: "", value, depth: 0 }];
  let visited = 0;
  let omitted = false;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    visited += 1;
    if (visited > visitLimit || facts.length >= factLimit) {
      omitted = true;
      break;
    }
    const { path, depth } = next;
    const children = childrenOf(next.value, path);
    if (path === "" && children === undefined)
      facts.push({ label: "Value", value: shortForm(next.value) || "null" });
    else if (children === undefined || depth >= depthLimit)
      facts.push({ label: path || "Value", value: shortForm(next.value) });
    else
      waiting.push(
        ...children
          .slice(0, itemLimit)
          .map(([name, child]) => ({ path: name, value: child, depth: depth + 1 })),
      );
    if (children !== undefined && children.length > itemLimit) omitted = true;
  }
  const shown = facts.filter((fact) => fact.value !== "");
  return omitted ? [...shown, { label: "More", value: "The message has more than is shown here." }] : shown;
}

/** The parts of an object or a list; undefined for everything that has none. Lists of plain values are shown as one value. */
function childrenOf(value: unknown, path: string): (readonly [string, unknown])[] | undefined {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.every((item) => typeof item !== "object" || item === null)) return undefined;
    return items.slice(0, itemLimit + 1).map((item, index) => [`${path}[${index}]`, item] as const);
  }
  if (!isRecord(value)) return undefined;
  return Object.keys(value)
    .slice(0, itemLimit + 1)
    .map((name) => [path === "" ? name : `${path}.${name}`, value[name]] as const);
}

/** A value in a few words: plain values as they are, lists of them joined, everything deeper by its size. */
function shortForm(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.some((item) => typeof item === "object" && item !== null)) return `${items.length} items`;
    const more = items.length > itemLimit ? `, and ${items.length - itemLimit} more` : "";
    return `${items.slice(0, itemLimit).map(String).join(", ")}${more}`;
  }
  return typeof value === "object" ? `${Object.keys(value).length} fields` : String(value);
}
