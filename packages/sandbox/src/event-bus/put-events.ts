// Answers PutEvents: checks each entry as AWS does and puts the good ones on their buses.
import type { Refusal } from "../aws-call";
import { MotoRefused, type Place } from "../gateway/moto-client";
import { isRecord, readJson, textOf, textsOf } from "../gateway/read-json";
import { type BusEvent, eventTime } from "./bus-event";
import { busOfArn, type EventBus } from "./event-bus";
import type { BusPlace } from "./rules";

export type EntryResult =
  | { readonly EventId: string }
  | { readonly ErrorCode: string; readonly ErrorMessage: string };

export type PutEventsResult = {
  readonly FailedEntryCount: number;
  readonly Entries: readonly EntryResult[];
};

const maximumEntries = 10;
const maximumBytes = 256 * 1024;

/** What is wrong with the request as a whole; undefined when its entries can be looked at one by one. */
export function requestProblem(parameters: Readonly<Record<string, unknown>>): Refusal | undefined {
  const entries = entriesOf(parameters);
  const invalid = (message: string): Refusal => ({ status: 400, code: "ValidationException", message });
  if (entries.length === 0 || entries.length > maximumEntries) {
    return invalid(
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${maximumEntries}`,
    );
  }
  const bytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
  return bytes > maximumBytes
    ? invalid("Total size of the entries in the request is over the limit.")
    : undefined;
}

/** Puts each entry; a bad one gets its error and does not stop the others. */
export async function putEvents(
  bus: EventBus,
  place: Place,
  parameters: Readonly<Record<string, unknown>>,
  now: Date,
  newId: () => string,
): Promise<PutEventsResult> {
  const results: EntryResult[] = [];
  for (const entry of entriesOf(parameters)) {
    results.push(await putEntry(bus, place, entry, now, newId()));
  }
  return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
}

async function putEntry(
  bus: EventBus,
  place: Place,
  entry: Readonly<Record<string, unknown>>,
  now: Date,
  id: string,
): Promise<EntryResult> {
  const read = readEntry(entry, place, now, id);
  if ("ErrorCode" in read) return read;
  const target = busPlace(textOf(entry.EventBusName), place);
  try {
    if (!(await bus.admits(place.accountId, target, read))) {
      return failure("AccessDeniedException", `The policy of bus ${target.bus} does not allow this account`);
    }
    await bus.accept(read, target);
    return { EventId: id };
  } catch (error) {
    if (error instanceof MotoRefused) return failure(error.code, error.message);
    throw error;
  }
}

/** The bus that a name or ARN means for a caller in `place`; the default bus when there is none. */
export function busPlace(name: string | undefined, place: Place): BusPlace {
  return name?.startsWith("arn:") ? busOfArn(name) : { ...place, bus: name ?? "default" };
}

function readEntry(
  entry: Readonly<Record<string, unknown>>,
  place: Place,
  now: Date,
  id: string,
): BusEvent | Exclude<EntryResult, { EventId: string }> {
  const source = textOf(entry.Source);
  const detailType = textOf(entry.DetailType);
  const detailText = textOf(entry.Detail);
  if (!source)
    return failure(
      "InvalidArgument",
      "Parameter Source is not valid. Reason: Source is a required argument.",
    );
  if (!detailType) {
    return failure(
      "InvalidArgument",
      "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
    );
  }
  if (!detailText)
    return failure(
      "InvalidArgument",
      "Parameter Detail is not valid. Reason: Detail is a required argument.",
    );
  if (source.startsWith("aws.")) {
    return failure("NotAuthorizedForSourceException", "Not authorized for the source.");
  }
  const detail = readJson(detailText);
  if (!isRecord(detail)) return failure("MalformedDetail", "Detail is malformed.");
  return {
    version: "0",
    id,
    "detail-type": detailType,
    source,
    account: place.accountId,
    time: eventTime(timeOf(entry.Time) ?? now),
    region: place.region,
    resources: textsOf(entry.Resources),
    detail,
  };
}

function failure(ErrorCode: string, ErrorMessage: string) {
  return { ErrorCode, ErrorMessage };
}

/** SDKs send seconds since 1970; the CLI passes on an ISO time. */
function timeOf(value: unknown): Date | undefined {
  const date = typeof value === "number" ? new Date(value * 1000) : new Date(textOf(value) ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function entriesOf(parameters: Readonly<Record<string, unknown>>): readonly Record<string, unknown>[] {
  const entries = parameters.Entries;
  return Array.isArray(entries) ? entries.filter(isRecord) : [];
}

/** AWS counts 14 bytes for a time, and the texts in UTF-8. */
function entryBytes(entry: Readonly<Record<string, unknown>>): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...textsOf(entry.Resources)];
  const sum = texts.reduce((bytes: number, text) => bytes + Buffer.byteLength(textOf(text) ?? ""), 0);
  return sum + (entry.Time === undefined ? 0 : 14);
}
