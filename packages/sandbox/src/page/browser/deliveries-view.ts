// The view that shows each finding on its way: the stops it has reached light up as the journal tells of them.
import type { PageEntry, PageState } from "../page-state";
import { deliveryItem } from "./delivery-item";
import { element } from "./element";
import { type Delivery, deliveryOf, groupDeliveries } from "./group-deliveries";

const shownAtMost = 200;

export type DeliveriesView = {
  readonly show: (state: PageState) => void;
  readonly take: (entry: PageEntry) => void;
};

type View = {
  readonly search: HTMLInputElement;
  readonly state: HTMLSelectElement;
  readonly summary: HTMLElement;
  readonly empty: HTMLElement;
  readonly list: HTMLElement;
  readonly deliveries: Map<string, Delivery>;
  readonly items: Map<string, HTMLLIElement>;
  /** Subjects to draw anew with the next frame. */
  readonly dirty: Set<string>;
  accountNames: ReadonlyMap<string, string>;
};

/** Draws into `root`, newest delivery first. */
export function newDeliveriesView(root: HTMLElement): DeliveriesView {
  const view: View = {
    search: element("input", {
      type: "search",
      id: "delivery-filter",
      placeholder: "finding, account, region…",
    }),
    state: element("select", { id: "delivery-state" }, ...stateOptions()),
    summary: element("p", { class: "summary", role: "status" }),
    empty: element(
      "p",
      { class: "empty" },
      "No event yet. Each finding gets a line here, and its stops light up one after the other.",
    ),
    list: element("ol", { class: "deliveries" }),
    deliveries: new Map(),
    items: new Map(),
    dirty: new Set(),
    accountNames: new Map(),
  };
  root.append(
    element("h2", {}, "Deliveries"),
    element(
      "div",
      { class: "filters" },
      element("label", { for: "delivery-filter" }, "Filter", view.search),
      element("label", { for: "delivery-state" }, "State", view.state),
    ),
    view.summary,
    view.empty,
    view.list,
  );
  view.search.addEventListener("input", () => draw(view));
  view.state.addEventListener("change", () => draw(view));
  return { show: (state) => show(view, state), take: (entry) => take(view, entry) };
}

function show(view: View, { organization, entries }: PageState): void {
  view.accountNames = new Map(organization.accounts.map(({ id, name }) => [id, name]));
  view.deliveries.clear();
  view.items.clear();
  for (const delivery of groupDeliveries(entries)) view.deliveries.set(delivery.subject, delivery);
  draw(view);
}

function take(view: View, entry: PageEntry): void {
  if (entry.subject === undefined) return;
  const before = view.deliveries.get(entry.subject)?.entries ?? [];
  view.deliveries.set(entry.subject, deliveryOf(entry.subject, [...before, entry]));
  if (view.dirty.size === 0) requestAnimationFrame(() => draw(view));
  view.dirty.add(entry.subject);
}

function draw(view: View): void {
  const { deliveries, items, dirty, list, summary, empty } = view;
  const chosen = [...deliveries.values()].filter((delivery) => isWanted(view, delivery)).toReversed();
  const focused = [...items].find(([, item]) => item.contains(document.activeElement))?.[0];
  const rows = chosen
    .slice(0, shownAtMost)
    .map(
      (delivery) =>
        (dirty.has(delivery.subject) ? undefined : items.get(delivery.subject)) ?? itemOf(view, delivery),
    );
  list.replaceChildren(...rows);
  dirty.clear();
  if (focused !== undefined) items.get(focused)?.querySelector("summary")?.focus();
  const delivered = chosen.filter(({ state }) => state === "delivered").length;
  const more = chosen.length > shownAtMost ? `, the newest ${shownAtMost} are shown` : "";
  summary.textContent = deliveries.size === 0 ? "" : `${delivered} of ${chosen.length} delivered${more}`;
  empty.hidden = deliveries.size > 0;
}

/** A new row; one that was open stays open when another stop lights up. */
function itemOf({ items, accountNames }: View, delivery: Delivery): HTMLLIElement {
  const item = deliveryItem(delivery, accountNames.get(delivery.accountId));
  const wasOpen = items.get(delivery.subject)?.querySelector("details")?.open ?? false;
  item.querySelector("details")?.toggleAttribute("open", wasOpen);
  items.set(delivery.subject, item);
  return item;
}

function isWanted({ search, state, accountNames }: View, delivery: Delivery): boolean {
  if (state.value !== "" && state.value !== delivery.state) return false;
  const { title, subject, accountId, region } = delivery;
  const text =
    `${title} ${subject} ${accountId} ${accountNames.get(accountId) ?? ""} ${region}`.toLowerCase();
  const words = search.value.trim().toLowerCase().split(/\s+/);
  return words.every((word) => text.includes(word));
}

function stateOptions(): HTMLOptionElement[] {
  return ["", "delivered", "on its way", "dead letter"].map((value) =>
    element("option", { value }, value === "" ? "all" : value),
  );
}
