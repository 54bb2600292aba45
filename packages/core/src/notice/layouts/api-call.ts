// Any other call that CloudTrail reports: shown plainly, with who and from where.
import type { Reading } from "../notice";
import { type CloudTrailRecord, callerFacts, callName, recordBasics } from "./cloudtrail-record";
import { post } from "./compose";
import type { BusEvent } from "./event";

/** Reads a record of somebody else than root; it is information, whoever sends it here wanted to see it. */
export function readApiCall(event: BusEvent, record: CloudTrailRecord): Reading {
  const name = callName(record);
  return post({
    ...recordBasics(event, record),
    kind: "api-call",
    weight: { band: "info" },
    headline: record.errorCode === undefined ? `${name} was called` : `${name} was called and failed`,
    facts: callerFacts(record),
  });
}
