// A termination, with and without termination protection; and the mark, from the warning until it is taken off.
import { NoAccess } from "@orgwatch/core/tag-audit/enforce-instance";
import { enforceWorld, firstSeenAt, instanceId, terminate, tidy, warn } from "./testing/enforce-world";

const markKey = "orgwatch:tag-audit";
const lastMark = "terminate on 2030-01-07: department missing";
const stopped = {
  what: "stop",
  runId: "r0",
  intendedAt: "2029-12-30T09:00:00.000Z",
  outcome: "done",
} as const;

describe("a termination", () => {
  it("ends the violation", async () => {
    const world = await enforceWorld({ state: "stopped" }, { acts: [stopped] });
    const outcome = await world.run(terminate, "a");
    const { status, endedAt, stage, next } = await world.violation();
    expect({ outcome, effects: world.ec2.effects(), status, endedAt, stage, next }).toEqual({
      outcome: "done",
      effects: [`mark ${instanceId}: ${lastMark}`, `terminate ${instanceId}`],
      status: "terminated",
      endedAt: "2030-01-07T09:10:00.000Z",
      stage: "terminate",
      next: undefined,
    });
  });

  it("is on record, though another run took its worker for dead while EC2 was slow", async () => {
    const world = await enforceWorld({ state: "stopped" }, { acts: [stopped] });
    let isSlow = true;
    world.setStep(async (name, when) => {
      if (!isSlow || name !== "terminate" || when !== "before") return;
      isSlow = false;
      world.clock.time += 91_000;
      await world.run(tidy, "b", { runId: "later" });
    });
    const outcome = await world.run(terminate, "a");
    expect([outcome, (await world.violation()).status, await world.acts()]).toEqual([
      "done",
      "terminated",
      ["stop done", "mark done", "terminate failed; its run was ended before it could", "terminate done"],
    ]);
  });

  it("respects termination protection, and touches nothing", async () => {
    const world = await enforceWorld({ protected: true });
    const words = "its termination protection is on, and the policy respects it";
    expect([await world.run(terminate, "a"), world.ec2.effects(), await world.acts()]).toEqual([
      `refused: ${words}`,
      [],
      [`terminate refused; ${words}`],
    ]);
  });

  it("takes protection off where the policy says so", async () => {
    const world = await enforceWorld({ protected: true }, {}, { protection: "remove" });
    expect([await world.run(terminate, "a"), await world.acts()]).toEqual([
      "done",
      ["mark done", "terminate done; taken-off"],
    ]);
  });

  it("puts protection back when the tags are mended between the two", async () => {
    const world = await enforceWorld({ protected: true }, {}, { protection: "remove" });
    world.setStep((name, when) => {
      if (name === "terminate" && when === "before") throw new Error("killed");
    });
    await world.run(terminate, "a");
    world.setStep(() => {});
    world.clock.time += 91_000;
    const tags = { ...world.ec2.look(instanceId)?.tags, department: "it" };
    world.ec2.change(instanceId, { tags });
    const outcome = await world.run(terminate, "b");
    expect({ outcome, end: world.ec2.look(instanceId)?.protected, acts: await world.acts() }).toEqual({
      outcome: "skipped: its tags were mended",
      end: true,
      acts: ["mark done", "terminate skipped; put-back; its tags were mended"],
    });
  });

  it("puts protection back also when EC2 still tells of the protection that was taken off", async () => {
    const world = await enforceWorld({ protected: true }, {}, { protection: "remove" });
    const { enforcer } = world.ec2;
    const terminating = async () => {
      throw new NoAccess("an SCP forbids it");
    };
    const late = { ...enforcer, isProtected: async () => true, terminate: terminating };
    const outcome = await world.run(terminate, "a", { enforcer: late });
    expect([outcome, world.ec2.look(instanceId)?.protected, world.ec2.effects()]).toEqual([
      "refused: an SCP forbids it",
      true,
      [`mark ${instanceId}: ${lastMark}`, `unprotect ${instanceId}`, `protect ${instanceId}`],
    ]);
  });

  it("puts protection back twice when it comes off twice: for a run that died, and for this one", async () => {
    const begun = {
      what: "terminate",
      runId: "r0",
      intendedAt: firstSeenAt,
      protection: "taken-off",
    } as const;
    const tags = { [markKey]: lastMark };
    const world = await enforceWorld({ tags }, { acts: [begun] }, { protection: "remove" });
    world.setStep((name) => {
      if (name === "terminate") throw new NoAccess("an SCP forbids it");
    });
    await world.run(terminate, "a");
    expect([world.ec2.look(instanceId)?.protected, world.ec2.effects()]).toEqual([
      true,
      ["protect", "unprotect", "protect"].map((effect) => `${effect} ${instanceId}`),
    ]);
  });

  it("marks again what somebody unmarked, because the role may not put its protection back otherwise", async () => {
    const begun = {
      what: "terminate",
      runId: "r0",
      intendedAt: firstSeenAt,
      protection: "taken-off",
    } as const;
    const world = await enforceWorld({ tags: { department: "it" } }, { status: "mended", acts: [begun] });
    await world.run(tidy, "a");
    const { protected: isProtected, tags } = world.ec2.look(instanceId) ?? {};
    expect({ isProtected, tags, acts: await world.acts() }).toEqual({
      isProtected: true,
      tags: { department: "it" },
      acts: ["terminate failed; put-back; its run was ended before it could", "mark done", "unmark done"],
    });
  });

  it("never forgets protection that cannot be put back: the act stays open, and the work fails", async () => {
    const world = await enforceWorld({ protected: true }, {}, { protection: "remove" });
    world.ec2.setFault((call) => {
      if (call === "terminate" || (call === "protect" && world.ec2.look(instanceId)?.protected === false))
        throw new NoAccess("an SCP forbids it");
    });
    const first = await world.run(terminate, "a");
    world.ec2.setFault(() => {});
    world.clock.time += 91_000;
    const next = await world.run(tidy, "b", { runId: "2030-01-07T15:00:00.000Z" });
    expect({
      first,
      next,
      protected: world.ec2.look(instanceId)?.protected,
      acts: await world.acts(),
    }).toEqual({
      first: "NoAccess: an SCP forbids it",
      next: "skipped",
      protected: true,
      acts: ["mark done", "terminate failed; put-back; its run was ended before it could"],
    });
  });

  it("is recorded by the next run when the first one died after it", async () => {
    const world = await enforceWorld();
    world.setStep((name, when) => {
      if (name === "terminate" && when === "after") throw new Error("killed");
    });
    await world.run(terminate, "a");
    world.setStep(() => {});
    world.ec2.remove(instanceId);
    world.clock.time += 6 * 3_600_000;
    await world.run(tidy, "b", { runId: "2030-01-07T15:00:00.000Z" });
    expect([await world.acts(), (await world.violation()).status]).toEqual([
      ["mark done", "terminate found-done"],
      "terminated",
    ]);
  });
});

describe("the mark", () => {
  it("is written with a warning, whose own record is left to whoever sends it", async () => {
    const world = await enforceWorld();
    const words = "stop on 2030-01-10, terminate on 2030-01-20: department missing";
    expect([
      await world.run(warn, "a"),
      await world.run(warn, "a"),
      world.ec2.effects(),
      await world.acts(),
    ]).toEqual(["done", "done", [`mark ${instanceId}: ${words}`], ["mark done"]]);
  });

  it("is not written where nothing follows the warning", async () => {
    const world = await enforceWorld({}, {}, { upTo: "warn" });
    expect([await world.run(warn, "a"), world.ec2.effects()]).toEqual([
      "skipped: nothing follows its warning",
      [],
    ]);
  });

  it("is not written on what was mended since the plan", async () => {
    const world = await enforceWorld({ tags: { department: "it" } });
    expect([await world.run(warn, "a"), world.ec2.effects(), await world.acts()]).toEqual([
      "skipped: its tags were mended",
      [],
      [],
    ]);
  });

  it("is taken off what was mended, once", async () => {
    const mark = { what: "mark", runId: "r0", intendedAt: firstSeenAt, outcome: "done" } as const;
    const world = await enforceWorld({ tags: { [markKey]: "x" } }, { status: "mended", acts: [mark] });
    const outcomes = [await world.run(tidy, "a"), await world.run(tidy, "b", { runId: "later" })];
    expect([outcomes, world.ec2.effects(), world.ec2.look(instanceId)?.tags]).toEqual([
      ["done", "skipped"],
      [`unmark ${instanceId}`],
      {},
    ]);
  });

  it("keeps one record of being refused, however many runs try", async () => {
    const mark = { what: "mark", runId: "r0", intendedAt: firstSeenAt, outcome: "done" } as const;
    const world = await enforceWorld({ tags: { [markKey]: "x" } }, { status: "exempt", acts: [mark] });
    world.setStep((name) => {
      if (name === "unmark") throw new NoAccess("the role is gone");
    });
    for (const run of ["r1", "r2", "r3"]) await world.run(tidy, run, { runId: run });
    expect(await world.acts()).toEqual(["mark done", "unmark refused; the role is gone"]);
  });
});
