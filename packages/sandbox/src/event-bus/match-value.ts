// The operators of EventBridge patterns, each for one value of an event (`exists` is decided where the field is looked up).
import { BlockList, isIP } from "node:net";
import { isRecord } from "../gateway/read-json";

/** True when the value passes the filter. An operator that does not exist matches nothing; `patternProblem` refuses it before. */
export function matchesFilter(filter: unknown, value: unknown): boolean {
  if (!isRecord(filter)) return filter === value;
  return Object.entries(filter).every(([name, wanted]) => operators[name]?.(wanted, value) ?? false);
}

type Operator = (wanted: unknown, value: unknown) => boolean;

const operators: Readonly<Record<string, Operator>> = {
  prefix: onText((wanted, value) => value.startsWith(wanted)),
  suffix: onText((wanted, value) => value.endsWith(wanted)),
  "equals-ignore-case": (wanted, value) =>
    typeof wanted === "string" && typeof value === "string" && wanted.toLowerCase() === value.toLowerCase(),
  wildcard: (wanted, value) =>
    typeof wanted === "string" && typeof value === "string" && wildcardOf(wanted).test(value),
  "anything-but": (wanted, value) => !matchesAny(wanted, value),
  numeric: (wanted, value) =>
    Array.isArray(wanted) && typeof value === "number" && matchesNumeric(wanted, value),
  cidr: (wanted, value) => typeof wanted === "string" && typeof value === "string" && isInside(wanted, value),
};

/** The operators that a pattern may use. */
export const operatorNames: ReadonlySet<string> = new Set([...Object.keys(operators), "exists"]);

/** `prefix` and `suffix` take a text, or `{"equals-ignore-case": text}`. */
function onText(compare: (wanted: string, value: string) => boolean): Operator {
  return (wanted, value) => {
    if (typeof value !== "string") return false;
    if (typeof wanted === "string") return compare(wanted, value);
    const anyCase = isRecord(wanted) ? wanted["equals-ignore-case"] : undefined;
    return typeof anyCase === "string" && compare(anyCase.toLowerCase(), value.toLowerCase());
  };
}

/** What `anything-but` excludes: a value, a list of values, or an operator with one or several values. */
function matchesAny(excluded: unknown, value: unknown): boolean {
  if (Array.isArray(excluded)) return excluded.includes(value);
  if (!isRecord(excluded)) return excluded === value;
  return Object.entries(excluded).some(([name, wanted]) =>
    (Array.isArray(wanted) ? wanted : [wanted]).some((one) => matchesFilter({ [name]: one }, value)),
  );
}

function matchesNumeric(comparisons: readonly unknown[], value: number): boolean {
  for (let index = 0; index < comparisons.length; index += 2) {
    const [operator, limit] = [comparisons[index], comparisons[index + 1]];
    if (typeof operator !== "string" || typeof limit !== "number") return false;
    if (!(numeric[operator]?.(value, limit) ?? false)) return false;
  }
  return comparisons.length > 0;
}

const numeric: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
};

/** `*` stands for any text; a backslash takes the next character as it is. */
function wildcardOf(wildcard: string): RegExp {
  const source = wildcard.replace(/\\(.)|\*|[.+?^${}()|[\]]/gs, (found, escaped: string | undefined) => {
    if (found === "*") return ".*";
    return (escaped ?? found).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source}$`, "s");
}

function isInside(block: string, address: string): boolean {
  const [network = "", bits = ""] = block.split("/");
  if (isIP(network) === 0 || isIP(network) !== isIP(address) || !/^\d+$/.test(bits)) return false;
  const family = isIP(network) === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(address, family);
}
