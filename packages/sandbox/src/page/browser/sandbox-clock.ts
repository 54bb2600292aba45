// The sandbox's time on the page. It runs as the reader's own does, and may be ahead of it: five minutes can be made to pass at once.
import { byId, element } from "./element";
import { durationWords, relativeWords } from "./relative-words";

/** A smaller difference is the way through the network, not a clock of its own. */
const noticedMilliseconds = 15_000;
const refreshMilliseconds = 5000;

let aheadMilliseconds = 0;

/** The sandbox's time now. */
export function sandboxNow(): Date {
  return new Date(Date.now() + aheadMilliseconds);
}

/** Sets the clock to an ISO time that has just come from the sandbox. */
export function setClock(now: string): void {
  aheadMilliseconds = new Date(now).getTime() - Date.now();
  if (Math.abs(aheadMilliseconds) < noticedMilliseconds) aheadMilliseconds = 0;
  refresh();
}

/** Keeps the page's relative times and its clock right. */
export function startClock(): void {
  setInterval(refresh, refreshMilliseconds);
}

/** A moment, relative to now; the exact time is in its tooltip. */
export function timeNode(iso: string): HTMLTimeElement {
  const title = exactTime(iso);
  return element(
    "time",
    { datetime: iso, title, "data-relative": "" },
    relativeWords(new Date(iso), sandboxNow()),
  );
}

/** A moment in the reader's own zone, to the second. */
export function exactTime(iso: string): string {
  return new Date(iso).toLocaleString("en", { dateStyle: "medium", timeStyle: "medium", hour12: false });
}

function refresh(): void {
  const now = sandboxNow();
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-relative]"))
    time.textContent = relativeWords(new Date(time.dateTime), now);
  const note = byId("clock");
  note.hidden = aheadMilliseconds === 0;
  const direction = aheadMilliseconds > 0 ? "ahead" : "behind";
  // Half a second of leeway: four minutes and 59.9 seconds are five minutes that were a little on their way.
  const difference = durationWords(Math.abs(aheadMilliseconds) + 500) ?? "";
  const time = now.toLocaleTimeString("en", { timeStyle: "short", hour12: false });
  note.replaceChildren(
    element("span", { class: "unseen" }, "Sandbox time "),
    `${time} · ${difference} ${direction}`,
  );
  note.title = "The sandbox’s time";
}
