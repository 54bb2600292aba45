// One request from its arrival to its answer: fault, work, fault again.
import type { Faults } from "../faults";
import { type FaultyService, mishapAfter, mishapBefore } from "../slack/mishap";
import { isRecord, parseJson } from "../slack/read-arguments";
import { jsonReply, type SlackReply } from "../slack/slack-answer";
import { type ApiDesk, answerApi } from "./answer-api";
import { answerEvent, type EventDesk } from "./answer-event";
import type { IncidentChange } from "./incidents";
import {
  apiError,
  type PagerDutyAnswer,
  type PagerDutyCall,
  type PagerDutyRequest,
  throttleExceeded,
  type Work,
} from "./pagerduty-answer";

/** The account that a request meets. */
export type Account = EventDesk & ApiDesk & { readonly faults: Pick<Faults, "draw"> };

/** `changes` happened whether or not the answer arrived; `key` is the dedup key of an event. */
export type Outcome = {
  readonly answer: PagerDutyAnswer;
  readonly call: PagerDutyCall;
  readonly changes: readonly IncidentChange[];
  readonly key: string | undefined;
};

const eventsPath = "/_pagerduty/v2/enqueue";
const apiPrefix = "/_pagerduty/api/";

/** Answers a request as PagerDuty would, and says what it did to the account. */
export function answerRequest(request: PagerDutyRequest, account: Account): Outcome {
  const url = new URL(request.path, "http://pagerduty.invalid");
  const operation = operationOf(url.pathname);
  const throttled = operation === "enqueue" ? throttleExceeded : tooManyRequests;
  const faulty: FaultyService = { faults: account.faults, name: "pagerduty", operation, throttled };
  const { answer: mishap, delay } = mishapBefore(faulty);
  if (mishap) {
    const call = callOf(request, operation, mishap);
    return { answer: mishap, call, changes: [], key: keyIn(request, operation) };
  }
  const { reply, error, changes = [], key = keyIn(request, operation) } = workOn(request, url, account);
  const kept = delay > 0 ? { ...reply, delayMilliseconds: delay } : reply;
  // Only a good answer is worth losing: a refusal that gets lost is told again.
  const answer = error === undefined ? mishapAfter(faulty, kept) : kept;
  const call = callOf(request, operation, answer, { error, taken: changes.length > 0 });
  return { answer, call, changes, key };
}

type Worked = Work & { readonly changes?: readonly IncidentChange[]; readonly key?: string };

function workOn(request: PagerDutyRequest, { pathname, searchParams }: URL, account: Account): Worked {
  if (pathname.startsWith(apiPrefix))
    return answerApi(request, pathname.slice(apiPrefix.length), searchParams, account);
  if (pathname !== eventsPath || request.method !== "POST") return apiError(404, 2100, "Not Found");
  const { change, ...work } = answerEvent(request, account);
  return { ...work, ...(change && { changes: [change] }) };
}

function operationOf(path: string): string {
  if (path === eventsPath) return "enqueue";
  return path.startsWith(apiPrefix) ? (path.slice(apiPrefix.length).split("/")[0] ?? "") : "unknown";
}

function callOf(
  request: PagerDutyRequest,
  operation: string,
  answer: PagerDutyAnswer,
  { error, taken }: { error: string | undefined; taken: boolean } = { error: undefined, taken: false },
): PagerDutyCall {
  const outcome = "reset" in answer ? "reset" : "hang" in answer ? "hang" : answer.status;
  return { at: request.now, operation, method: request.method, outcome, error, taken };
}

/** What an event is about, also when it never arrived or is none: the journal wants to know. */
function keyIn(request: PagerDutyRequest, operation: string): string | undefined {
  if (operation !== "enqueue") return undefined;
  const sent = parseJson(String(request.body));
  return isRecord(sent) && typeof sent.dedup_key === "string" ? sent.dedup_key : undefined;
}

function tooManyRequests(retryAfterSeconds?: number, status = 429): SlackReply {
  const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return jsonReply({ error: { message: "Rate Limit Exceeded", code: 2020 } }, status, headers);
}
