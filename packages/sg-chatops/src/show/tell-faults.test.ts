import type { Change } from "@orgwatch/core/security-groups/change";
import { tellChange } from "./tell-change";
import { alone, more, oneMore, reply, tellWorld } from "./testing/tell-world";

describe("while Slack fails", () => {
  const fault = { service: "slack", share: 1, times: 1 } as const;

  it.each([
    ["refused for now", { ...fault, operation: "chat.postMessage", kind: "throttle", retryAfterSeconds: 7 }],
    ["down", { ...fault, operation: "*", kind: "error" }],
    ["cut off before it took it", { ...fault, operation: "chat.postMessage", kind: "reset" }],
    [
      "cut off after it took it",
      { ...fault, service: "slack-answer", operation: "chat.postMessage", kind: "reset" },
    ],
  ] as const)("tells once all the same where Slack was %s", async (_name, what) => {
    const world = tellWorld({ webhook: false });
    const [root, second] = [await world.record({}), await world.record({ changeId: "e-2" })];
    world.faults.add(what);
    const failed = await world.failure(root);
    world.faults.add(what);
    const alsoFailed = await world.failure(second);
    await world.pass(120_000);
    for (const change of [second, root, second, root]) await world.tell(change);
    expect({ failed: failed !== "none", alsoFailed: alsoFailed !== "none", shown: world.shown() }).toEqual({
      failed: true,
      alsoFailed: true,
      shown: [
        { ...alone, what: "e-1", followers: oneMore },
        { ...reply, what: "e-2" },
      ],
    });
  });

  it("counts in the root's message what a failure kept it from counting", async () => {
    const world = tellWorld();
    await world.tell(await world.record({}));
    const second = await world.record({ changeId: "e-2" });
    world.faults.add({ ...fault, operation: "chat.update", kind: "reset" });
    expect(await world.failure(second)).toMatch(/^SlackUnclear/);
    await world.tell(second);
    expect(world.shown()).toEqual([
      expect.objectContaining({ what: "e-1", followers: oneMore }),
      { ...reply, what: "e-2" },
    ]);
  });

  it("ends in the same picture however often and in whatever order everything is told, at the same time too", async () => {
    const world = tellWorld();
    const changes: Change[] = [];
    for (let id = 1; id <= 6; id += 1) changes.push(await world.record({ changeId: `e-${id}` }));
    for (const service of ["slack", "slack-answer"])
      world.faults.add({ service, operation: "*", kind: "reset", share: 1, times: 3 });
    let left = [...changes, ...changes.toReversed(), ...changes];
    for (let round = 0; left.length > 0 && round < 30; round += 1) {
      const tries = left.map(async (change) => ({
        change,
        ok: await tellChange(change, world.dependencies).then(
          () => true,
          () => false,
        ),
      }));
      const outcomes = await world.time.run(Promise.all(tries));
      left = outcomes.flatMap(({ change, ok }) => (ok ? [] : [change]));
      await world.pass(30_000);
    }
    const shown = world.shown();
    expect({
      left,
      root: shown.filter(({ inThread }) => !inThread).map(({ what, followers }) => ({ what, followers })),
    }).toEqual({
      left: [],
      root: [
        {
          what: "e-1",
          followers: more("5 more changes by alice@acme.example in the thread (gravest: 🟠 Medium)"),
        },
      ],
    });
    expect(
      shown
        .filter(({ inThread }) => inThread)
        .map(({ what }) => what)
        .toSorted(),
    ).toEqual(["e-2", "e-3", "e-4", "e-5", "e-6"]);
  });
});
