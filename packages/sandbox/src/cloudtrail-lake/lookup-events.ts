// LookupEvents, which moto lacks: the management events of an account and region in the last 90 days, newest first.
import * as z from "zod";
import { isRecord, textOf } from "../gateway/read-json";
import type { EventRecord } from "./event-records";
import { LakeRefused } from "./lake-refused";
import { type Operation, operation, pageOf } from "./operation";

type Json = Readonly<Record<string, unknown>>;

const retentionMs = 90 * 86_400_000;
const when = z
  .number()
  .transform((seconds) => new Date(seconds * 1000))
  .optional();

const lookupEvents = operation(
  z.strictObject({
    LookupAttributes: z
      .tuple([z.strictObject({ AttributeKey: z.string(), AttributeValue: z.string() })])
      .optional(),
    StartTime: when,
    EndTime: when,
    MaxResults: z.int().min(1).max(50).default(50),
    NextToken: z.string().optional(),
  }),
  (input, { accountId, region }, { records, now }) => {
    const { StartTime = new Date(now().getTime() - retentionMs), EndTime = now() } = input;
    if (StartTime > EndTime)
      throw new LakeRefused("InvalidTimeRangeException", "The start time is after the end time.");
    const [attribute] = input.LookupAttributes ?? [];
    const fits = attribute === undefined ? () => true : matcherOf(attribute.AttributeKey);
    const found = records
      .arrived()
      .filter((record) => record.accountId === accountId && record.region === region)
      .filter(({ happenedAt }) => happenedAt >= StartTime && happenedAt <= EndTime)
      .filter((record) => fits(record, attribute?.AttributeValue ?? ""))
      .toReversed();
    const { page, NextToken } = pageOf(found, input.MaxResults, input.NextToken);
    return { Events: page.map(eventOf), NextToken };
  },
);

/** By the operation's name. */
export const lookupOperations: Readonly<Record<string, Operation>> = { LookupEvents: lookupEvents };

type Matcher = (record: EventRecord, value: string) => boolean;

const matchers: Readonly<Record<string, Matcher>> = {
  AccessKeyId: ({ detail }, value) => accessKeyOf(detail) === value,
  EventId: ({ detail }, value) => detail.eventID === value,
  EventName: ({ detail }, value) => detail.eventName === value,
  EventSource: ({ detail }, value) => detail.eventSource === value,
  ReadOnly: ({ detail }, value) => String(detail.readOnly) === value,
  ResourceName: ({ detail }, value) => resourcesOf(detail).some(({ ResourceName }) => ResourceName === value),
  ResourceType: ({ detail }, value) => resourcesOf(detail).some(({ ResourceType }) => ResourceType === value),
  Username: ({ detail }, value) => userNameOf(detail) === value,
};

function matcherOf(key: string): Matcher {
  const matcher = matchers[key];
  if (matcher === undefined)
    throw new LakeRefused("InvalidLookupAttributesException", `There is no lookup attribute ${key}.`);
  return matcher;
}

function eventOf({ detail, happenedAt }: EventRecord): Json {
  return {
    EventId: detail.eventID,
    EventName: detail.eventName,
    ReadOnly: String(detail.readOnly),
    AccessKeyId: accessKeyOf(detail),
    EventTime: Math.floor(happenedAt.getTime() / 1000),
    EventSource: detail.eventSource,
    Username: userNameOf(detail),
    Resources: resourcesOf(detail),
    CloudTrailEvent: JSON.stringify(detail),
  };
}

function accessKeyOf({ userIdentity }: Json): string | undefined {
  return isRecord(userIdentity) ? textOf(userIdentity.accessKeyId) : undefined;
}

/** A user's name; a role's session name, as CloudTrail shows it. */
function userNameOf({ userIdentity }: Json): string | undefined {
  if (!isRecord(userIdentity)) return undefined;
  return textOf(userIdentity.userName) ?? textOf(userIdentity.principalId)?.split(":")[1];
}

/** The instances in a record; the sandbox names no other resources. */
function resourcesOf({ requestParameters, responseElements }: Json) {
  const ids = [requestParameters, responseElements].flatMap(instanceIdsIn);
  return [...new Set(ids)].map((ResourceName) => ({ ResourceType: "AWS::EC2::Instance", ResourceName }));
}

function instanceIdsIn(part: unknown): readonly string[] {
  const set = isRecord(part) ? part.instancesSet : undefined;
  const items = isRecord(set) && Array.isArray(set.items) ? set.items.filter(isRecord) : [];
  return items.flatMap(({ instanceId }) => textOf(instanceId) ?? []);
}
