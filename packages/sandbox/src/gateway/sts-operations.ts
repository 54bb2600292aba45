// The STS operations that decide who somebody is. moto would answer them without telling the gateway, and has no AssumeRoot.

import type { Principal } from "../aws-call";
import { readArn } from "../event-bus/arn";
import { errorAnswer, xmlAnswer, xmlText } from "./error-answer";
import type { Identities, SessionCredentials } from "./identities";
import type { Answer } from "./moto-client";
import { textOf } from "./read-json";
import type { ReceivedCall } from "./received-call";

const defaultSeconds = { AssumeRole: 3600, AssumeRoot: 900 };

/** The answer to AssumeRole, AssumeRoot and GetCallerIdentity; undefined for the others. */
export function answerSts(
  identities: Identities,
  call: ReceivedCall,
  requestId: string,
  now: Date,
): Answer | undefined {
  switch (call.operation) {
    case "GetCallerIdentity":
      return xmlAnswer(callerIdentity(call.principal, requestId));
    case "AssumeRole":
      return assumeRole(identities, call, requestId, now);
    case "AssumeRoot":
      return assumeRoot(identities, call, requestId, now);
    default:
      return undefined;
  }
}

function assumeRole(identities: Identities, call: ReceivedCall, requestId: string, now: Date): Answer {
  const roleArn = textOf(call.parameters.RoleArn) ?? "";
  const sessionName = textOf(call.parameters.RoleSessionName) ?? "";
  const { accountId, resource, service } = readArn(roleArn);
  const roleName = resource.split("/").at(-1) ?? "";
  if (service !== "iam" || !resource.startsWith("role/") || !accountId) {
    return invalid(call, requestId, `${roleArn} is invalid`);
  }
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) return invalid(call, requestId, "RoleSessionName is invalid");
  const principal: Principal = { kind: "role", accountId, roleName, sessionName };
  const user = `<AssumedRoleUser><AssumedRoleId>AROA${accountId}:${xmlText(sessionName)}</AssumedRoleId><Arn>${xmlText(arnOf(principal))}</Arn></AssumedRoleUser>`;
  const credentials = credentialsXml(
    identities.issue(principal),
    expiry(call, defaultSeconds.AssumeRole, now),
  );
  return xmlAnswer(result("AssumeRole", `${credentials}${user}`, requestId));
}

function assumeRoot(identities: Identities, call: ReceivedCall, requestId: string, now: Date): Answer {
  const target = textOf(call.parameters.TargetPrincipal) ?? "";
  const accountId = /^\d{12}$/.test(target) ? target : readArn(target).accountId;
  if (!accountId || call.parameters.TaskPolicyArn === undefined) {
    return invalid(call, requestId, "TargetPrincipal and TaskPolicyArn are required");
  }
  const credentials = identities.issue({ kind: "root", accountId });
  const xml = credentialsXml(credentials, expiry(call, defaultSeconds.AssumeRoot, now));
  return xmlAnswer(result("AssumeRoot", xml, requestId));
}

/** The ARN that STS gives a caller. */
export function arnOf({ accountId, kind, roleName, sessionName }: Principal): string {
  if (kind === "root") return `arn:aws:iam::${accountId}:root`;
  if (kind === "admin") return `arn:aws:iam::${accountId}:user/admin`;
  return `arn:aws:sts::${accountId}:assumed-role/${roleName ?? ""}/${sessionName ?? ""}`;
}

function callerIdentity(principal: Principal, requestId: string): string {
  const userIds = {
    admin: `AIDA${principal.accountId}`,
    root: principal.accountId,
    role: `AROA${principal.accountId}:${principal.sessionName ?? ""}`,
  };
  const members = `<Arn>${xmlText(arnOf(principal))}</Arn><UserId>${xmlText(userIds[principal.kind])}</UserId><Account>${principal.accountId}</Account>`;
  return result("GetCallerIdentity", members, requestId);
}

function expiry(call: ReceivedCall, seconds: number, now: Date): string {
  const asked = Number(textOf(call.parameters.DurationSeconds)) || seconds;
  return new Date(now.getTime() + asked * 1000).toISOString();
}

function credentialsXml(credentials: SessionCredentials, expiration: string): string {
  return `<Credentials><AccessKeyId>${credentials.accessKeyId}</AccessKeyId><SecretAccessKey>${credentials.secretAccessKey}</SecretAccessKey><SessionToken>${credentials.sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials>`;
}

function result(operation: string, members: string, requestId: string): string {
  return `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${members}</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
}

function invalid(call: ReceivedCall, requestId: string, message: string): Answer {
  return errorAnswer(call.protocol, { status: 400, code: "ValidationError", message }, requestId);
}
