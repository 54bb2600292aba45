// The sandbox's one door: AWS calls go to moto, what moto lacks is answered here, and everything is watched on its way.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import timers from "node:timers/promises";
import type { Guard, Principal } from "./aws-call";
import { newBucketEvents } from "./bucket-events/bucket-events";
import { type CloudTrailLake, newCloudTrailLake } from "./cloudtrail-lake/cloudtrail-lake";
import { newAdmission } from "./event-bus/admission";
import { eventTime } from "./event-bus/bus-event";
import type { DeliverOptions } from "./event-bus/deliver-options";
import { newEventBus } from "./event-bus/event-bus";
import { newSubscribedQueues } from "./event-bus/subscribed-queues";
import { type Faults, newFaults } from "./faults";
import type { CallParts } from "./gateway/answer-call";
import { newBackground } from "./gateway/background";
import { newBucketDocuments } from "./gateway/bucket-documents";
import { newIdentities, type SessionCredentials } from "./gateway/identities";
import { newMotoClient, type Place } from "./gateway/moto-client";
import { oneAtATime } from "./gateway/one-at-a-time";
import { newOrganizationLookup } from "./gateway/organization-lookup";
import { receive } from "./gateway/receive";
import { newRoutes, type RouteHandler } from "./gateway/routes";
import { newWaitingMessages } from "./gateway/waiting-messages";
import { type GuardDuty, newGuardDuty } from "./guardduty/guard-duty";
import { newEc2 } from "./instances/ec2";
import type { Journal } from "./journal";
import { type Mailbox, newMailbox } from "./mail/mailbox";
import { searchPrefix } from "./search-domain/domain-path";
import { newSearchDomains, refuseUnsigned, type SearchDomains } from "./search-domain/search-domains";
import { newStackSets } from "./stack-sets/stack-sets";
import { newStateMachines, type StateMachines } from "./state-machines/state-machines";
import { newAwsSupport, type SupportCases } from "./support/aws-support";

/** An event as a service or a user puts it on a bus; the gateway sets the rest. */
export type EmittableEvent = {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources?: readonly string[];
  readonly time?: Date;
  readonly id?: string;
};

/** Where an event is put; the bus is `default` unless it is named. */
export type EmitPlace = Place & { readonly bus?: string };

export type Gateway = {
  /** e.g. `http://127.0.0.1:4566` */
  readonly url: string;
  /** Refuses new requests and waits for the work that is under way. */
  readonly stop: () => Promise<void>;
  /** A handler for unsigned requests below a path. The longest prefix wins; `/` is asked for GET and HEAD only. */
  readonly route: (prefix: string, handler: RouteHandler) => void;
  /** Credentials by which the gateway recognises this principal later. */
  readonly issue: (principal: Principal) => SessionCredentials;
  /** Judges each call of a role from now on. */
  readonly guard: (judge: Guard) => void;
  /** Called after anything that may have put messages into a queue; undefined stands for some queue. Answers how to end it. */
  readonly onQueueFed: (listener: (queueArn: string | undefined) => void) => () => void;
  /** After time was skipped: messages whose visibility timeout is over by now can be received again. */
  readonly releaseDue: () => Promise<void>;
  /** Runs the functions that are targets of rules. Nobody waits for them; a failure is journalled. */
  readonly onInvoke: (handler: (functionArn: string, event: unknown) => Promise<void>) => void;
  /** Puts an event on a bus and waits until it is delivered. Throws MotoRefused when there is no such bus. */
  readonly emit: (event: EmittableEvent, place: EmitPlace) => Promise<void>;
  /** Findings that no API can make; see guardduty/raise-finding. */
  readonly guardDuty: Pick<GuardDuty, "raise" | "find">;
  /** What AWS Support does by itself, which no API can make. */
  readonly supportCases: SupportCases;
  /** Records that CloudTrail Lake has and EventBridge never delivered. */
  readonly cloudTrailLake: Pick<CloudTrailLake, "take">;
  /** Step Functions' executions; they run the lambdas of whoever calls `runOn`. */
  readonly stateMachines: Omit<StateMachines, "answer">;
  readonly faults: Faults;
  /** The mails that SES took. */
  readonly mail: Mailbox;
  /** What lies in Amazon OpenSearch. */
  readonly searchDomains: Pick<SearchDomains, "of">;
};

export type GatewayOptions = {
  /** 0 takes any free one. */
  readonly port: number;
  readonly motoUrl: string;
  readonly journal: Journal;
  readonly now?: () => Date;
  /** For faults; answers 0 to below 1. */
  readonly random?: () => number;
  /** The account of callers whose key is neither twelve digits nor one that the gateway gave out. */
  readonly defaultAccountId?: string;
  /** How long after its call a record can be found in CloudTrail Lake; two minutes unless it is given. */
  readonly lakeDelayMilliseconds?: number;
};

/** Listens on 127.0.0.1. Rejects when the port is taken. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const parts = newParts(options);
  const routes = newRoutes();
  routes.add(searchPrefix, refuseUnsigned);
  const requests = newBackground(complain);
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    requests.run(receive(parts.calls, routes, request, response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Long polls of queues must not hold up the end.
      await Promise.race([requests.settled(), timers.setTimeout(500, undefined, { ref: false })]);
      await parts.calls.background.settled();
      server.closeAllConnections();
      await closed;
      parts.calls.delivery.moto.close();
    },
    route: routes.add,
    issue: parts.calls.identities.issue,
    guard: (judge) => {
      parts.hooks.guard = judge;
    },
    onQueueFed: (listener) => {
      parts.hooks.queueListeners.add(listener);
      return () => parts.hooks.queueListeners.delete(listener);
    },
    releaseDue: parts.calls.waiting.releaseDue,
    onInvoke: (handler) => {
      parts.hooks.invoke = handler;
    },
    emit: parts.emit,
    guardDuty: parts.calls.guardDuty,
    supportCases: parts.calls.support,
    cloudTrailLake: parts.calls.lake,
    stateMachines: parts.calls.stateMachines,
    faults: parts.calls.faults,
    mail: parts.calls.mailbox,
    searchDomains: parts.calls.searchDomains,
  };
}

type Hooks = {
  guard: Guard | undefined;
  invoke: ((functionArn: string, event: unknown) => Promise<void>) | undefined;
  readonly queueListeners: Set<(queueArn: string | undefined) => void>;
};

type Parts = { readonly calls: CallParts; readonly hooks: Hooks; readonly emit: Gateway["emit"] };

function newParts(options: GatewayOptions): Parts {
  const { journal, now = () => new Date() } = options;
  const moto = newMotoClient(options.motoUrl);
  const hooks: Hooks = { guard: undefined, invoke: undefined, queueListeners: new Set() };
  const background = newBackground(complain);
  const faults = newFaults(options.random);
  const organizations = newOrganizationLookup(moto);
  const delivery: DeliverOptions = {
    moto,
    journal,
    admission: newAdmission(moto),
    queuesOfTopic: newSubscribedQueues(moto),
    inTurn: oneAtATime(),
    queueFed: (queueArn) => {
      for (const listener of hooks.queueListeners) listener(queueArn);
    },
    invoke: (functionArn, event) => {
      if (hooks.invoke) background.run(hooks.invoke(functionArn, event));
    },
    now,
  };
  const organizationOf = async (accountId: string) => (await organizations.of(accountId))?.id;
  const bus = newEventBus({ ...delivery, faults, background, organizationOf });
  const newId = () => randomUUID();
  const { lakeDelayMilliseconds: delay } = options;
  const delayed = delay === undefined ? {} : { delayMilliseconds: delay };
  const lake = newCloudTrailLake({ organizations, faults, now, newId, ...delayed });
  const emit: Gateway["emit"] = async (event, { accountId, region, bus: name = "default" }) => {
    const { time = now(), id = newId(), resources = [], source, detail } = event;
    const kind = { version: "0", id, "detail-type": event["detail-type"], source } as const;
    lake.take(event, { accountId, region });
    const where = { account: accountId, time: eventTime(time), region, resources };
    await bus.accept({ ...kind, ...where, detail }, { accountId, region, bus: name });
  };
  const newFindingId = () => randomUUID().replaceAll("-", "");
  const guardDuty = newGuardDuty({ moto, organizations, journal, emit, now, newId: newFindingId });
  const identities = newIdentities(options.defaultAccountId ?? "123456789012");
  const guardOf = () => hooks.guard;
  const stackSets = newStackSets(moto, organizations);
  const stateMachines = newStateMachines({ moto, guardOf, now, newId });
  const buckets = newBucketDocuments();
  const support = newAwsSupport({ organizations, background, emit, now, newId });
  const bucketEvents = newBucketEvents({ delivery, faults, background, now, newId });
  const waiting = newWaitingMessages({ moto, queueFed: delivery.queueFed, now });
  const shared = {
    delivery,
    bus,
    buckets,
    bucketEvents,
    guardDuty,
    support,
    lake,
    ec2: newEc2(moto, now),
    mailbox: newMailbox(now),
    searchDomains: newSearchDomains({ faults, newId }),
    stackSets,
    stateMachines,
    identities,
    organizations,
    faults,
    waiting,
    background,
  };
  return { hooks, emit, calls: { ...shared, guardOf, emit, now, newId } };
}

function complain(error: unknown): void {
  console.error("The sandbox's gateway:", error);
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address ? address.port : 0;
}
