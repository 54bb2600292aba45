// A row of CloudTrail Lake as the event that EventBridge would have sent: sg-changes knows one kind of message only.
import { createHash } from "node:crypto";
import * as z from "zod/mini";

/** A message for sg-changes. `id` is CloudTrail's eventID; `at` is when the call was made (ISO), where that can be read. */
export type HandedCall = { readonly id: string; readonly at: string | undefined; readonly body: string };

const text = z.catch(z.optional(z.string()), undefined);
const recordShape = z.looseObject({
  eventID: text,
  eventTime: text,
  recipientAccountId: text,
  awsRegion: text,
});
type CallRecord = z.output<typeof recordShape>;

/** A message in SQS has at most 262,144 bytes. */
const mostBytes = 250_000;
/** The large fields of a record, in the order in which a record can do without them. */
const dispensable = ["responseElements", "requestParameters", "additionalEventData"] as const;

/** Undefined for a row that is no record in JSON, or larger than any message may be. */
export function callOfRow(row: string): HandedCall | undefined {
  const record = recordOf(row);
  if (record === undefined) return undefined;
  const id = record.eventID || createHash("sha256").update(row).digest("hex");
  const detail = { ...record, ...(record.eventTime ? { eventTime: isoOf(record.eventTime) } : {}) };
  const body = fittingBody(id, detail);
  return body === undefined ? undefined : { id, at: readableTime(detail.eventTime), body };
}

function recordOf(row: string): CallRecord | undefined {
  try {
    return recordShape.safeParse(JSON.parse(row)).data;
  } catch {
    return undefined;
  }
}

/** Lake has two ways to write a time: `2030-01-07T09:00:00Z` and `2030-01-07 09:00:00.000`. */
function isoOf(time: string): string {
  const [, date, clock] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)?$/.exec(time) ?? [];
  return date === undefined ? time : `${date}T${clock}Z`;
}

function readableTime(time: string | undefined): string | undefined {
  return time === undefined || Number.isNaN(Date.parse(time)) ? undefined : time;
}

/** A record that is too large loses what it can do without: a change with little to read is better than none. */
function fittingBody(id: string, record: CallRecord): string | undefined {
  const detail = { ...record };
  let body = bodyOf(id, detail);
  for (const field of dispensable) {
    if (Buffer.byteLength(body) <= mostBytes) break;
    delete detail[field];
    body = bodyOf(id, detail);
  }
  return Buffer.byteLength(body) <= mostBytes ? body : undefined;
}

function bodyOf(id: string, detail: CallRecord): string {
  const event = {
    id,
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.ec2",
    account: detail.recipientAccountId,
    region: detail.awsRegion,
    time: detail.eventTime,
    detail,
  };
  // SQS refuses these two characters, which JSON leaves as they are.
  return JSON.stringify(event).replaceAll("\uFFFE", "\\ufffe").replaceAll("\uFFFF", "\\uffff");
}
