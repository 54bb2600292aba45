// What to do with a page, given what the log knows of its key: send it, wait, only write it down, or nothing at all.
import type { Delivery } from "@orgwatch/core/delivery-log";

/**
 * What the decision needs of a page. `version` is the notice's. `team` is undefined for the end of a finding, which comes without its
 * account: only the log knows to whom it was paged.
 */
export type Subject = {
  readonly action: "trigger" | "resolve";
  readonly version: string | undefined;
  readonly team: string | undefined;
};

export type Step =
  | { readonly do: "nothing"; readonly because: string }
  | { readonly do: "wait"; readonly seconds: number }
  /** There is no incident to end. It is written down, so that an older trigger that comes late pages nobody. */
  | { readonly do: "note"; readonly because: string }
  | { readonly do: "send"; readonly team: string };

/** Decides by the log alone; `now` is compared with the lease of whoever else is at it. */
export function decidePage(subject: Subject, before: Delivery | undefined, now: Date): Step {
  if (before === undefined) return sendTo(subject.team);
  const leased = before.state === "sending" ? secondsUntil(before.leaseUntil, now) : 0;
  if (leased > 0) return { do: "wait", seconds: leased };
  // What PagerDuty refused left nothing behind that an older or newer one could contradict.
  if (before.state === "open") return sendTo(subject.team ?? before.team);
  const order = orderOf(subject, before);
  if (order < 0) return { do: "nothing", because: "something newer went before" };
  if (order === 0 && before.state === "sent") return { do: "nothing", because: "already sent" };
  const resolved = before.state === "sent" && before.band === "ok";
  if (resolved && subject.action === "resolve") return { do: "note", because: "already resolved" };
  // An incident stays with its team until it is resolved, also when the account moves to another one meanwhile.
  return sendTo(resolved ? subject.team : (before.team ?? subject.team));
}

function sendTo(team: string | undefined): Step {
  return team === undefined ? { do: "note", because: "nobody was paged for it" } : { do: "send", team };
}

/** Above 0: the subject is newer. Versions are ISO times; at the same time the end counts as later than the trigger. */
function orderOf({ action, version = "" }: Subject, before: Delivery): number {
  const [next, last] = [Date.parse(version), Date.parse(before.version)];
  const comparable = !Number.isNaN(next) && !Number.isNaN(last);
  const byTime = comparable
    ? next - last
    : Number(version > before.version) - Number(version < before.version);
  return byTime || Number(action === "resolve") - Number(before.band === "ok");
}

function secondsUntil(time: string | undefined, now: Date): number {
  return time === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(time) - now.getTime()) / 1000));
}
