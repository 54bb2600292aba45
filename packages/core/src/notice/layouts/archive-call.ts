// Somebody archived findings in GuardDuty. EventBridge says nothing of it; CloudTrail's record of the call does.
import { roleName } from "@orgwatch/manifest/names";
import { findingKey } from "../finding-key";
import type { Reading } from "../notice";
import { type CloudTrailRecord, callerOf } from "./cloudtrail-record";
import { isoTime } from "./compose";
import type { BusEvent } from "./event";

/** Its calls are marked: who resolved the incident or pressed the button is shown already, but the incident still has to end. */
const ourRole = roleName("finding-responder", "");

/** Reads an ArchiveFindings record: one end for each finding; a failed call ends nothing. */
export function readArchiveCall(event: BusEvent, record: CloudTrailRecord): Reading | Reading[] {
  const region = record.awsRegion ?? event.region;
  const at = isoTime(record.eventTime) ?? isoTime(event.time);
  const ids = (record.requestParameters?.findingIds ?? []).filter((id) => id !== undefined);
  if (record.errorCode !== undefined) return { skip: "findings were not archived: the call failed" };
  if (region === undefined || at === undefined || ids.length === 0)
    return { skip: "a call to archive findings does not say which, where or when" };
  const own = record.userIdentity?.sessionContext?.sessionIssuer?.userName?.startsWith(ourRole)
    ? ({ own: true } as const)
    : {};
  const id = record.eventID ?? event.id;
  return ids.map((findingId) => ({
    archived: { key: findingKey({ region, findingId }), id, at, by: callerOf(record), ...own },
  }));
}
