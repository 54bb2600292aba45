// PUT /incidents and PUT /incidents/{id}: a person acknowledges or resolves through the REST API.

import { isRecord, parseJson } from "../slack/read-arguments";
import { jsonReply } from "../slack/slack-answer";
import type { PagerDutyUser } from "./account";
import type { Incident } from "./incident";
import type { IncidentAct, IncidentChange, Incidents } from "./incidents";
import { apiError, type PagerDutyRequest, type Work } from "./pagerduty-answer";

/** What a request did, besides its answer. */
export type ApiWork = Work & { readonly changes?: readonly IncidentChange[] };

export type ChangeIncidents = {
  readonly users: readonly PagerDutyUser[];
  readonly incidents: Incidents;
  readonly shape: (incident: Incident) => readonly Readonly<Record<string, unknown>>[];
};

type Wanted = { readonly id: string; readonly act: IncidentAct };

const acts: Readonly<Record<string, IncidentAct>> = { acknowledged: "acknowledge", resolved: "resolve" };

/** Changes one incident, or all those of the body's list. What is resolved already is refused, and then nothing changes. */
export function changeIncidents(
  request: PagerDutyRequest,
  id: string | undefined,
  { users, incidents, shape }: ChangeIncidents,
): ApiWork {
  const from = request.headers.from;
  if (from === undefined)
    return apiError(400, 2011, "You must specify a requester_id to perform this action");
  const user = users.find(({ email }) => email === from);
  if (!user) return apiError(400, 1008, "Requester User Not Found");
  const wanted = wantedChanges(request.body, id);
  if (!wanted) return apiError(400, 2001, "Invalid Input Provided");
  for (const { id: wantedId } of wanted) {
    const incident = incidents.find(wantedId);
    if (!incident) return apiError(404, 5001, "Incident Not Found");
    if (incident.status === "resolved") return apiError(400, 1001, "Incident Already Resolved");
  }
  const changes = wanted.flatMap((one): IncidentChange[] => {
    const change = incidents.act(one.id, one.act, { kind: "person", user }, request.now);
    return change ? [change] : [];
  });
  const shown = wanted.flatMap((one) => incidents.find(one.id) ?? []).flatMap(shape);
  return { reply: jsonReply(id === undefined ? { incidents: shown } : { incident: shown[0] }), changes };
}

function wantedChanges(body: string | Buffer, id: string | undefined): readonly Wanted[] | undefined {
  const sent = parseJson(String(body));
  if (!isRecord(sent)) return undefined;
  const list: unknown = id === undefined ? sent.incidents : [sent.incident];
  if (!Array.isArray(list)) return undefined;
  const wanted = list.flatMap((item: unknown): Wanted[] => {
    if (!isRecord(item)) return [];
    const itemId = id ?? item.id;
    const act = acts[String(item.status)];
    return typeof itemId === "string" && act ? [{ id: itemId, act }] : [];
  });
  return wanted.length === list.length ? wanted : undefined;
}
