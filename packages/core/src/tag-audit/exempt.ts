// Which instances are left alone for now: those of exempt accounts, the canary, and those whose tag names a day that has not passed.
import { isCanary } from "./canary";
import type { Instance } from "./instance";
import type { TagPolicy } from "./policy";

/** `until` is the last day (2030-01-31, UTC), or `always`. `refused`: there is a tag, and why it does not count, for people. */
export type Exemption = { readonly until: string } | { readonly refused: string };

const dayMs = 24 * 3_600_000;

/** The instance's exemption at `now`; undefined when nobody asked for one. */
export function exemption(
  instance: Pick<Instance, "accountId" | "region" | "tags">,
  policy: Pick<TagPolicy, "exempt" | "canary">,
  now: Date,
): Exemption | undefined {
  const { accounts, tagKey, mostDays } = policy.exempt;
  if (accounts.includes(instance.accountId) || isCanary(policy.canary, instance)) return { until: "always" };
  const written = instance.tags[tagKey]?.trim();
  if (written === undefined) return undefined;
  const day = startOfDay(written);
  if (day === undefined)
    return { refused: `${tagKey} is “${written}”: it must be a date like 2030-01-31 (UTC)` };
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  if (day < today) return { refused: `${tagKey} ended on ${written}` };
  const latest = today + mostDays * dayMs;
  if (day > latest) return { refused: `${tagKey} is ${written}: at most ${mostDays} days from today count` };
  return { until: written };
}

/** Whether an exemption counts. */
export function isExempt(exempt: Exemption | undefined): exempt is { readonly until: string } {
  return exempt !== undefined && "until" in exempt;
}

/** Milliseconds of the day's beginning in UTC; undefined for what is no day, like 2030-02-31. */
function startOfDay(written: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return undefined;
  const time = Date.parse(`${written}T00:00:00Z`);
  // Date.parse may carry days that a month does not have over to the next one.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== written ? undefined : time;
}
