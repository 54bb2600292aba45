// The page's start: one event stream feeds three views.
import type { PageDescription, PageEntry, PageMessage, PageState } from "../page-state";
import { drawActions } from "./action-forms";
import { newAnnouncer } from "./announce";
import { newChannelView } from "./channel-view";
import { newDeliveriesView } from "./deliveries-view";
import { byId, element } from "./element";
import { drawOrganization } from "./organization-view";
import { wireTabs } from "./tabs";

const channel = newChannelView(byId("channel"));
const deliveries = newDeliveriesView(byId("deliveries"));
const channelNames = new Map<string, string>();
const announce = newAnnouncer((id) => channelNames.get(id) ?? id);

function show(state: PageState): void {
  for (const { id, name } of state.channels) channelNames.set(id, name);
  channel.show(state);
  deliveries.show(state);
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
  if (message.edits === 0) announce(message);
});
events.addEventListener("entry", ({ data }) => {
  const entry: PageEntry = JSON.parse(data);
  deliveries.take(entry);
});
events.addEventListener("description", ({ data }) => {
  const description: PageDescription = JSON.parse(data);
  describe(description);
});
events.addEventListener("error", () => connected(false));

wireTabs([...document.querySelectorAll<HTMLElement>("[role=tab]")], (panel) => {
  document.title = `${panel === "channel" ? "Channel" : panel === "deliveries" ? "Deliveries" : "Organization"} · Orgwatch sandbox`;
});
// Beside the views there is room to keep the forms open; above them, on a narrow screen, they would push the messages away.
byId("try").toggleAttribute("open", matchMedia("(min-width: 70rem)").matches);
