// The columns of an event data store (CloudTrail's "event record contents" and `eventJson`), and their values as CloudTrail Lake writes them.
import { isRecord } from "../gateway/read-json";
import type { EventRecord } from "./event-records";
import { badStatement } from "./lake-refused";

/** `label` is the column's name in an answer; `path` leads to its value in the record. */
export type Column = { readonly label: string; readonly path: readonly string[] };

const names = [
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "errorMessage",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "requestID",
  "eventID",
  "readOnly",
  "resources",
  "eventType",
  "apiVersion",
  "managementEvent",
  "recipientAccountId",
  "sharedEventID",
  "vpcEndpointId",
  "serviceEventDetails",
  "eventCategory",
  "tlsDetails",
  "eventJson",
];

/** Names are the same in any case, as everywhere in SQL. */
const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]));

/** What `SELECT *` stands for. */
export const allColumns: readonly Column[] = names.map((name) => ({ label: name, path: [name] }));

/** The column as a statement names it; `userIdentity.arn` looks into a structure. Throws LakeRefused when there is none. */
export function columnOf(name: string): Column {
  const [first = "", ...inner] = name.split(".");
  const known = byLowerCase.get(first.toLowerCase());
  if (known === undefined || inner.includes("")) throw badStatement(`there is no column '${name}'`);
  return { label: inner.at(-1) ?? known, path: [known, ...inner] };
}

/** True for the one column that is a time. */
export function isTime({ path }: Column): boolean {
  return path.length === 1 && path[0] === "eventTime";
}

/** The column's value in an answer; undefined when the record has none. Times are UTC: `2030-01-07 09:00:00.000`. */
export function shownValue({ detail }: EventRecord, column: Column): string | undefined {
  if (column.path[0] === "eventJson") return JSON.stringify(detail);
  const value = column.path.reduce<unknown>(
    (inner, name) => (isRecord(inner) ? memberOf(inner, name) : undefined),
    detail,
  );
  if (value === undefined || value === null) return undefined;
  return isTime(column) ? lakeTime(new Date(String(value))) : written(value);
}

/** A time as statements and answers write it. */
export function lakeTime(at: Date): string {
  return at.toISOString().replace("T", " ").replace("Z", "");
}

function memberOf(record: Readonly<Record<string, unknown>>, name: string): unknown {
  const key = Object.keys(record).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : record[key];
}

/** Structures are written in the engine's own way, which is no JSON: only `eventJson` can be read back. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (!isRecord(value)) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name.toLowerCase()}=${written(member)}`);
  return `{${members.join(", ")}}`;
}
