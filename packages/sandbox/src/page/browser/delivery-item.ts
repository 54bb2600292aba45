// Draws one delivery: what it is, the stops of its way, and behind a fold everything that the journal tells of it.
import { element } from "./element";
import type { Delivery, Reached } from "./group-deliveries";

/** A row of the Deliveries view. */
export function deliveryItem(delivery: Delivery, accountName: string | undefined): HTMLLIElement {
  const place = [accountName ?? delivery.accountId, delivery.region]
    .filter((part) => part !== "")
    .join(" · ");
  const times = delivery.times > 1 ? ` · ${delivery.times} times` : "";
  return element(
    "li",
    { class: `delivery ${delivery.state.replaceAll(" ", "-")}` },
    element(
      "details",
      {},
      element(
        "summary",
        {},
        element("span", { class: "delivery-title" }, delivery.title),
        element("span", { class: "delivery-place" }, `${place}${times}`),
      ),
      entriesTable(delivery),
    ),
    element(
      "ol",
      { class: "way", "aria-label": `Way: ${delivery.state}` },
      ...delivery.stops.map(({ stop, reached }, index) =>
        stopItem(
          stop,
          index === 0 && reached.when === "now" ? clock(delivery.startedAt) : wordsFor(reached),
          reached,
        ),
      ),
    ),
  );
}

function entriesTable({ subject, entries }: Delivery): HTMLElement {
  return element(
    "table",
    { class: "entries" },
    element("caption", { class: "unseen" }, `What happened to ${subject}`),
    ...entries.map((entry) =>
      element(
        "tr",
        {},
        element("td", {}, clock(entry.at)),
        element("th", { scope: "row" }, entry.stop),
        element("td", {}, entry.what),
      ),
    ),
  );
}

function stopItem(stop: string, words: string, { when }: Reached): HTMLLIElement {
  return element(
    "li",
    { class: `stop ${when}${stop === "Dead letters" ? " dead" : ""}` },
    element("span", { class: "stop-name" }, stop),
    element("span", { class: "stop-time" }, words),
  );
}

function wordsFor(reached: Reached): string {
  if (reached.when === "never") return "not yet";
  return reached.when === "before" ? "earlier" : `+${(reached.milliseconds / 1000).toFixed(2)} s`;
}

function clock(at: string): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString("en", { hour12: false });
  return `${time}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
