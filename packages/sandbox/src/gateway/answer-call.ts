// The way of a signed call through the gateway: fault, guard, what moto lacks, moto, and what follows from it.
import timers from "node:timers/promises";
import type { Guard } from "../aws-call";
import type { BucketEvents } from "../bucket-events/bucket-events";
import { recordsOf } from "../cloudtrail/record-call";
import type { CloudTrailLake } from "../cloudtrail-lake/cloudtrail-lake";
import { answerEvents } from "../event-bus/answer-events";
import { subjectOfText } from "../event-bus/bus-event";
import type { DeliverOptions } from "../event-bus/deliver-options";
import type { EventBus } from "../event-bus/event-bus";
import { publishing, recordFed, recordPublished } from "../event-bus/topic-fan-out";
import type { Faults } from "../faults";
import type { EmittedEvent, GuardDuty } from "../guardduty/guard-duty";
import type { Ec2 } from "../instances/ec2";
import { answerNothing } from "../inventory/answer-nothing";
import type { newMailbox } from "../mail/mailbox";
import type { SearchDomains } from "../search-domain/search-domains";
import { followStack } from "../stack-sets/policies-as-text";
import type { StackSets } from "../stack-sets/stack-sets";
import type { StateMachines } from "../state-machines/state-machines";
import type { AwsSupport } from "../support/aws-support";
import { changesWiring, joinedAccount, messagesOf, movedAccount } from "./after-call";
import type { Background } from "./background";
import type { BucketDocuments } from "./bucket-documents";
import { ConnectionReset, callFault } from "./call-fault";
import { errorAnswer } from "./error-answer";
import { withFacts } from "./facts-of-call";
import { forwardCall } from "./forward-call";
import type { Identities } from "./identities";
import type { Answer, Place } from "./moto-client";
import type { OrganizationLookup } from "./organization-lookup";
import { asAwsWrites } from "./queue-attributes";
import type { ReceivedCall } from "./received-call";
import { answerSts } from "./sts-operations";
import type { WaitingMessages } from "./waiting-messages";

export type CallParts = {
  readonly delivery: DeliverOptions;
  readonly bus: EventBus;
  readonly buckets: BucketDocuments;
  readonly bucketEvents: BucketEvents;
  readonly guardDuty: GuardDuty;
  readonly support: AwsSupport;
  readonly lake: CloudTrailLake;
  readonly ec2: Ec2;
  readonly mailbox: ReturnType<typeof newMailbox>;
  readonly searchDomains: SearchDomains;
  readonly stackSets: StackSets;
  readonly stateMachines: StateMachines;
  readonly identities: Identities;
  readonly organizations: OrganizationLookup;
  readonly faults: Faults;
  readonly waiting: WaitingMessages;
  readonly background: Background;
  readonly guardOf: () => Guard | undefined;
  readonly emit: (event: EmittedEvent, place: Place) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** A fault's or the guard's answer, which ends the call before anything happened; undefined lets it go on. Throws ConnectionReset. */
export async function answerBefore(
  parts: CallParts,
  call: ReceivedCall,
  requestId: string,
): Promise<Answer | undefined> {
  const early = (await callFault(parts.faults, call, requestId)) ?? (await refused(parts, call, requestId));
  if (early) record(parts, call, early);
  return early;
}

async function refused(parts: CallParts, call: ReceivedCall, requestId: string): Promise<Answer | undefined> {
  const guard = call.principal.kind === "role" ? parts.guardOf() : undefined;
  const refusal = guard?.(parts.lake.withStore(await withFacts(parts.delivery.moto, call)));
  return refusal && errorAnswer(call.protocol, refusal, requestId);
}

/** The answer from the gateway's own services, or else from moto. Throws ConnectionReset when a fault loses it. */
export async function answerCall(parts: CallParts, call: ReceivedCall, requestId: string): Promise<Answer> {
  parts.ec2.noteTime();
  const answer =
    (await answerHere(parts, call, requestId)) ?? answerNothing(call) ?? (await forwarded(parts, call));
  if (answer.status < 300) await follow(parts, call, answer);
  record(parts, call, answer);
  // As for Slack and PagerDuty, faults of `<service>-answer` come after the work.
  if (parts.faults.draw(`${call.service}-answer`, call.operation, ["reset"]))
    throw new ConnectionReset("The answer was lost on request");
  return answer;
}

/** CloudTrail's events travel in the background, as in AWS. */
function record(parts: CallParts, call: ReceivedCall, answer: Answer): void {
  for (const { event, place } of recordsOf(call, answer, parts.now(), parts.newId)) {
    parts.background.run(parts.emit(event, place));
  }
}

async function answerHere(
  parts: CallParts,
  call: ReceivedCall,
  requestId: string,
): Promise<Answer | undefined> {
  switch (call.service) {
    case "sts":
      return answerSts(parts.identities, call, requestId, parts.now());
    case "events":
      return answerEvents(parts.bus, call, requestId, parts.now(), parts.newId);
    case "guardduty":
      return parts.guardDuty.answer(call, requestId);
    case "ec2":
      return parts.ec2.answer(call, requestId);
    case "es":
      return parts.searchDomains.answer(call);
    case "s3":
      return parts.buckets.answer(call) ?? parts.bucketEvents.answer(call, requestId);
    case "support":
      return parts.support.answer(call, requestId);
    case "cloudtrail":
      return parts.lake.answer(call, requestId);
    case "cloudformation":
      return parts.stackSets.answer(call, requestId);
    case "states":
      return parts.stateMachines.answer(call, requestId);
    default:
      return undefined;
  }
}

/** A message that is sent straight to a queue or topic arrives late or twice when a fault says so. */
async function forwarded(parts: CallParts, call: ReceivedCall): Promise<Answer> {
  const { faults, delivery } = parts;
  const [message] = messagesOf(call);
  const fault = message ? faults.draw(call.service, call.operation, ["duplicate", "reorder"]) : undefined;
  if (fault?.kind === "reorder") await timers.setTimeout(fault.milliseconds ?? 300);
  const forward = () => forwardCall(delivery.moto, call);
  const once = () =>
    message?.kind === "topic" ? publishing(delivery, message.topicArn, forward) : forward();
  const answer = parts.buckets.follow(call, asAwsWrites(call, await once()));
  if (fault?.kind === "duplicate" && answer.status < 300) await once();
  return answer;
}

async function follow(parts: CallParts, call: ReceivedCall, answer: Answer): Promise<void> {
  if (changesWiring(call)) {
    const { service, region, principal } = call;
    parts.bus.forget({ service, region, accountId: principal.accountId });
    if (service === "organizations") parts.organizations.forget();
  }
  parts.mailbox.follow(call, answer);
  await followStack(parts.delivery.moto, call);
  await parts.waiting.follow(call, answer);
  const joined = joinedAccount(call, answer);
  if (joined) await parts.guardDuty.joined(joined);
  const moved = joined ?? movedAccount(call);
  if (moved) await followAccount(parts, call.principal.accountId, moved);
  for (const message of messagesOf(call)) {
    const subject = subjectOfText(message.text);
    if (message.kind === "topic") await recordPublished(parts.delivery, { ...message, subject });
    else recordFed(parts.delivery, message.queueArn, subject);
  }
}

/** A rollout that fails is complained of in the background: the account has moved all the same. */
async function followAccount(
  parts: CallParts,
  managementAccountId: string,
  accountId: string,
): Promise<void> {
  const following = parts.stackSets.follow(managementAccountId, accountId);
  parts.background.run(following);
  await following.catch(() => undefined);
  parts.bus.forget();
}
