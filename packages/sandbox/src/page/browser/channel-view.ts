// The view that looks like Slack: channels on the side, messages in the order they came, threads below their message.
import type { PageMessage, PageState } from "../page-state";
import { drawChannelList } from "./channel-list";
import { commandBox } from "./copy-command";
import { button, element } from "./element";
import { broadcastItem, messageItem } from "./render-message";

/** Older ones are behind a button, so that a thousand findings do not make the page slow. */
const shownAtFirst = 150;
/** Closer to the end than this (in pixels), the page follows new messages. */
const nearTheEnd = 160;

export type ChannelView = {
  readonly show: (state: PageState) => void;
  /** A new or updated message. */
  readonly take: (message: PageMessage) => void;
};

type View = {
  readonly root: HTMLElement;
  readonly channels: HTMLElement;
  readonly title: HTMLElement;
  readonly empty: HTMLElement;
  readonly earlier: HTMLElement;
  readonly list: HTMLElement;
  /** By channel and `ts`. */
  readonly messages: Map<string, PageMessage>;
  readonly unread: Map<string, number>;
  /** Messages to draw with the next frame. */
  readonly dirty: Set<string>;
  state: PageState | undefined;
  selected: string;
  shown: number;
};

/** Draws into `root`. */
export function newChannelView(root: HTMLElement): ChannelView {
  const view: View = {
    root,
    channels: element("nav", { class: "channels", "aria-label": "Channels" }),
    title: element("h2", { class: "channel-title" }),
    empty: element("div", { class: "empty" }),
    earlier: button("Show earlier messages", { class: "quiet earlier" }, () => {
      view.shown += shownAtFirst;
      drawAll(view);
    }),
    list: element("ol", { class: "messages" }),
    messages: new Map(),
    unread: new Map(),
    dirty: new Set(),
    state: undefined,
    selected: "",
    shown: shownAtFirst,
  };
  root.append(
    view.channels,
    element("div", { class: "conversation" }, view.title, view.empty, view.earlier, view.list),
  );
  return { show: (state) => show(view, state), take: (message) => take(view, message) };
}

function show(view: View, state: PageState): void {
  view.state = state;
  view.messages.clear();
  for (const message of state.messages) view.messages.set(keyOf(message), message);
  // The channel with the newest message, so that a visitor sees something; else the first one.
  if (!state.channels.some(({ id }) => id === view.selected))
    view.selected = state.messages.at(-1)?.channel ?? state.channels[0]?.id ?? "";
  drawAll(view);
  if (!view.root.hidden) scrollToEnd();
}

function take(view: View, message: PageMessage): void {
  const { messages, unread, dirty, selected } = view;
  const key = keyOf(message);
  if (!messages.has(key) && message.channel !== selected)
    unread.set(message.channel, (unread.get(message.channel) ?? 0) + 1);
  messages.set(key, message);
  if (dirty.size === 0) requestAnimationFrame(() => drawDirty(view));
  if (message.threadTs === undefined || message.broadcast) dirty.add(key);
  if (message.threadTs !== undefined) dirty.add(`${message.channel} ${message.threadTs}`);
}

function drawAll(view: View): void {
  view.dirty.clear();
  drawSurroundings(view);
  const visible = inChannel(view).filter(({ threadTs, broadcast }) => threadTs === undefined || broadcast);
  view.earlier.hidden = visible.length <= view.shown;
  view.list.replaceChildren(...visible.slice(-view.shown).map((message) => itemFor(view, message)));
}

function drawDirty(view: View): void {
  const follow = innerHeight + scrollY > document.documentElement.scrollHeight - nearTheEnd;
  for (const key of view.dirty) {
    const message = view.messages.get(key);
    if (message?.channel === view.selected) placeItem(view.list, itemFor(view, message), message.ts);
  }
  view.dirty.clear();
  drawSurroundings(view);
  if (follow && !view.root.hidden) scrollToEnd();
}

function drawSurroundings(view: View): void {
  const channels = view.state?.channels ?? [];
  drawChannelList(view.channels, channels, view.selected, view.unread, (id) => {
    view.selected = id;
    view.unread.delete(id);
    view.shown = shownAtFirst;
    drawAll(view);
    scrollToEnd();
  });
  view.title.textContent = `# ${channels.find(({ id }) => id === view.selected)?.name ?? ""}`;
  const isEmpty = inChannel(view).length === 0;
  // Drawn once: redrawing it with each frame would take the keyboard away from its copy buttons.
  if (!isEmpty) view.empty.replaceChildren();
  else if (view.empty.childElementCount === 0)
    view.empty.replaceChildren(...emptyNodes(view.state, view.messages.size === 0));
}

function itemFor(view: View, message: PageMessage): HTMLLIElement {
  if (message.threadTs !== undefined)
    return broadcastItem(message, view.messages.get(`${message.channel} ${message.threadTs}`));
  const replies = inChannel(view).filter(({ threadTs }) => threadTs === message.ts);
  return messageItem(message, replies);
}

function inChannel({ messages, selected }: View): PageMessage[] {
  return [...messages.values()].filter(({ channel }) => channel === selected);
}

function keyOf({ channel, ts }: PageMessage): string {
  return `${channel} ${ts}`;
}

/** Replaces the message's item, or adds it at the end; the keyboard's place in a replaced item is kept. */
function placeItem(list: HTMLElement, item: HTMLElement, ts: string): void {
  const before = list.querySelector<HTMLElement>(`:scope > [data-ts="${CSS.escape(ts)}"]`);
  if (!before) {
    item.classList.add("fresh");
    list.append(item);
    return;
  }
  const stops = [...before.querySelectorAll<HTMLElement>("a, pre")];
  const place = document.activeElement instanceof HTMLElement ? stops.indexOf(document.activeElement) : -1;
  before.replaceWith(item);
  if (place >= 0) item.querySelectorAll<HTMLElement>("a, pre")[place]?.focus();
}

function emptyNodes(state: PageState | undefined, nowhere: boolean): Node[] {
  if (!nowhere) return [element("p", {}, "Nothing in this channel yet.")];
  return [
    element("h3", {}, "No message yet"),
    element(
      "p",
      {},
      "Create a finding with the buttons under “Try it”, or paste a command into a terminal. The message appears here by itself.",
    ),
    ...(state?.description.commands ?? []).map(commandBox),
  ];
}

function scrollToEnd(): void {
  scrollTo({ top: document.documentElement.scrollHeight });
}
