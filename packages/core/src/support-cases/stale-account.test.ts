import type { AccountEntry } from "../organization/account-entry";
import type { AccountResult } from "./case";
import { isStale } from "./stale-account";

const now = new Date("2030-01-07T09:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600_000).toISOString();

type Known = Pick<AccountEntry, "state" | "refreshedAt">;
const active: Known = { state: "ACTIVE", refreshedAt: daysAgo(100) };
const ended = (result: AccountResult["result"], lastSuccessAt?: string) => ({ result, lastSuccessAt });

it.each<[string, Known, ReturnType<typeof ended> | undefined, boolean]>([
  ["read today", active, ended("ok", daysAgo(0)), false],
  ["read exactly four days ago", active, ended("ok", daysAgo(4)), false],
  ["read longer ago", active, ended("ok", daysAgo(4.01)), true],
  ["failing for a short time", active, ended("throttled", daysAgo(3)), false],
  ["failing for long", active, ended("no-role", daysAgo(5)), true],
  ["failing since it is known", active, ended("no-role"), true],
  ["never swept", active, undefined, true],
  ["never swept, and new", { ...active, refreshedAt: daysAgo(1) }, undefined, false],
  ["failing, and new", { ...active, refreshedAt: daysAgo(1) }, ended("no-role"), false],
  ["without a support plan", active, ended("not-entitled", daysAgo(50)), false],
  ["suspended", { ...active, state: "SUSPENDED" }, ended("suspended", daysAgo(50)), false],
  ["gone", { ...active, state: "LEFT" }, undefined, false],
])("judges an account that is %s", (_, entry, result, stale) => {
  expect(isStale({ entry, result }, now)).toBe(stale);
});
