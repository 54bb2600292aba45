// What a statement finds among the records of its store.
import { type Column, isTime, shownValue } from "./columns";
import type { EventRecord } from "./event-records";
import type { Comparison, Condition, Statement } from "./read-statement";

/** One object for each column, as the API gives rows. */
export type Row = readonly Readonly<Record<string, string>>[];

/** The rows, in the order the records happened unless the statement asks for another. */
export function runStatement(
  { columns, conditions, order, limit }: Statement,
  records: readonly EventRecord[],
): readonly Row[] {
  const found = records.filter((record) => conditions.every((condition) => holds(record, condition)));
  const sorted = order
    ? found.toSorted((a, b) => (order.descending ? -1 : 1) * compare(a, b, order.column))
    : found;
  return sorted.slice(0, limit).map((record) =>
    // An answer carries texts only, so a missing value is an empty one.
    columns.map((column) => ({ [column.label]: shownValue(record, column) ?? "" })),
  );
}

/** As in SQL, nothing is equal or unequal to a missing value. */
function holds(record: EventRecord, condition: Condition): boolean {
  const value = shownValue(record, condition.column);
  if (value === undefined) return false;
  if ("time" in condition) return tests[condition.operator](timeOf(record), condition.time);
  const { operator, values } = condition;
  return operator === "IN" ? values.includes(value) : tests[operator](value, values[0] ?? "");
}

type Test = <Value extends string | number>(value: Value, limit: Value) => boolean;

const tests: Readonly<Record<Comparison, Test>> = {
  "=": (value, limit) => value === limit,
  "!=": (value, limit) => value !== limit,
  "<>": (value, limit) => value !== limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
};

function compare(a: EventRecord, b: EventRecord, column: Column): number {
  if (isTime(column)) return timeOf(a) - timeOf(b);
  const [left, right] = [shownValue(a, column) ?? "", shownValue(b, column) ?? ""];
  return left < right ? -1 : left > right ? 1 : 0;
}

function timeOf({ detail }: EventRecord): number {
  return Date.parse(String(detail.eventTime));
}
