// The incidents of an account and what can happen to them. It knows no API: events, REST calls and people become the same few acts.
import type { Actor, PagerDutyService } from "./account";
import { integrationName } from "./account";
import type { Incident, IncidentStatus } from "./incident";
import type { AlertPayload } from "./read-event";

/** What happens to an incident that is there. */
export type IncidentAct = "acknowledge" | "resolve" | "unacknowledge" | "reopen";

/** The types of v3 webhooks that these acts cause. */
export type IncidentEventType =
  | "incident.triggered"
  | "incident.acknowledged"
  | "incident.unacknowledged"
  | "incident.resolved"
  | "incident.reopened";

/** What changed. `type` is undefined for a repeated trigger: it stands in the log, and no webhook tells of it. */
export type IncidentChange = {
  readonly incident: Incident;
  readonly type: IncidentEventType | undefined;
  readonly actor: Actor;
  readonly at: Date;
};

export type Incidents = {
  /** In the order in which they were opened. */
  readonly all: () => readonly Incident[];
  readonly find: (id: string) => Incident | undefined;
  /** The one that is not resolved; a resolved one never comes back by an event. */
  readonly findOpen: (serviceId: string, key: string) => Incident | undefined;
  readonly trigger: (
    service: PagerDutyService,
    key: string,
    payload: AlertPayload,
    at: Date,
  ) => IncidentChange;
  /** Undefined when there is no such incident, or when it is so already. */
  readonly act: (id: string, act: IncidentAct, actor: Actor, at: Date) => IncidentChange | undefined;
};

type Transition = {
  readonly from: readonly IncidentStatus[];
  readonly to: IncidentStatus;
  readonly what: string;
  readonly type: IncidentEventType;
};

const transitions: Readonly<Record<IncidentAct, Transition>> = {
  acknowledge: {
    from: ["triggered"],
    to: "acknowledged",
    what: "acknowledged",
    type: "incident.acknowledged",
  },
  resolve: {
    from: ["triggered", "acknowledged"],
    to: "resolved",
    what: "resolved",
    type: "incident.resolved",
  },
  unacknowledge: {
    from: ["acknowledged"],
    to: "triggered",
    what: "unacknowledged",
    type: "incident.unacknowledged",
  },
  reopen: { from: ["resolved"], to: "triggered", what: "reopened", type: "incident.reopened" },
};

/** No incidents yet. */
export function newIncidents(): Incidents {
  const incidents = new Map<string, Incident>();
  const keep = (incident: Incident) => {
    incidents.set(incident.id, incident);
    return incident;
  };
  const findOpen = (serviceId: string, key: string) =>
    [...incidents.values()].find(
      (incident) =>
        incident.service.id === serviceId && incident.key === key && incident.status !== "resolved",
    );
  return {
    all: () => [...incidents.values()],
    find: (id) => incidents.get(id),
    findOpen,
    trigger: (service, key, payload, at) => {
      const actor: Actor = { kind: "integration", service };
      const open = findOpen(service.serviceId, key);
      if (open) {
        const incident = keep(withEntry(open, "triggered again", actor, at));
        return { incident, type: undefined, actor, at };
      }
      const incident = keep(opened(incidents.size + 1, service, key, payload, at));
      return { incident, type: "incident.triggered", actor, at };
    },
    act: (id, act, actor, at) => {
      const before = incidents.get(id);
      const { from, to, what, type } = transitions[act];
      if (!before || !from.includes(before.status)) return undefined;
      const incident = keep({ ...withEntry(before, what, actor, at), status: to });
      return { incident, type, actor, at };
    },
  };
}

/** A person's name, or what else it was. */
export function nameOf(actor: Actor): string {
  if (actor.kind === "person") return actor.user.name;
  return actor.kind === "integration" ? integrationName : "PagerDuty";
}

function opened(
  number: number,
  service: PagerDutyService,
  key: string,
  { summary, ...payload }: AlertPayload,
  at: Date,
): Incident {
  return {
    id: `Q${String(number).padStart(13, "0")}`,
    number,
    key,
    title: summary,
    status: "triggered",
    // As a service with severity-based urgency does it.
    urgency: payload.severity === "critical" || payload.severity === "error" ? "high" : "low",
    service: { id: service.serviceId, name: service.name },
    createdAt: at,
    updatedAt: at,
    ...payload,
    log: [{ at, what: "triggered", by: integrationName }],
  };
}

function withEntry(incident: Incident, what: string, actor: Actor, at: Date): Incident {
  return { ...incident, updatedAt: at, log: [...incident.log, { at, what, by: nameOf(actor) }] };
}
