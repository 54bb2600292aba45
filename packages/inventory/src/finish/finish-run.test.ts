import { runKeys } from "@orgwatch/core/inventory/run-keys";
import type { Failure } from "@orgwatch/core/inventory/run-manifest";
import { before, finishWorld, paying, result, run, scope, secure } from "./testing/finish-world";

const denied: Failure = {
  ...{
    account: paying.id,
    region: "*",
    type: "denied",
    words: "AccessDenied: sts:AssumeRole",
    hides: "everything",
  },
};
const { file: _, ...unread } = result(paying, {
  ...{ regions: { global: "failed", "eu-west-1": "failed" }, counts: {}, failures: [denied] },
});
const channelsOf = (world: Awaited<ReturnType<typeof finishWorld>>) =>
  world.slack.messages().map(({ channel }) => channel);

describe("the end of an inventory", () => {
  it("writes the manifest, is the latest run from now on, counts its gaps and tells Slack once", async () => {
    const world = await finishWorld([result(secure), result(paying)]);
    expect(await world.finish()).toBe("complete");
    expect(world.files.written).toEqual([runKeys.manifest(run), runKeys.latest]);
    expect([world.latest(), world.counted, channelsOf(world)]).toEqual([
      { run },
      [["InventoryFailures", 0]],
      ["C0SECURITY"],
    ]);
    expect(world.files.all()[runKeys.manifest(run)]).toMatchObject({
      ...{ run, result: "complete", finishedAt: "2030-01-07T09:00:00.000Z", durationMs: 30 * 60_000 },
      accountChanges: { appeared: [], vanished: [] },
    });
    expect(await world.finish()).toBe("complete");
    expect(channelsOf(world)).toEqual(["C0SECURITY"]);
  });

  it("is loud when an account could not be read, and when another's file was never written", async () => {
    const world = await finishWorld([unread]);
    await world.files.writeJson(runKeys.account(run, secure.id), result(secure));
    expect(await world.finish()).toBe("partial");
    expect([world.counted, world.latest()]).toEqual([[["InventoryFailures", 2]], { run }]);
    const lost = await finishWorld([result(secure)]);
    expect(await lost.finish()).toBe("partial");
    expect(lost.counted).toEqual([["InventoryFailures", 2]]);
    for (const { slack } of [world, lost])
      expect(slack.messages()[0]?.text).toMatch(/^⚠️ PARTIAL inventory: /);
  });

  it("is loud when the configuration names a type that nobody knows", async () => {
    const unknownTypes = { "AWS::Foo::Bar": "TypeNotFoundException: no such type" };
    const cloudControl = [{ type: "AWS::Foo::Bar", scope: "regional" as const, actions: [] }];
    const results = [secure, paying].map((account) => result(account, { unknownTypes }));
    const world = await finishWorld(results, { of: { ...scope, cloudControl } });
    expect(await world.finish()).toBe("partial");
    expect([world.counted, world.latest()]).toEqual([[["InventoryFailures", 1]], { run }]);
    const [message] = world.slack.messages();
    expect(message?.text).toMatch(/^⚠️ PARTIAL inventory: /);
    expect(JSON.stringify(message?.blocks)).toContain(
      "• *misconfigured*: every AWS::Foo::Bar in all accounts. No account and region that was asked knows this type, or can list it: look at inventory.cloudControl (TypeNotFoundException: no such type)",
    );
  });

  it("fails aloud when nothing could be read, once that is told, and nothing is compared with it", async () => {
    const nothing = { ...unread, account: secure.id };
    const world = await finishWorld([unread, nothing]);
    expect(await world.finish()).toBe("NothingRead: the inventory could read nothing in any account");
    expect([world.latest(), world.counted, channelsOf(world)]).toEqual([
      undefined,
      [["InventoryFailures", 4]],
      ["C0SECURITY"],
    ]);
  });

  it("neither becomes the latest run nor ends an alarm when it was asked for a part only", async () => {
    const world = await finishWorld([result(paying)], { of: { ...scope, accounts: [paying], isPart: true } });
    expect(await world.finish()).toBe("complete");
    expect([world.latest(), world.counted, channelsOf(world)]).toEqual([undefined, [], ["C0SECURITY"]]);
  });

  it("does not go back in time when it ends after a run that began later", async () => {
    const world = await finishWorld([result(secure), result(paying)]);
    const later = { run: "2030-01-07T08:45:00.000Z" };
    await world.files.writeJson(runKeys.latest, later);
    await world.finish();
    expect(world.latest()).toEqual(later);
  });

  it("waits for Slack while it is away", async () => {
    const world = await finishWorld([result(secure), result(paying)]);
    world.faults.add({
      service: "slack",
      operation: "chat.postMessage",
      kind: "throttle",
      share: 1,
      times: 3,
    });
    expect(await world.finish()).toBe("complete");
    expect(channelsOf(world)).toEqual(["C0SECURITY"]);
  });

  it("has written everything down when Slack refuses it for good", async () => {
    const world = await finishWorld([result(secure), result(paying)], { webhook: false });
    world.slack.archive("C0SECURITY");
    expect(await world.finish()).toMatch(/^NeverAgain: the bot could not post to #security/);
    expect([world.latest(), world.counted.length]).toEqual([{ run }, 1]);
  });

  it("is told of a run that is not there", async () => {
    const world = await finishWorld([], { of: { ...scope, run: before } });
    world.files.failFor("accounts/");
    expect(await world.finish()).toBe(`TryLater: ${runKeys.account(before, secure.id)} cannot be used`);
  });
});
