// One act on one instance: what is looked at again before, what EC2 gets, and what is on record afterwards.
import { TryLater } from "@orgwatch/core/errors";
import { NoAccess } from "@orgwatch/core/tag-audit/enforce-instance";
import { enforceWorld, instanceId, runId, stop, terminate, violationId } from "./testing/enforce-world";

const markKey = "orgwatch:tag-audit";
const stopMark = "stop on 2030-01-07, terminate on 2030-01-17: department missing";

describe("a stop", () => {
  it("marks the instance, stops it, and records both before and after", async () => {
    const world = await enforceWorld();
    const saved: string[][] = [];
    world.ec2.setFault(async (call, when) => {
      if (when === "before" && (call === "mark" || call === "stop"))
        saved.push([call, ...(await world.acts())]);
    });
    const outcome = await world.run(stop, "a");
    const { acts, instance, status } = await world.violation();
    expect({ outcome, saved, effects: world.ec2.effects(), acts, state: instance.state, status }).toEqual({
      outcome: "done",
      saved: [
        ["mark", "mark open"],
        ["stop", "mark done", "stop open"],
      ],
      effects: [`mark ${instanceId}: ${stopMark}`, `stop ${instanceId}`],
      acts: ["mark", "stop"].map((what) => ({
        ...{ what, runId, outcome: "done" },
        ...{ intendedAt: "2030-01-07T09:10:00.000Z", endedAt: "2030-01-07T09:10:00.000Z" },
      })),
      state: "stopping",
      status: "open",
    });
  });

  it("waits until EC2 knows of the new mark", async () => {
    const world = await enforceWorld();
    world.ec2.markIsSeenAfter(3);
    const outcome = await world.run(stop, "a");
    expect({ outcome, acts: await world.acts() }).toEqual({
      outcome: "done",
      acts: ["mark done", "stop done"],
    });
  });

  it("leaves a mark alone that says the same", async () => {
    const world = await enforceWorld({ tags: { [markKey]: stopMark } });
    expect([await world.run(stop, "a"), world.ec2.effects()]).toEqual(["done", [`stop ${instanceId}`]]);
  });

  it("is done when the owner stopped the instance", async () => {
    const world = await enforceWorld({ state: "stopped" });
    expect([await world.run(stop, "a"), world.ec2.effects(), await world.acts()]).toEqual([
      "found-done: it was stopped already",
      [],
      ["stop found-done; it was stopped already"],
    ]);
    expect((await world.violation()).acts).toMatchObject([{ byOthers: true }]);
  });

  it("does not stop again what its owner started after a stop whose answer was lost", async () => {
    const world = await enforceWorld();
    world.setStep((name, when) => {
      if (name === "stop" && when === "after") throw new Error("killed");
    });
    await world.run(stop, "a");
    world.setStep(() => {});
    world.clock.time += 60_000;
    world.ec2.change(instanceId, { state: "running", launchedAt: new Date(world.clock.time).toISOString() });
    world.clock.time += 60_000;
    expect([await world.run(stop, "b"), world.ec2.effects()]).toEqual([
      "found-done",
      [`mark ${instanceId}: ${stopMark}`, `stop ${instanceId}`],
    ]);
    expect((await world.violation()).acts.filter(({ byOthers }) => byOthers)).toEqual([]);
  });

  it("renews its intent before it asks EC2 again, so that nobody takes it for dead", async () => {
    const world = await enforceWorld();
    const intents: (string | undefined)[] = [];
    world.setStep(async (name, when) => {
      if (name !== "stop" || when !== "before") return;
      intents.push((await world.violation()).acts.at(-1)?.intendedAt);
      if (intents.length === 1) throw new TryLater("throttled");
    });
    const first = await world.run(stop, "a");
    world.clock.time += 80_000;
    const outcomes = [first, await world.run(stop, "a")];
    expect({ outcomes, intents }).toEqual({
      outcomes: ["later", "done"],
      intents: ["2030-01-07T09:10:00.000Z", "2030-01-07T09:11:20.000Z"],
    });
  });

  it("fails when EC2 takes the call and the instance runs on", async () => {
    const world = await enforceWorld();
    world.ec2.setFault((call) => {
      if (call === "look") world.ec2.change(instanceId, { state: "running" });
    });
    expect([await world.run(stop, "a"), await world.acts()]).toEqual([
      "failed: EC2 took the call, but the instance is still running",
      ["mark done", "stop failed; EC2 took the call, but the instance is still running"],
    ]);
  });

  it("is refused where the role is missing, and is tried again by the next run", async () => {
    const world = await enforceWorld();
    world.setStep((name) => {
      if (name === "mark") throw new NoAccess("the role does not exist");
    });
    const first = await world.run(stop, "a");
    world.setStep(() => {});
    const again = await world.run(stop, "a");
    const next = await world.run(stop, "b", { runId: "2030-01-07T15:00:00.000Z" });
    const words = "it could not be marked: the role does not exist";
    expect({ first, again, next, acts: await world.acts() }).toEqual({
      first: `refused: ${words}`,
      again: `refused: ${words}`,
      next: "done",
      acts: ["mark refused; the role does not exist", `stop refused; ${words}`, "mark done", "stop done"],
    });
  });
});

describe("what changed since the plan", () => {
  type Changed = [string, ...NonNullable<Parameters<typeof enforceWorld>>];
  const group = { "aws:autoscaling:groupName": "web" };
  it.each([
    ["its tags were mended", { tags: { department: "it" } }, {}, {}],
    ["it is exempt until 2030-01-09", { tags: { "orgwatch:tag-exempt-until": "2030-01-09" } }, {}, {}],
    ["it belongs to web (auto-scaling), whose members are only reported", { tags: group }, {}, {}],
    ["it belongs to spot (spot), whose members are only reported", { spot: true }, {}, {}],
    ["it is pending", { state: "pending" }, {}, {}],
    ["it is gone", { state: "terminated" }, {}, {}],
    ["the violation is mended by now", {}, { status: "mended" }, {}],
    ["the violation ended, and a new one began", {}, { firstSeenAt: runId }, {}],
    ["the policy goes no further than warn", {}, {}, { upTo: "warn" }],
    ["the policy has no scheme all any more", {}, {}, { schemes: [] }],
  ] satisfies Changed[])("skips the act: %s", async (words, instance, violation, options) => {
    const world = await enforceWorld(instance, violation, options);
    expect([await world.run(stop, "a"), world.ec2.effects(), await world.acts()]).toEqual([
      `skipped: ${words}`,
      [],
      [`stop skipped; ${words}`],
    ]);
  });

  it("skips what EC2 does not know any more, and what the table does not know", async () => {
    const world = await enforceWorld();
    world.ec2.remove(instanceId);
    expect([
      await world.run(terminate, "a"),
      await world.run({ ...stop, violationId: `${violationId}0` }, "a"),
    ]).toEqual(["skipped: it is gone", "skipped: nobody knows of this violation any more"]);
  });

  it("acts on members whose keeper the policy names, and tells what EC2 refuses", async () => {
    const world = await enforceWorld({ spot: true }, {}, { actOnKept: ["spot"] });
    expect([await world.run(stop, "a"), await world.acts()]).toEqual([
      "refused: a spot instance cannot be stopped",
      ["mark done", "stop refused; a spot instance cannot be stopped"],
    ]);
  });

  it("goes by the record that somebody else wrote meanwhile", async () => {
    const world = await enforceWorld();
    let isFirst = true;
    world.setStep(async (name, when) => {
      if (name !== "save" || when !== "before" || !isFirst) return;
      isFirst = false;
      await world.edit({ status: "exempt" });
    });
    expect([await world.run(stop, "a"), world.ec2.effects()]).toEqual([
      "skipped: the violation is exempt by now",
      [],
    ]);
  });
});
