// Draws one incident: what it is, what may be done about it, and behind folds its details and its log.
import type { PageIncident } from "../page-state";
import { detailRows } from "./detail-rows";
import { button, type Child, element } from "./element";
import { severitySigns, statusSigns, urgencySigns } from "./incident-words";
import { outsideLink } from "./render-mrkdwn";
import { exactTime, timeNode } from "./sandbox-clock";
import { signBadge } from "./sign-badge";

export type IncidentAction = "acknowledge" | "resolve";

export type IncidentSurroundings = {
  /** undefined when nobody can act. */
  readonly act: ((action: IncidentAction) => void) | undefined;
  /** What went wrong when somebody acted; empty when nothing did. */
  readonly trouble: string;
};

/** `data-keep` names what the keyboard may stand on, so that it is found again in the next drawing. */
export function incidentItem(incident: PageIncident, { act, trouble }: IncidentSurroundings): HTMLLIElement {
  const { number, title, severity, urgency, status } = incident;
  return element(
    "li",
    { class: `incident ${status}`, "data-id": incident.id },
    element(
      "div",
      { class: "incident-head" },
      signBadge(statusSigns[status]),
      signBadge(severitySigns[severity]),
      signBadge(urgencySigns[urgency]),
      element("span", { class: "incident-when" }, timeNode(incident.createdAt)),
    ),
    element("h4", { class: "incident-title" }, element("span", { class: "number" }, `#${number} `), title),
    element(
      "p",
      { class: "incident-place" },
      `${incident.service.name} · ${incident.source}`,
      ...changedNodes(incident),
    ),
    linkList(incident),
    status === "resolved" || !act ? undefined : actionRow(incident, act),
    element("p", { class: "result bad", role: "alert" }, trouble),
    fold("details", "Details", detailList(incident)),
    fold("log", `Log (${incident.log.length})`, logList(incident)),
  );
}

/** When something happened after the beginning, who did it last. */
function changedNodes({ createdAt, updatedAt, status, log }: PageIncident): Child[] {
  const last = log.at(-1);
  if (updatedAt === createdAt || !last) return [];
  const words = status === "triggered" ? "changed" : status;
  return [` · ${words} by ${last.by} `, timeNode(updatedAt)];
}

function linkList({ links }: PageIncident): Child {
  if (links.length === 0) return undefined;
  return element(
    "ul",
    { class: "incident-links" },
    ...links.map(({ href, text }, index) =>
      element("li", {}, addressNode(href, text || href, `link ${index}`)),
    ),
  );
}

function actionRow({ number, status }: PageIncident, act: (action: IncidentAction) => void): HTMLElement {
  const which = element("span", { class: "unseen" }, ` incident #${number}`);
  const acknowledge = button("Acknowledge", { class: "primary", "data-keep": "acknowledge" }, () =>
    act("acknowledge"),
  );
  const resolve = button("Resolve", { class: "button", "data-keep": "resolve" }, () => act("resolve"));
  acknowledge.append(which);
  resolve.append(which.cloneNode(true));
  return element(
    "div",
    { class: "incident-actions" },
    status === "triggered" ? acknowledge : undefined,
    resolve,
  );
}

function fold(name: string, title: string, content: HTMLElement): HTMLElement {
  return element("details", { "data-fold": name }, element("summary", { "data-keep": name }, title), content);
}

function detailList({ key, details }: PageIncident): HTMLElement {
  const rows = [{ name: "dedup key", value: key }, ...detailRows(details)];
  return element(
    "dl",
    { class: "facts" },
    ...rows.flatMap(({ name, value }, index) => [
      element("dt", {}, name),
      element("dd", {}, addressNode(value, value, `detail ${index}`)),
    ]),
  );
}

function logList({ log }: PageIncident): HTMLElement {
  return element(
    "ol",
    { class: "log" },
    ...log.map(({ at, what, by }) =>
      element(
        "li",
        {},
        element(
          "time",
          { datetime: at, title: exactTime(at) },
          new Date(at).toLocaleTimeString("en", { hour12: false }),
        ),
        element("span", {}, `${what} `, element("span", { class: "by" }, `by ${by}`)),
      ),
    ),
  );
}

/** A link when it is a web address, which came from outside; else its text. */
function addressNode(href: string, text: string, keep: string): Node {
  if (!/^https?:\/\/\S+$/i.test(href)) return document.createTextNode(text);
  const link = outsideLink(href, text);
  link.setAttribute("data-keep", keep);
  return link;
}
