import { TryLater } from "@orgwatch/core/errors";
import type { Facts, Log } from "@orgwatch/core/log";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { memoryState } from "@orgwatch/core/testing/memory-changes";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { NoAccess } from "../ec2/group-api";
import { readResult, saveResult } from "./account-result";
import type { AccountRules } from "./account-rules";
import { finishSweep } from "./finish-sweep";
import { knownRules } from "./known-rules-table";
import { readBatch } from "./read-batch";

const startedAt = "2030-01-07T09:00:00.000Z";
const [first, second, third] = ["111111111111", "222222222222", "333333333333"] as const;
const regions = ["eu-west-1", "us-east-1"];
const rule = (ruleId: string, port = 22): Rule => ({
  ruleId,
  direction: "ingress",
  protocol: "tcp",
  fromPort: port,
  toPort: port,
  peer: { kind: "ipv4", cidr: "10.0.0.0/8" },
});

/** `rulesIn` answers for each account and region; the default has two groups in each. */
function world(rulesIn: (accountId: string, region: string) => AccountRules = () => groups) {
  const time = virtualTime(new Date(startedAt));
  const state = memoryState();
  const lines: (readonly [string, Facts | undefined])[] = [];
  const note = (message: string, facts?: Facts) => void lines.push([message, facts]);
  const log: Log = { info: () => {}, warn: note, error: note, with: () => log };
  const asked: string[] = [];
  const known = knownRules(state);
  const dependencies = {
    rulesIn: (accountId: string, region: string): AccountRules => {
      asked.push(`${accountId} ${region}`);
      return rulesIn(accountId, region);
    },
    known,
    state,
    now: time.now,
    sleep: time.sleep,
    log,
  };
  return {
    known,
    state,
    asked,
    lines,
    time,
    read: (accounts: readonly string[], deadline = new Date(Date.parse(startedAt) + 600_000)) =>
      time.run(readBatch({ accounts: [...accounts], regions, startedAt }, { ...dependencies, deadline })),
    finish: (accounts?: readonly string[]) =>
      finishSweep(
        { plan: { startedAt, accounts: 3 }, ...(accounts ? { accounts: [...accounts] } : {}) },
        { accounts: async () => [first, second, third].map(entry), state, log },
      ),
    result: (accountId: string) => readResult(state, accountId),
  };
}

const groups: AccountRules = async () =>
  new Map([
    ["sg-1", [rule("sgr-1"), rule("sgr-2", 443)]],
    ["sg-2", [rule("sgr-3")]],
  ]);
const denied: AccountRules = () => Promise.reject(new NoAccess("AuthFailure in that region"));

const entry = (accountId: string): AccountEntry => ({
  accountId,
  name: `acme-${accountId.slice(0, 1)}`,
  state: accountId === third ? "SUSPENDED" : "ACTIVE",
  organizationalUnits: [],
  team: "platform",
  refreshedAt: startedAt,
});
const ok = { startedAt, checkedAt: startedAt, regions: 2, groups: 4, rules: 6, failures: [] };

describe("a sweep of rules", () => {
  it("remembers the rules of every group, and what was read of each account", async () => {
    const { read, known, result, finish, lines } = world();
    await read([first, second]);
    const place = { accountId: second, region: "us-east-1", groupId: "sg-1" };
    expect({
      known: Object.fromEntries(await known.before(place, "2030-01-07T10:00:00Z")),
      results: [await result(first), await result(second)],
      counts: await finish(),
      lines,
    }).toEqual({
      known: { "sgr-1": rule("sgr-1"), "sgr-2": rule("sgr-2", 443) },
      results: [
        { ...ok, accountId: first },
        { ...ok, accountId: second },
      ],
      counts: { ok: 2 },
      lines: [],
    });
  });

  it("goes on where a region, or a whole account, cannot be read, and says so", async () => {
    const { read, result, finish, lines } = world((accountId, region) =>
      accountId === second || region === "us-east-1" ? denied : groups,
    );
    await read([first, second]);
    const words = "NoAccess: AuthFailure in that region";
    const failures = regions.map((region) => ({ region, words }));
    const nothing = { regions: 0, groups: 0, rules: 0 };
    const partly = { regions: 1, groups: 2, rules: 3, failures: failures.slice(1) };
    expect({ results: [await result(first), await result(second)], counts: await finish(), lines }).toEqual({
      results: [
        { ...ok, ...partly, accountId: first },
        { ...ok, ...nothing, failures, accountId: second },
      ],
      counts: { partial: 1, failed: 1 },
      lines: [
        [
          "accounts whose security-group rules are not all known",
          {
            accounts: [
              `acme-1 (${first}): us-east-1: ${words}`,
              `acme-2 (${second}): eu-west-1, us-east-1: ${words}`,
            ].join("\n"),
            more: 0,
          },
        ],
      ],
    });
  });

  it("waits for what passes, and tries an account again only where something is missing", async () => {
    let throttles = 7;
    const { read, asked, result } = world((accountId) => async () => {
      throttles -= accountId === first ? 1 : 0;
      if (throttles >= 0 && accountId === first) throw new TryLater("slowly");
      return groups();
    });
    const runs: unknown[] = [];
    for (let run = 0; run < 3; run += 1) {
      await read([first, second]);
      const times = (id: string) => asked.filter((place) => place.startsWith(id)).length;
      runs.push([times(first), times(second), (await result(first))?.failures]);
    }
    const slowly = regions.map((region) => ({ region, words: "TryLater: slowly" }));
    expect(runs).toEqual([
      [6, 2, slowly],
      [9, 2, []],
      [9, 2, []],
    ]);
  });

  it("is tried again as an item when the time is over or the table is away, and begins with what is missing", async () => {
    const { read, asked, result, state } = world();
    await read([first]);
    await expect(read([first, second], new Date(startedAt))).rejects.toMatchObject({ name: "OutOfTime" });
    expect([await result(second), asked.length]).toEqual([undefined, 2]);
    const { save } = state;
    Object.assign(state, { save: () => Promise.reject(new TryLater("the table is away")) });
    await expect(read([first, second])).rejects.toMatchObject({ message: "the table is away" });
    Object.assign(state, { save });
    await read([first, second]);
    expect(await result(second)).toMatchObject({ regions: 2, failures: [] });
  });

  it("fails when it read no account at all, but not when only some were asked for", async () => {
    const { read, finish, state } = world(() => denied);
    await expect(finish()).rejects.toMatchObject({ name: "NothingRead" });
    const yesterday = "2030-01-06T09:00:00.000Z";
    const before = { ...ok, accountId: first, startedAt: yesterday, checkedAt: yesterday };
    await saveResult(state, before, new Date(yesterday));
    expect(await finish([first])).toEqual({ "not-reached": 1 });
    await read([first]);
    await expect(finish()).rejects.toMatchObject({
      name: "NothingRead",
      message: "the sweep could read the security-group rules of no account",
    });
    expect([await finish([first]), await finish([second])]).toEqual([{ failed: 1 }, { "not-reached": 1 }]);
  });
});
