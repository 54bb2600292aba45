// Decides which layout reads a message: by source, kind and shape, never by words in a text. Whatever comes in, something readable comes out.
import { heartbeatDetailType, heartbeatSource } from "@orgwatch/manifest/heartbeat";
import { readAnyEvent } from "./layouts/any-event";
import { readAnyJson } from "./layouts/any-json";
import { readApiCall } from "./layouts/api-call";
import { readArchiveCall } from "./layouts/archive-call";
import { readAssumeRoot } from "./layouts/assume-root";
import { backupKindOf, readBackupEvent, readBackupText } from "./layouts/backup-job";
import { type CloudTrailRecord, isRoot, readRecord } from "./layouts/cloudtrail-record";
import { readBusAlarm, readSnsAlarm } from "./layouts/cloudwatch-alarm";
import { type BusEvent, readBusEvent } from "./layouts/event";
import { readGuardDutyFinding } from "./layouts/guardduty-finding";
import { readHealthEvent } from "./layouts/health-event";
import { readHeartbeat } from "./layouts/heartbeat";
import { isRecord } from "./layouts/lenient";
import { readMalwareScan } from "./layouts/malware-scan";
import { readPlainText } from "./layouts/plain-text";
import { readRootApiCall } from "./layouts/root-api-call";
import { readRootSignIn } from "./layouts/root-sign-in";
import { readSecurityHubFinding } from "./layouts/security-hub-finding";
import { readSupportCase } from "./layouts/support-case";
import type { Reading } from "./notice";

/** What is known of a message besides its body. `receivedAt` must be the same for each delivery of one message. */
export type MessageHints = {
  readonly subject?: string;
  readonly id: string;
  readonly receivedAt: Date;
};

/**
 * What a message's body says: JSON already parsed, or a text. One reading for most; one for each finding of a Security Hub event.
 * Never empty, and it throws for no input.
 */
export function readMessages(body: unknown, hints: MessageHints): Reading[] {
  if (typeof body === "string") return [readBackupText(body, hints) ?? readPlainText(body, hints)];
  const event = readBusEvent(body, hints.id) ?? bareFinding(body, hints.id);
  if (event !== undefined) return readEvent(event);
  if (isSnsAlarm(body)) return [readSnsAlarm(body, hints.receivedAt)];
  return [readAnyJson(body, hints)];
}

/** An alarm's own JSON has these two fields, whatever else is missing. */
function isSnsAlarm(body: unknown): boolean {
  return isRecord(body) && typeof body.AlarmName === "string" && typeof body.NewStateValue === "string";
}

/** A rule with an input path sends a finding without its envelope; the service inside says what it is. */
function bareFinding(body: unknown, id: string): BusEvent | undefined {
  if (!isRecord(body) || !isRecord(body.service) || body.service.serviceName !== "guardduty")
    return undefined;
  const nothing = { account: undefined, region: undefined, time: undefined, resources: [] };
  return { id, source: "aws.guardduty", detailType: "GuardDuty Finding", detail: body, ...nothing };
}

type Reader = (event: BusEvent) => Reading | Reading[];

/** By source and detail-type, for events whose detail is an object. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["aws.guardduty/GuardDuty Finding", readGuardDutyFinding],
  ["aws.guardduty/GuardDuty Malware Protection Object Scan Result", readMalwareScan],
  ["aws.cloudwatch/CloudWatch Alarm State Change", readBusAlarm],
  ["aws.health/AWS Health Event", readHealthEvent],
  ["aws.health/AWS Health Abuse Event", readHealthEvent],
  ["aws.support/Support Case Update", readSupportCase],
  [`${heartbeatSource}/${heartbeatDetailType}`, readHeartbeat],
  ["aws.securityhub/Security Hub Findings - Imported", readSecurityHub],
  ["aws.securityhub/Security Hub Findings - Custom Action", readSecurityHub],
]);

function readEvent(event: BusEvent): Reading[] {
  if (!isRecord(event.detail)) return [readAnyEvent(event)];
  const reader = readers.get(`${event.source}/${event.detailType}`);
  if (reader !== undefined) return [reader(event)].flat();
  if (event.detailType.endsWith(" via CloudTrail")) return [readCall(event, readRecord(event))].flat();
  const backup = event.source === "aws.backup" ? backupKindOf(event) : undefined;
  return [backup === undefined ? readAnyEvent(event) : readBackupEvent(event, backup)];
}

function readSecurityHub(event: BusEvent): Reading[] {
  const findings: unknown = isRecord(event.detail) ? event.detail.findings : undefined;
  if (!Array.isArray(findings) || findings.length === 0) return [readAnyEvent(event)];
  return findings.map((finding, index) =>
    readSecurityHubFinding(event, isRecord(finding) ? finding : {}, index),
  );
}

function readCall(event: BusEvent, record: CloudTrailRecord): Reading | Reading[] {
  const { eventSource, eventName } = record;
  if (eventName === undefined) return readAnyEvent(event);
  if (eventSource === "sts.amazonaws.com" && eventName === "AssumeRoot") return readAssumeRoot(event, record);
  if (eventSource === "guardduty.amazonaws.com" && eventName === "ArchiveFindings")
    return readArchiveCall(event, record);
  if (!isRoot(record)) return readApiCall(event, record);
  return eventName === "ConsoleLogin" ? readRootSignIn(event, record) : readRootApiCall(event, record);
}
