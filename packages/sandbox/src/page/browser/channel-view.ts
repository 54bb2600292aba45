// The view that looks like Slack: channels on the side, messages in the order they came, threads below their message.
import type { PageAnswer, PageMessage, PageState } from "../page-state";
import type { ActingPerson } from "./acting-person";
import { drawChannelList } from "./channel-list";
import { commandBox } from "./copy-command";
import { button, element } from "./element";
import { type MessageSurroundings, newSurroundings } from "./message-surroundings";
import { placeItem } from "./place-item";
import { answerItem, broadcastItem, messageItem } from "./render-message";

/** Older ones are behind a button, so that a thousand findings do not make the page slow. */
const shownAtFirst = 150;
/** Closer to the end than this (in pixels), the page follows new messages. */
const nearTheEnd = 160;

export type ChannelView = {
  readonly show: (state: PageState) => void;
  /** A new or updated message. */
  readonly take: (message: PageMessage) => void;
  /** All answers that one person alone has seen. */
  readonly takeAnswers: (answers: readonly PageAnswer[]) => void;
};

type View = {
  readonly root: HTMLElement;
  readonly channels: HTMLElement;
  readonly title: HTMLElement;
  readonly empty: HTMLElement;
  readonly earlier: HTMLElement;
  readonly list: HTMLElement;
  /** Answers to commands: they belong to no message. */
  readonly foot: HTMLElement;
  readonly surroundings: MessageSurroundings;
  /** By channel and `ts`. */
  readonly messages: Map<string, PageMessage>;
  readonly unread: Map<string, number>;
  /** Messages to draw with the next frame. */
  readonly dirty: Set<string>;
  state: PageState | undefined;
  selected: string;
  shown: number;
};

/** Draws into `root`; buttons are pressed by the acting person. */
export function newChannelView(root: HTMLElement, person: ActingPerson): ChannelView {
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
    foot: element("div", { class: "foot" }),
    surroundings: newSurroundings(person, (place) => redraw(view, place)),
    messages: new Map(),
    unread: new Map(),
    dirty: new Set(),
    state: undefined,
    selected: "",
    shown: shownAtFirst,
  };
  root.append(
    view.channels,
    element("div", { class: "conversation" }, view.title, view.empty, view.earlier, view.list, view.foot),
  );
  return {
    show: (state) => show(view, state),
    take: (message) => take(view, message),
    takeAnswers: view.surroundings.takeAnswers,
  };
}

function show(view: View, state: PageState): void {
  view.state = state;
  view.surroundings.show(state);
  view.messages.clear();
  for (const message of state.messages) view.messages.set(keyOf(message), message);
  // The channel with the newest message, so that a visitor sees something; else the first one.
  if (!state.channels.some(({ id }) => id === view.selected))
    view.selected = state.messages.at(-1)?.channel ?? state.channels[0]?.id ?? "";
  drawAll(view);
  if (!view.root.hidden) scrollToEnd();
}

function take(view: View, message: PageMessage): void {
  const { messages, unread, selected } = view;
  const key = keyOf(message);
  if (!messages.has(key) && message.channel !== selected)
    unread.set(message.channel, (unread.get(message.channel) ?? 0) + 1);
  messages.set(key, message);
  redraw(view, message);
}

/** Draws a message anew with the next frame: in its thread when it is a reply. A place without a message draws what stands around. */
function redraw(view: View, place: Pick<PageMessage, "channel" | "ts">): void {
  const { dirty } = view;
  if (dirty.size === 0) requestAnimationFrame(() => drawDirty(view));
  const { threadTs, broadcast } = view.messages.get(keyOf(place)) ?? {};
  if (threadTs === undefined || broadcast) dirty.add(keyOf(place));
  if (threadTs !== undefined) dirty.add(`${place.channel} ${threadTs}`);
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
  const { surroundings, selected, messages } = view;
  const astray = surroundings
    .answers()
    .filter((answer) => answer.channel === selected && !messages.has(keyOf(answer)));
  view.foot.replaceChildren(...astray.map((answer) => answerItem(answer, surroundings.nameOf)));
  const isEmpty = inChannel(view).length === 0;
  // Drawn once: redrawing it with each frame would take the keyboard away from its copy buttons.
  if (!isEmpty) view.empty.replaceChildren();
  else if (view.empty.childElementCount === 0)
    view.empty.replaceChildren(...emptyNodes(view.state, view.messages.size === 0));
}

function itemFor(view: View, message: PageMessage): HTMLLIElement {
  if (message.threadTs !== undefined)
    return broadcastItem(
      message,
      view.messages.get(`${message.channel} ${message.threadTs}`),
      view.surroundings,
    );
  const replies = inChannel(view).filter(({ threadTs }) => threadTs === message.ts);
  return messageItem(message, replies, view.surroundings);
}

function inChannel({ messages, selected }: View): PageMessage[] {
  return [...messages.values()].filter(({ channel }) => channel === selected);
}

function keyOf({ channel, ts }: Pick<PageMessage, "channel" | "ts">): string {
  return `${channel} ${ts}`;
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
