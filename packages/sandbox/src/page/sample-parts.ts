// PagerDuty, people, answers and alarms for the tests beside this file: they remember what the page did to them.
import type { MailMessage } from "../mail/mail-message";
import type { Incident, IncidentLogEntry } from "../pagerduty/incident";
import { slackUsers } from "../slack/sandbox-people";
import type { PageAlarms, PageAnswers, PageParts, Press } from "./page-parts";

type Answer = ReturnType<PageAnswers["all"]>[number];
type Alarm = ReturnType<PageAlarms["all"]>[number];

export const people = Object.values(slackUsers).map(({ id, name }) => ({ id, name }));

/** A list that tells when something is added or replaced. */
function newList<Item>(keyOf: (item: Item) => string) {
  const items = new Map<string, Item>();
  const listeners = new Set<() => void>();
  return {
    all: () => [...items.values()],
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put: (item: Item) => {
      items.set(keyOf(item), item);
      for (const listener of listeners) listener();
    },
  };
}

/** An incident as a finding would open it. */
export function sampleIncident(number: number, more: Partial<Incident> = {}): Incident {
  const opened = more.createdAt ?? new Date("2026-01-07T09:00:00Z");
  return {
    id: `Q000000000000${number}`,
    number,
    key: `guardduty/100000000003/f-${number}`,
    title: "HIGH 8.0 in acme-payments-prod: i-99999999 asks for a mining pool",
    status: "triggered",
    severity: "error",
    urgency: "high",
    service: { id: "P0PLATFORM", name: "platform" },
    createdAt: opened,
    updatedAt: opened,
    source: "acme-payments-prod (100000000003)",
    details: { region: "us-west-2", resource: { type: "Instance", id: "i-99999999" } },
    links: [{ href: "https://us-west-2.console.aws.amazon.com/guardduty/home", text: "Open in GuardDuty" }],
    log: [{ at: opened, what: "triggered", by: "Events API" }],
    ...more,
  };
}

/** A digest as the tag audit would send it. */
export function sampleMail(more: Partial<MailMessage> = {}): MailMessage {
  return {
    id: "0101019a-1",
    accountId: "100000000002",
    region: "us-west-2",
    at: new Date("2026-01-07T09:00:00Z"),
    from: "Orgwatch <orgwatch@acme.example>",
    to: ["security@acme.example"],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: "3 instances without their tags",
    text: "3 instances without their tags\n\nacme-dev: i-99999999",
    html: `<h1 style="color: rgb(10, 60, 120)">3 instances without their tags</h1><p>acme-dev: i-99999999</p>`,
    ...more,
  };
}

/** The parts, what arrived through them, and ways to make things happen in them. */
export function sampleParts() {
  const incidents = newList<Incident>(({ id }) => id);
  const answers = newList<Answer>(({ channel, ts, userId, text }) => `${channel} ${ts} ${userId} ${text}`);
  const alarms = newList<Alarm>(({ name, region }) => `${name} ${region}`);
  const mails = newList<MailMessage>(({ id }) => id);
  const acts: { incidentId: string; action: string; person: string }[] = [];
  const presses: Press[] = [];
  const door = { status: 200, press: (_press: Press) => {} };
  const trouble = { words: "" };
  const clock = { aheadMilliseconds: 0 };
  const now = () => new Date(Date.now() + clock.aheadMilliseconds);
  const parts: PageParts = {
    pagerDuty: {
      incidents: incidents.all,
      subscribe: incidents.subscribe,
      act: (incidentId, action, person) => {
        if (trouble.words !== "") throw new Error(trouble.words);
        acts.push({ incidentId, action, person });
        const incident = incidents.all().find(({ id }) => id === incidentId);
        if (!incident) throw new Error(`PagerDuty has no incident ${incidentId}`);
        incidents.put(changedBy(incident, action, person, now()));
      },
    },
    people,
    press: async (press) => {
      presses.push(press);
      if (press.actionId === "gone") throw new Error("There is no button gone in this message");
      door.press(press);
      return { status: door.status };
    },
    answers,
    alarms,
    mail: { messages: mails.all, subscribe: mails.subscribe },
    clock: { now },
  };
  return {
    parts,
    acts,
    presses,
    /** What Orgwatch answers to a press, and what it does then. */
    door,
    /** What PagerDuty says instead of doing what it is asked; empty when all is well. */
    trouble,
    clock,
    incident: incidents.put,
    answer: answers.put,
    alarm: alarms.put,
    mail: mails.put,
  };
}

function changedBy(
  incident: Incident,
  action: "acknowledge" | "resolve",
  person: string,
  at: Date,
): Incident {
  const status = action === "acknowledge" ? "acknowledged" : "resolved";
  const entry: IncidentLogEntry = { at, what: status, by: person };
  return { ...incident, status, updatedAt: at, log: [...incident.log, entry] };
}
