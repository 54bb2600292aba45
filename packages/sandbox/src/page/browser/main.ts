// The page's start: one event stream feeds six views.
import type {
  PageAlarm,
  PageAnswer,
  PageDescription,
  PageEntry,
  PageIncident,
  PageMail,
  PageMessage,
  PageState,
} from "../page-state";
import { newActingPerson } from "./acting-person";
import { drawActions } from "./action-forms";
import { newAlarmsView } from "./alarms-view";
import { newAnnouncer } from "./announce";
import { newChannelView } from "./channel-view";
import { newDeliveriesView } from "./deliveries-view";
import { byId, element } from "./element";
import { newIncidentsView } from "./incidents-view";
import { newMailView } from "./mail-view";
import { drawOrganization } from "./organization-view";
import { setClock, startClock } from "./sandbox-clock";
import { wireTabs } from "./tabs";

const person = newActingPerson(byId("acting"));
const channel = newChannelView(byId("channel"), person);
const deliveries = newDeliveriesView(byId("deliveries"));
const incidents = newIncidentsView(byId("incidents"), person);
const alarms = newAlarmsView(byId("alarms"));
const mail = newMailView(byId("mail"));
const channelNames = new Map<string, string>();
const announce = newAnnouncer();

function show(state: PageState): void {
  for (const { id, name } of state.channels) channelNames.set(id, name);
  // First who acts and what time it is: the views ask.
  person.show(state.people);
  setClock(state.now);
  channel.show(state);
  deliveries.show(state);
  incidents.show(state);
  alarms.show(state.alarms);
  mail.show(state.mails);
  drawOrganization(byId("organization"), state.organization);
  drawActions(byId("try-body"), state);
  describe(state.description);
}

function describe({ faults }: PageDescription): void {
  const bar = byId("faults");
  bar.hidden = faults.length === 0;
  bar.replaceChildren(element("strong", {}, "Broken on purpose: "), element("span", {}, faults.join("; ")));
}

function connected(is: boolean): void {
  const note = byId("connection");
  note.textContent = is ? "Live" : "Reconnecting…";
  note.className = is ? "connection live" : "connection";
}

// The other end of these events is event-streams.ts with the same types, so what arrives is parsed without a schema.
const events = new EventSource("/_orgwatch/events");
events.addEventListener("state", ({ data }) => {
  const state: PageState = JSON.parse(data);
  show(state);
  connected(true);
});
events.addEventListener("message", ({ data }) => {
  const message: PageMessage = JSON.parse(data);
  channel.take(message);
  if (message.edits === 0) announce(`#${channelNames.get(message.channel) ?? message.channel}`, message.text);
});
events.addEventListener("entry", ({ data }) => {
  const entry: PageEntry = JSON.parse(data);
  deliveries.take(entry);
});
events.addEventListener("incidents", ({ data }) => {
  const changed: PageIncident[] = JSON.parse(data);
  for (const { number, title } of incidents.take(changed)) announce("PagerDuty", `#${number} ${title}`);
});
events.addEventListener("answers", ({ data }) => {
  const all: PageAnswer[] = JSON.parse(data);
  channel.takeAnswers(all);
});
events.addEventListener("alarms", ({ data }) => {
  const all: PageAlarm[] = JSON.parse(data);
  for (const { name, region } of alarms.show(all)) announce("Alarms", `${name} in ${region}`);
});
events.addEventListener("mails", ({ data }) => {
  const all: PageMail[] = JSON.parse(data);
  for (const { subject } of mail.show(all)) announce("Mail", subject);
});
events.addEventListener("clock", ({ data }) => {
  const now: string = JSON.parse(data);
  setClock(now);
});
events.addEventListener("description", ({ data }) => {
  const description: PageDescription = JSON.parse(data);
  describe(description);
});
events.addEventListener("error", () => connected(false));

startClock();
wireTabs([...document.querySelectorAll<HTMLElement>("[role=tab]")], (tab) => {
  document.title = `${tab.dataset.title ?? ""} · Orgwatch sandbox`;
});
// Beside the views there is room to keep the forms open; above them, on a narrow screen, they would push the messages away.
byId("try").toggleAttribute("open", matchMedia("(min-width: 70rem)").matches);
