// From a queue message to the call that it reports. Nothing that arrives here may stop the others: this never throws.
import { createHash } from "node:crypto";
import { isoTime } from "@orgwatch/core/notice/layouts/compose";
import { isRecord } from "@orgwatch/core/notice/layouts/lenient";
import { securityGroupCalls } from "@orgwatch/manifest/security-groups";
import { authorOf } from "./author";
import type { GroupCall, ReadCall } from "./group-call";
import { draftReaders, type Exchange } from "./read-drafts";
import { textIn } from "./rule-parts";
import { listOf, type Members, readMembers } from "./tidy-members";

/** Why a body without a CloudTrail record is ignored: somebody should look at what was sent here. */
export const noEvent = "The body is no record of an AWS call.";

/** Reads the unwrapped body of a queue message: EventBridge's event with CloudTrail's record in `detail`. Never throws. */
export function readCall(body: unknown): ReadCall {
  if (!isRecord(body) || !isRecord(body.detail)) return { kind: "ignored", because: noEvent };
  const { detail: record } = body;
  const eventSource = textIn(record.eventSource) ?? (body.source === "aws.ec2" ? ec2 : undefined);
  const said = textIn(record.eventName);
  if (eventSource === undefined || said === undefined) return { kind: "ignored", because: noEvent };
  const eventName = securityGroupCalls.find((name) => name === said);
  if (eventSource !== ec2 || eventName === undefined)
    return { kind: "ignored", because: "Another call than those that change security groups." };
  const request = readMembers(record.requestParameters, `${eventName}Request`);
  const answer = readMembers(record.responseElements, `${eventName}Response`);
  const failure = whyNothingChanged(record, request, answer);
  if (failure !== undefined) return { kind: "ignored", because: failure };
  const exchange = { request: request ?? {}, answer: answer ?? {} };
  const { found: drafts, unclear } = draftReaders[eventName](exchange);
  if (drafts.length === 0 && unclear.length === 0)
    return { kind: "ignored", because: "EC2 had none of the rules that were to be removed." };
  const place = readPlace(body, record);
  const facts = {
    eventName,
    ...place.facts,
    ...readGroup(exchange),
    author: authorOf(record.userIdentity, record),
    drafts,
  };
  const changeId = idIn(record.eventID) ?? idIn(body.id) ?? `unnamed-${hashOf(facts)}`;
  const nothing = request === undefined && answer === undefined;
  const unread = nothing ? ["Neither the request nor the answer could be read."] : [];
  const words = [...new Set([...unread, ...unclear, ...place.unclear])].slice(0, mostWords);
  return { kind: "change", call: { changeId, ...facts }, unclear: words };
}

const ec2 = "ec2.amazonaws.com";
/** A message has room for so many notes; a record with more odd parts is odd enough. */
const mostWords = 8;

/** Undefined: the call succeeded. Also records without an error may say that nothing was done. */
function whyNothingChanged(
  record: Members,
  request: Members | undefined,
  answer: Members | undefined,
): string | undefined {
  const error = [record.errorCode, record.errorMessage].find(isSaid);
  if (error !== undefined)
    return `The call failed: ${textIn(error)?.slice(0, 200) ?? "for a reason that cannot be read"}`;
  if (isSaidAs(request?.dryRun, true)) return "The call was a dry run.";
  return isSaidAs(answer?._return, false) || isSaidAs(answer?.return, false)
    ? "The call failed: EC2 answered false."
    : undefined;
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Some records write truths as texts. */
function isSaidAs(value: unknown, truth: boolean): boolean {
  return value === truth || value === String(truth);
}

type Place = Pick<GroupCall, "eventTime" | "accountId" | "region">;

/** When and where. What no field tells gets a value that is told apart easily, and words. */
function readPlace(
  body: Members,
  record: Members,
): { readonly facts: Place; readonly unclear: readonly string[] } {
  const identity = isRecord(record.userIdentity) ? record.userIdentity : {};
  const owner = accountIn(record.recipientAccountId) ?? accountIn(body.account);
  const accountId = owner ?? accountIn(identity.accountId);
  const region = regionIn(record.awsRegion) ?? regionIn(body.region);
  const eventTime = isoTime(textIn(record.eventTime)) ?? isoTime(textIn(body.time));
  return {
    facts: {
      eventTime: eventTime ?? new Date(0).toISOString(),
      accountId: accountId ?? "unknown",
      region: region ?? "unknown",
    },
    unclear: [
      ...(owner !== undefined ? [] : [noOwner(accountId)]),
      ...(region !== undefined ? [] : ["The record does not say in which region."]),
      ...(eventTime !== undefined ? [] : ["The record does not say when."]),
    ],
  };
}

function noOwner(accountId: string | undefined): string {
  return accountId === undefined
    ? "The record does not say in which account."
    : "The record does not say in which account; it is taken for the caller's.";
}

/** The group: its id may stand in the request, in the answer, or beside the rules of the answer. */
function readGroup({ request, answer }: Exchange): Pick<GroupCall, "groupId" | "groupName" | "vpcId"> {
  const rules = [answer.securityGroupRuleSet, answer.revokedSecurityGroupRuleSet].flatMap(listOf);
  const ofRule = rules.filter(isRecord).flatMap(({ groupId }) => textIn(groupId) ?? []);
  return {
    groupId: textIn(request.groupId) ?? textIn(answer.groupId) ?? ofRule[0],
    groupName: textIn(request.groupName),
    vpcId: textIn(request.vpcId),
  };
}

function idIn(value: unknown): string | undefined {
  const id = textIn(value);
  return id !== undefined && id.length <= 200 ? id : undefined;
}

function accountIn(value: unknown): string | undefined {
  return typeof value === "string" && /^\d{12}$/.test(value) ? value : undefined;
}

function regionIn(value: unknown): string | undefined {
  return typeof value === "string" && /^[a-z]{2,3}-[a-z0-9-]{3,30}$/.test(value) ? value : undefined;
}

/** The same for each delivery of the same call. */
function hashOf(facts: object): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 32);
}
