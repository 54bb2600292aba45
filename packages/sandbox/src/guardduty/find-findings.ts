// Which findings a ListFindings call means: criteria, order and page.
import { isRecord, textOf, textsOf } from "../gateway/read-json";
import type { Finding } from "./finding";

/** The findings that meet every criterion of `{ criterion: { field: condition } }`. Times are compared in milliseconds. */
export function meeting(findings: readonly Finding[], criteria: unknown): readonly Finding[] {
  const criterion = isRecord(criteria) && isRecord(criteria.criterion) ? criteria.criterion : {};
  return findings.filter((finding) =>
    Object.entries(criterion).every(([path, condition]) => meets(valuesAt(finding, path), condition)),
  );
}

/** Sorted by `{ attributeName, orderBy }`; the newest first without one. */
export function inOrder(findings: readonly Finding[], criteria: unknown): readonly Finding[] {
  const order = isRecord(criteria) ? criteria : {};
  const path = textOf(order.attributeName) ?? "updatedAt";
  const ascending = (textOf(order.orderBy) ?? (isRecord(criteria) ? "ASC" : "DESC")) === "ASC";
  return findings.toSorted((a, b) => {
    const [left, right] = [valuesAt(a, path)[0], valuesAt(b, path)[0]];
    return (ascending ? 1 : -1) * compare(left, right);
  });
}

/** One page of at most 50, from the position that the token of the page before names. */
export function pageOf<Item>(
  items: readonly Item[],
  maximum: unknown,
  token: unknown,
): { readonly page: readonly Item[]; readonly nextToken: string } {
  const size = Math.min(50, Math.max(1, Number(maximum ?? 50) || 50));
  const start = Number(textOf(token) ?? "0") || 0;
  return {
    page: items.slice(start, start + size),
    nextToken: start + size < items.length ? String(start + size) : "",
  };
}

function meets(values: readonly unknown[], condition: unknown): boolean {
  if (!isRecord(condition)) return true;
  return Object.entries(condition).every(([operator, wanted]) => {
    const texts = textsOf(wanted);
    const isOneOf = values.some((value) => texts.includes(String(value)));
    switch (operator) {
      case "eq":
      case "equals":
        return isOneOf;
      case "neq":
      case "notEquals":
        return !isOneOf;
      case "matches":
        return values.some((value) => texts.some((text) => wildcard(text).test(String(value))));
      case "notMatches":
        return !values.some((value) => texts.some((text) => wildcard(text).test(String(value))));
      default:
        return values.some((value) => comparisons[operator]?.(numberOf(value), Number(wanted)) ?? true);
    }
  });
}

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  gt: (value, limit) => value > limit,
  greaterThan: (value, limit) => value > limit,
  gte: (value, limit) => value >= limit,
  greaterThanOrEqual: (value, limit) => value >= limit,
  lt: (value, limit) => value < limit,
  lessThan: (value, limit) => value < limit,
  lte: (value, limit) => value <= limit,
  lessThanOrEqual: (value, limit) => value <= limit,
};

/** All values at a dotted path, through arrays. */
function valuesAt(value: unknown, path: string): readonly unknown[] {
  let values: readonly unknown[] = [value];
  for (const step of path.split(".")) {
    values = values
      .flatMap((one) => (isRecord(one) ? one[step] : undefined))
      .filter((one) => one !== undefined);
  }
  return values;
}

function numberOf(value: unknown): number {
  return typeof value === "string" && !/^[\d.]+$/.test(value) ? Date.parse(value) : Number(value);
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left ?? "").localeCompare(String(right ?? ""));
}

function wildcard(text: string): RegExp {
  const source = text
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}
