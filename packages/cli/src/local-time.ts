// Times as these commands show and take them.
import { readTime } from "./manual-ops/read-time";

/**
 * `2030-01-07 10:30 (09:30 UTC)` from an ISO time: in the zone, and beside it as the records and other people's screens have it. "-" for none.
 * The day is the zone's alone. Where both clocks show the same, it is said once: `2030-01-07 09:30 UTC`.
 */
export function localTime(iso: string | undefined, timeZone: string): string {
  const time = new Date(iso ?? "");
  if (Number.isNaN(time.getTime())) return "-";
  // Swedish writes a time as ISO does.
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(time);
  return `${day} ${bothClocks(time, timeZone, "short")}`;
}

/** `10:30:05 (09:30:05 UTC)`: a moment of the last minutes. */
export function localClock(iso: string, timeZone: string): string {
  return bothClocks(new Date(iso), timeZone, "medium");
}

function bothClocks(time: Date, timeZone: string, timeStyle: "short" | "medium"): string {
  const clock = (zone: string) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, timeStyle }).format(time);
  const [here, there] = [clock(timeZone), clock("UTC")];
  return here === there ? `${here} UTC` : `${here} (${there} UTC)`;
}

const dayMs = 24 * 60 * 60_000;
const unitMs: Readonly<Record<string, number>> = { d: dayMs, h: 60 * 60_000 };

/** When `7d` or `12h` ago was, or a day or minute in UTC (`2030-01-07`, `2030-01-07T09:30Z`). Undefined: it is none of these. */
export function sinceTime(text: string, now: Date): Date | undefined {
  const [, count, unit = ""] = /^([1-9]\d{0,4})([dh])$/.exec(text.trim()) ?? [];
  const ms = unitMs[unit];
  return count === undefined || ms === undefined
    ? readTime(text)
    : new Date(now.getTime() - Number(count) * ms);
}
