// A PagerDuty account for the sandbox: Events API v2, REST API and v3 webhooks, as strict and as fallible as the real ones.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults } from "../faults";
import type { Journal } from "../journal";
import { newListeners } from "../slack/listeners";
import { sendAnswer } from "../slack/send-answer";
import type { SendHttp } from "../slack/send-http";
import { singleHeaders } from "../slack/single-headers";
import { type Actor, type PagerDutyService, type PagerDutyUser, pagerDutyUsers } from "./account";
import { answerRequest } from "./answer-request";
import { newEventPace, usualEventsPerMinute } from "./event-pace";
import { newExtensions } from "./extensions";
import type { Incident } from "./incident";
import { type IncidentAct, type IncidentChange, newIncidents } from "./incidents";
import type { PagerDutyAnswer, PagerDutyCall, PagerDutyRequest } from "./pagerduty-answer";
import { recordChange, recordFailure, recordWebhook } from "./record-in-journal";
import { webhookBody } from "./webhook-body";
import { newWebhooks, type WebhookTry } from "./webhooks";

export type PagerDutyOptions = {
  readonly services: readonly PagerDutyService[];
  /** The REST API's key. */
  readonly token: string;
  /** Alice and Mallory unless others are given. */
  readonly users?: readonly PagerDutyUser[];
  readonly journal: Pick<Journal, "record">;
  readonly faults: Pick<Faults, "draw">;
  /** `handle`, `act` and `unacknowledge` ask it; `answer` is told. */
  readonly now: () => Date;
  /** For each routing key; 120 unless it is given, Infinity for no limit. */
  readonly eventsPerMinute?: number;
  /** Delivers the webhooks; the built-in fetch unless it is given. */
  readonly send?: SendHttp;
  /** How long a webhook waits for its answer; 5 seconds unless it is given. */
  readonly patience?: () => AbortSignal;
  /** The waits before a webhook's next tries: four, and seconds instead of PagerDuty's minutes, unless they are given. */
  readonly retryAfterMilliseconds?: readonly number[];
};

export type PagerDutyStandIn = {
  readonly handle: (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<void>;
  /** The same without HTTP and without waiting. */
  readonly answer: (request: PagerDutyRequest) => PagerDutyAnswer;
  /** In the order in which they were opened. */
  readonly incidents: () => readonly Incident[];
  /** Every call, also those that were refused or lost. */
  readonly calls: () => readonly PagerDutyCall[];
  /** Calls back with each new and each changed incident; the answer ends it. */
  readonly subscribe: (listener: (incident: Incident) => void) => () => void;
  /** A person does it, in PagerDuty. What is so already stays as it is. @throws Error when there is no such incident */
  readonly act: (incidentId: string, act: "acknowledge" | "resolve" | "reopen", personName: string) => void;
  /** The time of an acknowledgement runs out. @throws Error when there is no such incident */
  readonly unacknowledge: (incidentId: string) => void;
  /** Tells this URL of every change from now on, signed with each of the secrets. */
  readonly sendWebhooksTo: (url: string, secrets: readonly string[]) => void;
  /** Every try to deliver one, in the order in which they ended. */
  readonly webhooks: () => readonly WebhookTry[];
  /** Resolves when no webhook is under way; a pending retry is one. */
  readonly settled: () => Promise<void>;
  /** As when a person has authorised a Slack extension. @throws Error when there is no such extension */
  readonly authorise: (extensionId: string) => void;
};

const retryMilliseconds = [1000, 2000, 4000, 8000];
const patienceMilliseconds = 5000;

/** Opens the account. It keeps everything in memory. @throws RangeError when a routing key has not 32 characters */
export function newPagerDuty(options: PagerDutyOptions): PagerDutyStandIn {
  for (const { name, routingKey } of options.services)
    if (routingKey.length !== 32) throw new RangeError(`The routing key of ${name} must have 32 characters`);
  const users = options.users ?? Object.values(pagerDutyUsers);
  const incidents = newIncidents();
  const extensions = newExtensions(options.services);
  const calls: PagerDutyCall[] = [];
  const listeners = newListeners<Incident>();
  const webhooks = newWebhooks({
    send: options.send ?? fetch,
    patience: options.patience ?? (() => AbortSignal.timeout(patienceMilliseconds)),
    retryAfterMilliseconds: options.retryAfterMilliseconds ?? retryMilliseconds,
    onTry: (incidentId, made) => {
      const incident = incidents.find(incidentId);
      if (incident) recordWebhook(options.journal, incident, made);
    },
  });
  const tell = teller(options, webhooks.enqueue, listeners.tell);
  const world = {
    ...{ token: options.token, services: options.services, users, incidents, extensions },
    faults: options.faults,
    pace: newEventPace(options.eventsPerMinute ?? usualEventsPerMinute),
    newKey: numbered((number) => number.toString(16).padStart(32, "0")),
  };
  const answer = (request: PagerDutyRequest): PagerDutyAnswer => {
    const { answer: reply, call, changes, key } = answerRequest(request, world);
    calls.push(call);
    for (const change of changes) tell(change);
    if (call.operation === "enqueue" && call.outcome !== 202) recordFailure(options.journal, key, call);
    return reply;
  };
  const act = (incidentId: string, kind: IncidentAct, actor: Actor) => {
    if (!incidents.find(incidentId)) throw new Error(`There is no incident ${incidentId} in this PagerDuty`);
    const change = incidents.act(incidentId, kind, actor, options.now());
    if (change) tell(change);
  };
  return {
    answer,
    handle: (request, response, body) =>
      sendAnswer(
        answer({
          method: request.method ?? "GET",
          path: request.url ?? "/",
          headers: singleHeaders(request),
          body,
          now: options.now(),
        }),
        response,
      ),
    incidents: incidents.all,
    calls: () => calls,
    subscribe: listeners.subscribe,
    act: (incidentId, kind, personName) =>
      act(incidentId, kind, { kind: "person", user: personCalled(personName, users) }),
    unacknowledge: (incidentId) => act(incidentId, "unacknowledge", { kind: "timeout" }),
    sendWebhooksTo: (url, secrets) => webhooks.sendTo({ url, secrets }),
    webhooks: webhooks.tries,
    settled: webhooks.settled,
    authorise: extensions.authorise,
  };
}

/** What a change sets off: an entry in the journal, the listeners, a webhook. */
function teller(
  { journal, services }: PagerDutyOptions,
  enqueue: (incidentId: string, id: string, body: string) => void,
  tellListeners: (incident: Incident) => void,
): (change: IncidentChange) => void {
  const newEventId = numbered((number) => `01SANDBOX${String(number).padStart(17, "0")}`);
  return (change) => {
    const { incident, type } = change;
    recordChange(journal, change);
    tellListeners(incident);
    const service = services.find(({ serviceId }) => serviceId === incident.service.id);
    if (!type || !service) return;
    const id = newEventId();
    enqueue(incident.id, id, webhookBody(id, type, change, service));
  };
}

/** People who are not in the account get an id of their own from their name. */
function personCalled(name: string, users: readonly PagerDutyUser[]): PagerDutyUser {
  const id = `PU${name.toUpperCase().replace(/[^A-Z0-9]/g, "")}`;
  return users.find((user) => user.name === name) ?? { id, name, email: `${id.toLowerCase()}@example.com` };
}

function numbered(form: (number: number) => string): () => string {
  let last = 0;
  return () => {
    last += 1;
    return form(last);
  };
}
