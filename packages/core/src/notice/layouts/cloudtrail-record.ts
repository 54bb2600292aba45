// A CloudTrail record inside an event. Known traps: requestParameters and responseElements may be null, errorCode marks a failed call,
// roots and roles have no userName, and the account that was acted on is recipientAccountId.

import * as z from "zod/mini";
import { cloudTrailEventLink } from "../../console-link";
import type { Fact } from "../notice";
import { lastFour } from "./access-key";
import { type Draft, fact, isoTime, joined } from "./compose";
import type { BusEvent } from "./event";
import { fields, list, onDemand, text } from "./lenient";

const schema = onDemand(() =>
  z.object({
    eventID: text,
    eventTime: text,
    eventSource: text,
    eventName: text,
    awsRegion: text,
    sourceIPAddress: text,
    userAgent: text,
    errorCode: text,
    errorMessage: text,
    recipientAccountId: text,
    userIdentity: fields({
      type: text,
      principalId: text,
      arn: text,
      accountId: text,
      userName: text,
      accessKeyId: text,
      invokedBy: text,
      sessionContext: fields({
        attributes: fields({ mfaAuthenticated: text }),
        sessionIssuer: fields({ userName: text, arn: text }),
        assumedRoot: z.optional(z.unknown()),
      }),
    }),
    requestParameters: fields({
      userName: text,
      targetPrincipal: text,
      taskPolicyArn: fields({ arn: text }),
      findingIds: list(text),
    }),
    responseElements: fields({
      ConsoleLogin: text,
      PasswordRecoveryRequested: text,
      PasswordRecoveryCompleted: text,
      accessKey: fields({ accessKeyId: text, userName: text }),
    }),
    additionalEventData: fields({ MFAUsed: text, MobileVersion: text, LoginTo: text }),
  }),
);

export type CloudTrailRecord = z.infer<ReturnType<typeof schema>>;

/** The record in an event's detail, with whatever of it can be read. */
export function readRecord(event: BusEvent): CloudTrailRecord {
  return schema().parse(event.detail);
}

/** Whether the root user did it: by password or key, or through sts:AssumeRoot, which CloudTrail reports as Root too. */
export function isRoot({ userIdentity }: CloudTrailRecord): boolean {
  return userIdentity?.type === "Root";
}

/** What all messages about a record share: its key (the record may reach us over more than one way), account, region and link. */
export function recordBasics(
  event: BusEvent,
  record: CloudTrailRecord,
): Pick<Draft, "key" | "version" | "accountId" | "region" | "link" | "seen"> {
  const region = record.awsRegion ?? event.region;
  const time = isoTime(record.eventTime) ?? isoTime(event.time);
  return {
    key: record.eventID === undefined ? `event/${event.id}` : `cloudtrail/${record.eventID}`,
    version: undefined,
    accountId: record.recipientAccountId ?? record.userIdentity?.accountId ?? event.account,
    region,
    seen: { first: time, last: undefined, count: undefined },
    link:
      region === undefined || record.eventID === undefined
        ? undefined
        : { label: "Open in CloudTrail", url: cloudTrailEventLink(region, record.eventID) },
  };
}

/** Who called, from where and with what, in the order in which people ask. */
export function callerFacts(record: CloudTrailRecord): (Fact | undefined)[] {
  return [
    fact("Who", callerOf(record)),
    fact("From", record.sourceIPAddress),
    fact("MFA", mfa(record)),
    fact("Result", resultOf(record)),
    fact("User agent", record.userAgent),
  ];
}

/** Whether the call failed: by its error, or by the answer that sign-ins and password recoveries give instead of one. */
export function isFailed({ errorCode, errorMessage, responseElements: answer }: CloudTrailRecord): boolean {
  const said = [answer?.ConsoleLogin, answer?.PasswordRecoveryRequested, answer?.PasswordRecoveryCompleted];
  return said.includes("Failure") || errorCode !== undefined || errorMessage !== undefined;
}

/** «success», «failure: AccessDenied: …»; a sign-in says it in a field of its own, and one that does not say it is told as such. */
function resultOf(record: CloudTrailRecord): string {
  const { eventName, errorCode, errorMessage, responseElements } = record;
  if (isFailed(record)) return joined(["failure", errorCode, errorMessage], ": ") ?? "failure";
  return eventName === "ConsoleLogin" && responseElements?.ConsoleLogin !== "Success"
    ? "the record does not say it"
    : "success";
}

/** Who called, in words: «Root user», «IAM user alice», «AssumedRole deploy, session ci-42, access key …MPLE» */
export function callerOf({ userIdentity: identity }: CloudTrailRecord): string | undefined {
  if (!identity) return undefined;
  const issuer = identity.sessionContext?.sessionIssuer;
  const session = identity.type === "AssumedRole" ? identity.principalId?.split(":")[1] : undefined;
  return joined([
    identity.type === "Root"
      ? "Root user"
      : joined(
          [identity.type, identity.userName ?? issuer?.userName ?? identity.invokedBy ?? identity.arn],
          " ",
        ),
    session && `session ${session}`,
    lastFour(identity.accessKeyId),
  ]);
}

/** «yes», «no», or nothing when the record does not say. */
function mfa({ additionalEventData, userIdentity }: CloudTrailRecord): string | undefined {
  const said = additionalEventData?.MFAUsed ?? userIdentity?.sessionContext?.attributes?.mfaAuthenticated;
  if (said === undefined) return undefined;
  return /^(yes|true)$/i.test(said) ? "yes" : "no";
}

/** «iam:CreateAccessKey» */
export function callName({ eventSource, eventName }: CloudTrailRecord): string {
  return joined([eventSource?.replace(/\.amazonaws\.com(\.cn)?$/, ""), eventName], ":") ?? "an unnamed call";
}
