// Times as these commands show and take them.
import { readTime } from "./manual-ops/read-time";

/** `2030-01-07 09:30` in the zone, from an ISO time; "-" for none. */
export function localTime(iso: string | undefined, timeZone: string): string {
  const time = new Date(iso ?? "");
  if (Number.isNaN(time.getTime())) return "-";
  // Swedish writes a time as ISO does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return format.format(time);
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
