// The view of PagerDuty: what is open, newest first, and below it what was resolved.
import type { PageIncident, PageState } from "../page-state";
import type { ActingPerson } from "./acting-person";
import { say } from "./announce";
import { element } from "./element";
import { type IncidentAction, incidentItem } from "./incident-item";
import { postJson } from "./post-json";
import { setBadge } from "./tabs";

const shownAtMost = 100;

export type IncidentsView = {
  readonly show: (state: PageState) => void;
  /** New and changed incidents; answers the new ones. */
  readonly take: (incidents: readonly PageIncident[]) => readonly PageIncident[];
};

type View = {
  readonly person: ActingPerson;
  readonly summary: HTMLElement;
  readonly empty: HTMLElement;
  readonly openTitle: HTMLElement;
  readonly open: HTMLElement;
  readonly resolvedTitle: HTMLElement;
  readonly resolved: HTMLElement;
  readonly incidents: Map<string, PageIncident>;
  readonly items: Map<string, HTMLLIElement>;
  /** By incident: what went wrong when somebody acted. */
  readonly troubles: Map<string, string>;
  /** Incidents to draw anew with the next frame. */
  readonly dirty: Set<string>;
};

/** Draws into `root`; the acting person acknowledges and resolves. */
export function newIncidentsView(root: HTMLElement, person: ActingPerson): IncidentsView {
  const view: View = {
    person,
    summary: element("p", { class: "summary", role: "status" }),
    empty: element(
      "div",
      { class: "empty" },
      element("h3", {}, "No incident"),
      element(
        "p",
        {},
        "A finding, an alarm or a use of root that reaches a team’s alert topic opens one. Raise a finding of severity 7 or more under “Try it” to see it.",
      ),
    ),
    openTitle: element("h3", { class: "incidents-title" }, "Open"),
    open: element("ol", { class: "incidents", "aria-label": "Open incidents" }),
    resolvedTitle: element("h3", { class: "incidents-title" }, "Resolved"),
    resolved: element("ol", { class: "incidents", "aria-label": "Resolved incidents" }),
    incidents: new Map(),
    items: new Map(),
    troubles: new Map(),
    dirty: new Set(),
  };
  root.append(
    element("h2", {}, "PagerDuty incidents"),
    view.summary,
    view.empty,
    view.openTitle,
    view.open,
    view.resolvedTitle,
    view.resolved,
  );
  return { show: (state) => show(view, state), take: (incidents) => take(view, incidents) };
}

function show(view: View, { incidents }: PageState): void {
  view.incidents.clear();
  for (const incident of incidents) {
    view.incidents.set(incident.id, incident);
    view.dirty.add(incident.id);
  }
  draw(view);
}

function take(view: View, incidents: readonly PageIncident[]): readonly PageIncident[] {
  const fresh = incidents.filter(({ id }) => !view.incidents.has(id));
  for (const incident of incidents) {
    view.incidents.set(incident.id, incident);
    view.troubles.delete(incident.id);
    redraw(view, incident.id);
  }
  return fresh;
}

function redraw(view: View, id: string): void {
  if (view.dirty.size === 0) requestAnimationFrame(() => draw(view));
  view.dirty.add(id);
}

function draw(view: View): void {
  const back = rememberKeyboard(view);
  const newestFirst = [...view.incidents.values()].toSorted((one, other) => other.number - one.number);
  const open = newestFirst.filter(({ status }) => status !== "resolved");
  const resolved = newestFirst.filter(({ status }) => status === "resolved");
  view.open.replaceChildren(...open.slice(0, shownAtMost).map((incident) => itemFor(view, incident)));
  view.resolved.replaceChildren(...resolved.slice(0, shownAtMost).map((incident) => itemFor(view, incident)));
  view.dirty.clear();
  view.empty.hidden = newestFirst.length > 0;
  view.openTitle.hidden = open.length === 0;
  view.resolvedTitle.hidden = resolved.length === 0;
  const more =
    Math.max(open.length, resolved.length) > shownAtMost
      ? `; the newest ${shownAtMost} of each are shown`
      : "";
  view.summary.textContent =
    newestFirst.length > 0 ? `${open.length} open, ${resolved.length} resolved${more}` : "";
  setBadge("tab-incidents", open.length, "open");
  back();
}

/** The item as it was, or a new one: what was unfolded stays unfolded. */
function itemFor(view: View, incident: PageIncident): HTMLLIElement {
  const { items, dirty, troubles, person } = view;
  const before = items.get(incident.id);
  if (before && !dirty.has(incident.id)) return before;
  const act = person.chosen() ? (action: IncidentAction) => void actOn(view, incident, action) : undefined;
  const item = incidentItem(incident, { act, trouble: troubles.get(incident.id) ?? "" });
  for (const fold of item.querySelectorAll("details"))
    fold.open =
      before?.querySelector<HTMLDetailsElement>(`[data-fold="${fold.dataset.fold}"]`)?.open ?? false;
  items.set(incident.id, item);
  return item;
}

async function actOn(view: View, { id, number }: PageIncident, action: IncidentAction): Promise<void> {
  const person = view.person.chosen();
  if (!person) return;
  const path = `/_orgwatch/incidents/${encodeURIComponent(id)}/${action}`;
  const outcome = await postJson(path, { person: person.id });
  if (outcome.good) say(`Incident #${number} ${action}d by ${person.name}`);
  else {
    view.troubles.set(id, outcome.words);
    redraw(view, id);
  }
}

/** Answers a function that puts the keyboard back where it stood: a pressed button may be gone, then it stands on the incident's next. */
function rememberKeyboard({ items }: View): () => void {
  const active = document.activeElement;
  const [id] = [...items].find(([, item]) => item.contains(active)) ?? [];
  const keep = active?.getAttribute("data-keep");
  return () => {
    const item = id === undefined ? undefined : items.get(id);
    if (!item || item.contains(document.activeElement)) return;
    const same = item.querySelector<HTMLElement>(`[data-keep="${keep}"]`);
    (same ?? item.querySelector<HTMLElement>("button, summary"))?.focus({ preventScroll: true });
  };
}
