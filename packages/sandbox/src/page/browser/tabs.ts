// The views behind tabs: arrow keys move between them, the address keeps the chosen one, a number says what waits there.
import { byId, element } from "./element";

/** Wires the tabs of the page; each controls the element named by its `aria-controls`. */
export function wireTabs(tabs: readonly HTMLElement[], changed: (tab: HTMLElement) => void): void {
  const panelOf = (tab: HTMLElement) => tab.getAttribute("aria-controls") ?? "";
  const choose = (chosen: HTMLElement) => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      document.getElementById(panelOf(tab))?.toggleAttribute("hidden", tab !== chosen);
    }
    changed(chosen);
  };
  // Only what a visitor chose: an address with a fragment would make the first Tab key start there, past the top of the page.
  const keep = (chosen: HTMLElement) => history.replaceState(null, "", `#${panelOf(chosen)}`);
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => {
      choose(tab);
      keep(tab);
    });
    tab.addEventListener("keydown", (event) => {
      const target = targetOf(event.key, index, tabs.length);
      const next = target === undefined ? undefined : tabs[target];
      if (!next) return;
      event.preventDefault();
      choose(next);
      keep(next);
      next.focus();
    });
  });
  const wanted = tabs.find((tab) => `#${panelOf(tab)}` === location.hash) ?? tabs[0];
  if (wanted) choose(wanted);
}

/** Shows on a tab how many things wait behind it; 0 takes the number away. `words` says what they are, to screen readers. */
export function setBadge(tab: string, count: number, words: string): void {
  const badge = element(
    "span",
    { class: "unread" },
    String(count),
    element("span", { class: "unseen" }, ` ${words}`),
  );
  const home = byId(tab);
  home.querySelector(".unread")?.remove();
  if (count > 0) home.append(" ", badge);
}

function targetOf(key: string, index: number, count: number): number | undefined {
  if (key === "ArrowRight") return (index + 1) % count;
  if (key === "ArrowLeft") return (index - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}
