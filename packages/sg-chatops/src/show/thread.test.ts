import { TryLater } from "@orgwatch/core/errors";
import type { Author } from "@orgwatch/core/security-groups/change";
import { policyWith } from "@orgwatch/core/security-groups/policy";
import type { StateTable } from "@orgwatch/core/security-groups/state-table";
import { memoryState } from "@orgwatch/core/testing/memory-changes";
import { alice, sampleChange, start } from "./testing/sample-change";
import { followersOf, joinThread } from "./thread";

const channel = "C0SECURITY";
const policy = policyWith({ threadMinutes: 10 });
const after = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000);
const change = (
  changeId: string,
  more: { risk?: "low" | "medium" | "high"; author?: Author; accountId?: string } = {},
) => sampleChange({ changeId, ...more });

function threads(state: StateTable = memoryState()) {
  return {
    join: (one: ReturnType<typeof change>, minutes: number, to = channel, by = policy) =>
      joinThread(one, to, { state, policy: by, now: after(minutes) }),
    followers: (root: ReturnType<typeof change>) => followersOf(root, state),
  };
}

it("puts what comes soon after into the first one's thread, as long as it goes on", async () => {
  const { join, followers } = threads();
  const joined = [
    await join(change("e-1"), 0),
    await join(change("e-2", { risk: "low" }), 9),
    await join(change("e-3", { risk: "high" }), 19),
    await join(change("e-4", { risk: "medium" }), 29),
    await join(change("e-5"), 40),
    await join(change("e-6"), 41),
  ];
  expect({ joined, first: await followers(change("e-1")), second: await followers(change("e-5")) }).toEqual({
    joined: [undefined, "sg/e-1", "sg/e-1", "sg/e-1", undefined, "sg/e-5"],
    first: { count: 3, worst: "high", worstAt: 2 },
    second: { count: 1, worst: "medium", worstAt: 1 },
  });
});

it("ends a thread after an hour, however soon one follows the other: nobody reads below a message of yesterday", async () => {
  const { join } = threads();
  const joined: unknown[] = [];
  for (let minutes = 0; minutes <= 72; minutes += 9) joined.push(await join(change(`e-${minutes}`), minutes));
  const [first, second] = [Array<string>(6).fill("sg/e-0"), ["sg/e-63"]];
  expect(joined).toEqual([undefined, ...first, undefined, ...second]);
});

it("knows a change that comes again, also when its burst is long over", async () => {
  const { join, followers } = threads();
  await join(change("e-1"), 0);
  await join(change("e-2"), 1);
  await join(change("e-3"), 60);
  const again = [
    await join(change("e-1"), 61),
    await join(change("e-2"), 61),
    await join(change("e-3"), 120),
  ];
  expect({ again, followers: await followers(change("e-1")) }).toEqual({
    again: [undefined, "sg/e-1", undefined],
    followers: { count: 1, worst: "medium", worstAt: 1 },
  });
});

it.each<[string, Parameters<typeof change>[1]]>([
  ["another account", { accountId: "222222222222" }],
  ["another person with the same permission set", { author: { ...alice, session: "bob@acme.example" } }],
  ["another kind of principal of that name", { author: { ...alice, kind: "role" } }],
])("keeps apart what was done by or in %s", async (_name, more) => {
  const { join } = threads();
  expect([await join(change("e-1"), 0), await join(change("e-2", more), 0)]).toEqual([undefined, undefined]);
});

it("keeps a thread in one channel, while the other channel has its own", async () => {
  const { join } = threads();
  const joined = [
    await join(change("e-1"), 0),
    await join(change("e-2"), 1, "C0CRITICAL"),
    await join(change("e-3"), 2),
    await join(change("e-4"), 3, "C0CRITICAL"),
  ];
  expect(joined).toEqual([undefined, undefined, "sg/e-1", "sg/e-2"]);
});

it("threads nothing where the policy does not want it", async () => {
  const { join } = threads();
  const never = policyWith({ threadMinutes: 0 });
  expect([
    await join(change("e-1"), 0, channel, never),
    await join(change("e-2"), 0, channel, never),
  ]).toEqual([undefined, undefined]);
});

it("counts each of many that join at the same time", async () => {
  const { join, followers } = threads();
  await join(change("e-0"), 0);
  const ids = Array.from({ length: 8 }, (_, index) => `e-${index + 1}`);
  const joined = await Promise.all(ids.map((id) => join(change(id), 1)));
  expect({ joined, followers: await followers(change("e-0")) }).toEqual({
    joined: ids.map(() => "sg/e-0"),
    followers: { count: 8, worst: "medium", worstAt: 1 },
  });
});

it("gives up for now when others are always faster", async () => {
  let tries = 0;
  const { join } = threads({
    read: async () => undefined,
    save: async () => {
      tries += 1;
      return false;
    },
  });
  const error = await join(change("e-1"), 0).catch((thrown: unknown) => thrown);
  expect({ error, later: error instanceof TryLater, tries }).toEqual({
    error: new TryLater("others join the same thread at the same time"),
    later: true,
    tries: 10,
  });
});

it("begins anew where the table holds something else", async () => {
  const state = memoryState();
  await joinThread(change("e-1"), channel, { state, policy, now: after(0) });
  const [key = "", saved] = [...state.entries()][0] ?? [];
  await state.save(key, [{ root: 1 }], saved, { now: after(0), keepDays: 1 });
  expect(await joinThread(change("e-2"), channel, { state, policy, now: after(1) })).toBeUndefined();
});

it("keeps its key short for any name", async () => {
  const state = memoryState();
  const author: Author = { kind: "federated", name: "\ud800<".repeat(5000) };
  await joinThread(change("e-1", { author }), channel, { state, policy, now: after(0) });
  expect(
    [...state.entries().keys()].map((key) => [key.startsWith("burst/111111111111/"), key.length < 400]),
  ).toEqual([[true, true]]);
});

it("stays small in a burst that does not end", async () => {
  const state = memoryState();
  for (let index = 0; index < 300; index += 1)
    await joinThread(change(`e-${index}`), channel, { state, policy, now: after(index) });
  for (let index = 0; index < 30; index += 1)
    await joinThread(change(`f-${index}`), channel, { state, policy, now: after(1000 + index * 20) });
  const [saved] = [...state.entries().values()];
  expect([JSON.stringify(saved).length < 50_000, await followersOf(change("e-0"), state)]).toEqual([
    true,
    undefined,
  ]);
});
