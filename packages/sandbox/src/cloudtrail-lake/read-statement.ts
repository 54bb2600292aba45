// Reads the part of CloudTrail Lake's SQL that asks for events of one store by simple conditions. AWS reads far more (Trino's SELECT).
import { allColumns, type Column, columnOf, isTime } from "./columns";
import { badStatement } from "./lake-refused";
import { type Word, type Words, wordsOf } from "./statement-words";

export const comparisons = ["=", "!=", "<>", "<", "<=", ">", ">="] as const;
export type Comparison = (typeof comparisons)[number];

/** `values` are the texts to compare with, more than one only for `IN`; a time is in milliseconds since 1970. */
export type Condition =
  | { readonly column: Column; readonly operator: Comparison | "IN"; readonly values: readonly string[] }
  | { readonly column: Column; readonly operator: Comparison; readonly time: number };

export type Statement = {
  /** The id of the event data store. */
  readonly storeId: string;
  readonly columns: readonly Column[];
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
  readonly order: { readonly column: Column; readonly descending: boolean } | undefined;
  readonly limit: number | undefined;
};

/** Throws LakeRefused `InvalidQueryStatementException` for everything that it cannot read. */
export function readStatement(statement: string): Statement {
  const words = wordsOf(statement);
  words.expect("SELECT");
  const columns = words.take("*") ? allColumns : list(() => columnIn(words), words);
  words.expect("FROM");
  const storeId = words.next("word", "the id of an event data store").value;
  const conditions = words.take("WHERE") ? conditionsIn(words) : [];
  const order = words.take("ORDER") ? orderIn(words) : undefined;
  const limit = words.take("LIMIT") ? limitIn(words) : undefined;
  words.take(";");
  words.end();
  return { storeId, columns, conditions, order, limit };
}

/** The event data store that a statement reads, also when the rest of it is wrong. */
export function storeIn(statement: string): string | undefined {
  return /\bFROM\s+([\w-]+)/i.exec(statement)?.[1];
}

function list<Item>(read: () => Item, words: Words): readonly Item[] {
  const items = [read()];
  while (words.take(",")) items.push(read());
  return items;
}

function columnIn(words: Words): Column {
  const column = columnOf(words.next("word", "a column").value);
  return words.take("AS") ? { ...column, label: words.next("word", "a name").value } : column;
}

function conditionsIn(words: Words): readonly Condition[] {
  const conditions = [conditionIn(words)];
  while (words.take("AND")) conditions.push(conditionIn(words));
  return conditions;
}

function conditionIn(words: Words): Condition {
  const column = columnOf(words.next("word", "a column").value);
  if (words.take("IN")) {
    words.expect("(");
    const values = list(() => valueIn(words), words);
    words.expect(")");
    if (isTime(column)) throw badStatement("the sandbox does not read IN with times");
    return { column, operator: "IN", values };
  }
  const { value: sign } = words.next("word", "a comparison");
  const operator = comparisons.find((comparison) => comparison === sign);
  if (!operator) throw badStatement(`the sandbox does not read the operator '${sign}'`);
  const value = valueIn(words);
  return isTime(column) ? { column, operator, time: timeOf(value) } : { column, operator, values: [value] };
}

function valueIn(words: Words): string {
  const word: Word = words.next("any", "a value");
  if (word.kind === "text") return word.value;
  const truth = word.value.toLowerCase();
  if (truth !== "true" && truth !== "false")
    throw badStatement(`a text is expected, but '${word.value}' was found`);
  return truth;
}

/** UTC, as AWS documents it: `2030-01-07 09:00:00`, with or without milliseconds, or only the day. */
function timeOf(text: string): number {
  const [, day, time = "00:00:00"] =
    /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d(?:\.\d{1,3})?))?$/.exec(text) ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(at)) throw badStatement(`'${text}' is no time like '2030-01-07 09:00:00'`);
  return at;
}

function orderIn(words: Words): Statement["order"] {
  words.expect("BY");
  const column = columnOf(words.next("word", "a column").value);
  const descending = words.take("DESC");
  if (!descending) words.take("ASC");
  return { column, descending };
}

function limitIn(words: Words): number {
  const { value } = words.next("word", "a number");
  if (!/^\d+$/.test(value)) throw badStatement(`a number is expected, but '${value}' was found`);
  return Number(value);
}
