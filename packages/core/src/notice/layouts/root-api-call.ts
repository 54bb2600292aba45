// The root user called an API, by key, in the console, or through sts:AssumeRoot.
import type { Reading, Weight } from "../notice";
import { type CloudTrailRecord, callerFacts, callName, isFailed, recordBasics } from "./cloudtrail-record";
import { fact, joined, post } from "./compose";
import type { BusEvent } from "./event";

/** Calls that hand out the account for good, or prepare it. */
const gravest: ReadonlyMap<string, string> = new Map([
  [
    "CreateAccessKey",
    "A root access key works everywhere, for ever, without MFA. Delete it at once unless somebody planned it.",
  ],
  [
    "PasswordRecoveryRequested",
    "Somebody asked to reset the root user's password, by e-mail to its address.",
  ],
  [
    "PasswordRecoveryCompleted",
    "The root user's password was reset. Whoever reads its mailbox now owns the account.",
  ],
  [
    "EmailUpdated",
    "The root user's e-mail address was changed. Whoever reads the new mailbox owns the account.",
  ],
]);
const preparing: ReadonlySet<string> = new Set(["PasswordRecoveryRequested"]);

/** Reads a call by root: key creation and takeover are critical, other calls high, failed ones medium, a check of MFA info. */
export function readRootApiCall(event: BusEvent, record: CloudTrailRecord): Reading {
  const name = callName(record);
  const failed = isFailed(record);
  const grave = failed ? undefined : danger(record);
  const key = record.responseElements?.accessKey?.accessKeyId;
  return post({
    ...recordBasics(event, record),
    kind: "root-api-call",
    weight: { band: bandOf(record, grave) },
    headline: failed ? `Root user called ${name}, and it failed` : `Root user called ${name}`,
    explanation: grave ?? viaAssumeRoot(record),
    facts: [
      ...callerFacts(record),
      fact("New access key", key && `…${key.slice(-4)}`),
      fact(
        "For",
        joined([record.responseElements?.accessKey?.userName ?? record.requestParameters?.userName]),
      ),
    ],
  });
}

/** Why a call is grave. A key that root makes for an IAM user is named in the request, and is no root key. */
function danger({ eventName = "", requestParameters }: CloudTrailRecord): string | undefined {
  const forUser = eventName === "CreateAccessKey" && requestParameters?.userName !== undefined;
  return forUser ? undefined : gravest.get(eventName);
}

function bandOf(record: CloudTrailRecord, grave: string | undefined): Weight["band"] {
  const { eventName = "" } = record;
  if (eventName === "CheckMfa") return "info";
  if (isFailed(record)) return "medium";
  return grave !== undefined && !preparing.has(eventName) ? "critical" : "high";
}

function viaAssumeRoot({ userIdentity }: CloudTrailRecord): string | undefined {
  return userIdentity?.sessionContext?.assumedRoot === undefined
    ? undefined
    : "In a session that was opened with sts:AssumeRoot from another account.";
}
