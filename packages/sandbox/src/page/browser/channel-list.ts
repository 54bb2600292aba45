// The channels on the side of the Channel view, with what is new in each.
import type { PageChannel } from "../page-state";
import { button, element } from "./element";

/** Draws the list into `root`; the keyboard stays on the chosen channel when it was in the list. */
export function drawChannelList(
  root: HTMLElement,
  channels: readonly PageChannel[],
  selected: string,
  unread: ReadonlyMap<string, number>,
  choose: (id: string) => void,
): void {
  const focused = root.contains(document.activeElement);
  const items = channels.map(({ id, name, archived }) => {
    const row = button(`# ${name}`, { "aria-current": id === selected ? "true" : undefined }, () =>
      choose(id),
    );
    const count = unread.get(id) ?? 0;
    if (archived) row.append(element("span", { class: "badge" }, "archived"));
    if (count > 0)
      row.append(
        element("span", { class: "unread" }, String(count), element("span", { class: "unseen" }, " new")),
      );
    return element("li", {}, row);
  });
  root.replaceChildren(element("h2", {}, "Channels"), element("ul", {}, ...items));
  if (focused) root.querySelector<HTMLButtonElement>("[aria-current]")?.focus();
}
