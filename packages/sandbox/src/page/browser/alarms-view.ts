// The view of CloudWatch's alarms: those that fire come first.
import type { PageAlarm } from "../page-state";
import { element } from "./element";
import type { Sign } from "./incident-words";
import { exactTime, timeNode } from "./sandbox-clock";
import { signBadge } from "./sign-badge";
import { setBadge } from "./tabs";

/** In the order in which they are shown. */
const groups: readonly { readonly state: PageAlarm["state"]; readonly look: string; readonly sign: Sign }[] =
  [
    { state: "ALARM", look: "firing", sign: { sign: "▲", words: "ALARM", tone: "bad" } },
    {
      state: "INSUFFICIENT_DATA",
      look: "unknown",
      sign: { sign: "?", words: "Insufficient data", tone: "calm" },
    },
    { state: "OK", look: "ok", sign: { sign: "✓", words: "OK", tone: "good" } },
  ];

export type AlarmsView = {
  /** All alarms as they stand; answers those that have begun to fire since the last time. */
  readonly show: (alarms: readonly PageAlarm[]) => readonly PageAlarm[];
};

/** Draws into `root`. */
export function newAlarmsView(root: HTMLElement): AlarmsView {
  const summary = element("p", { class: "summary", role: "status" });
  const list = element("ul", { class: "alarms" });
  const empty = element(
    "div",
    { class: "empty" },
    element("h3", {}, "No alarm yet"),
    element(
      "p",
      {},
      "CloudWatch’s alarms on queues, lambdas and topics stand here. They follow the metrics, so they move as the sandbox’s time passes.",
    ),
  );
  root.append(element("h2", {}, "Alarms"), summary, empty, list);
  let firing = new Set<string>();
  return {
    show: (alarms) => {
      const inAlarm = alarms.filter(({ state }) => state === "ALARM");
      const fresh = inAlarm.filter((alarm) => !firing.has(keyOf(alarm)));
      firing = new Set(inAlarm.map(keyOf));
      list.replaceChildren(
        ...groups.flatMap(({ state, look, sign }) =>
          alarms
            .filter((alarm) => alarm.state === state)
            .toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)))
            .map((alarm) => alarmItem(alarm, look, sign)),
        ),
      );
      empty.hidden = alarms.length > 0;
      summary.textContent = alarms.length > 0 ? `${inAlarm.length} of ${alarms.length} in ALARM` : "";
      setBadge("tab-alarms", inAlarm.length, "in alarm");
      return fresh;
    },
  };
}

function alarmItem({ name, region, description, since }: PageAlarm, look: string, sign: Sign): HTMLLIElement {
  return element(
    "li",
    { class: `alarm ${look}` },
    element("div", { class: "alarm-state" }, signBadge(sign)),
    element(
      "div",
      { class: "alarm-words" },
      element("h3", { class: "alarm-name" }, name),
      element("p", {}, description),
      element("p", { class: "alarm-since" }, `${region} · since ${exactTime(since)} (`, timeNode(since), ")"),
    ),
  );
}

function keyOf({ name, region }: PageAlarm): string {
  return `${name} ${region}`;
}
