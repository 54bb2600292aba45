// Where the next page begins, for operations whose pages the SDK does not follow by itself (EventBridge, WAF, Lightsail, DNS records, …).
import { fieldsOf } from "./paths";

type Fields = Readonly<Record<string, unknown>>;

/** How a service's answer calls the beginning of the next page, and how its input does. */
const tokens: readonly (readonly [answer: string, input: string])[] = [
  ["NextToken", "NextToken"],
  ["nextToken", "nextToken"],
  ["nextPageToken", "pageToken"],
  ["NextMarker", "NextMarker"],
  ["Marker", "Marker"],
  ["marker", "marker"],
  ["position", "position"],
];

/** Route 53 goes on with a record, by its name, type and identifier. */
const nextRecord: readonly (readonly [answer: string, input: string])[] = [
  ["NextRecordName", "StartRecordName"],
  ["NextRecordType", "StartRecordType"],
  ["NextRecordIdentifier", "StartRecordIdentifier"],
];

/** The part of the input that asks for the next page; undefined after the last one. */
export function nextPage(answer: object): Fields | undefined {
  const fields = fieldsOf(answer);
  for (const [from, to] of tokens) {
    const token = fields[from];
    if (isText(token)) return { [to]: token };
  }
  return cloudFrontPage(fields) ?? recordPage(fields) ?? pageAfterLast(fields);
}

/** CloudFront wraps its lists, and calls the beginning of the next page NextMarker in answers and Marker in questions. */
function cloudFrontPage(fields: Fields): Fields | undefined {
  const marker = Object.values(fields)
    .map((value) => fieldsOf(value).NextMarker)
    .find(isText);
  return marker === undefined ? undefined : { Marker: marker };
}

function recordPage(fields: Fields): Fields | undefined {
  if (fields.IsTruncated !== true || !isText(fields.NextRecordName)) return undefined;
  const page = nextRecord.flatMap(([from, to]) =>
    isText(fields[from]) ? [[to, fields[from]] as const] : [],
  );
  return Object.fromEntries(page);
}

/** Firehose and Kinesis go on after the last one that they have named. */
function pageAfterLast({ HasMoreDeliveryStreams, DeliveryStreamNames, HasMoreTags, Tags }: Fields) {
  const stream = HasMoreDeliveryStreams === true ? lastOf(DeliveryStreamNames) : undefined;
  if (isText(stream)) return { ExclusiveStartDeliveryStreamName: stream };
  const tag = HasMoreTags === true ? fieldsOf(lastOf(Tags)).Key : undefined;
  return isText(tag) ? { ExclusiveStartTagKey: tag } : undefined;
}

function lastOf(list: unknown): unknown {
  return Array.isArray(list) ? list.at(-1) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
