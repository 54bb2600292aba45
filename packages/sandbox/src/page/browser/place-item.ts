// Puts a message's item where it belongs in the list, without taking the keyboard away from where it stands.

/** What the keyboard can stand on in a message. */
const stops = "a, pre, button:enabled";

/** Replaces the message's item, or adds it at the end; the keyboard's place in a replaced item is kept. */
export function placeItem(list: HTMLElement, item: HTMLElement, ts: string): void {
  const before = list.querySelector<HTMLElement>(`:scope > [data-ts="${CSS.escape(ts)}"]`);
  if (!before) {
    item.classList.add("fresh");
    list.append(item);
    return;
  }
  const active = document.activeElement;
  const place = active ? [...before.querySelectorAll(stops)].indexOf(active) : -1;
  before.replaceWith(item);
  if (place < 0) return;
  const left = [...item.querySelectorAll<HTMLElement>(stops)];
  // An update that takes the pressed button away must not send the keyboard to the top of the page.
  item.tabIndex = -1;
  (left[place] ?? left.at(-1) ?? item).focus({ preventScroll: true });
}
