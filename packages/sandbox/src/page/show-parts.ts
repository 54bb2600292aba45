// Turns the page's parts into what goes over the wire, and keeps that within what a browser can draw.
import type { Incident } from "../pagerduty/incident";
import type { PageParts } from "./page-parts";
import type { PageAlarm, PageAnswer, PageIncident, PageMail, PageState } from "./page-state";

/** Open incidents are all told; resolved ones, answers and mails up to the newest of these numbers. */
const newestResolved = 500;
const newestAnswers = 300;
const newestMails = 50;

/** The parts' share of the page's state; empty for a part that is missing. */
export function showParts(
  parts: PageParts,
): Pick<PageState, "people" | "canPress" | "incidents" | "answers" | "alarms" | "mails" | "now"> {
  return {
    people: parts.people ?? [],
    canPress: parts.press !== undefined && (parts.people ?? []).length > 0,
    incidents: worthShowing(parts.pagerDuty?.incidents() ?? []).map(showIncident),
    answers: showAnswers(parts),
    alarms: showAlarms(parts),
    mails: showMails(parts),
    now: showNow(parts),
  };
}

/** The incidents that a page needs: every open one, and the newest of the resolved ones. */
export function worthShowing(incidents: readonly Incident[]): Incident[] {
  const resolved = incidents.filter(({ status }) => status === "resolved");
  const newest = resolved.toSorted((one, other) => other.number - one.number).slice(0, newestResolved);
  return [...incidents.filter(({ status }) => status !== "resolved"), ...newest];
}

/** An incident with its times as texts. */
export function showIncident({ createdAt, updatedAt, log, ...incident }: Incident): PageIncident {
  return {
    ...incident,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    log: log.map(({ at, what, by }) => ({ at: at.toISOString(), what, by })),
  };
}

/** The newest answers, oldest first. */
export function showAnswers({ answers }: PageParts): PageAnswer[] {
  const newest = answers?.all().slice(-newestAnswers) ?? [];
  return newest.map(({ channel, ts = "", userId, text, at }) => ({
    channel,
    ts,
    userId,
    text,
    at: at.toISOString(),
  }));
}

/** Every alarm as it stands. */
export function showAlarms({ alarms }: PageParts): PageAlarm[] {
  return (alarms?.all() ?? []).map(({ name, region, state, description, since }) => ({
    name,
    region,
    state,
    description,
    since: since.toISOString(),
  }));
}

/** The newest mails, oldest first. */
export function showMails({ mail }: PageParts): PageMail[] {
  const newest = mail?.messages().slice(-newestMails) ?? [];
  return newest.map(({ accountId: _, region: __, at, html, ...message }) => ({
    ...message,
    at: at.toISOString(),
    hasHtml: html !== undefined,
  }));
}

/** The sandbox's time. */
export function showNow({ clock }: PageParts): string {
  return (clock?.now() ?? new Date()).toISOString();
}
