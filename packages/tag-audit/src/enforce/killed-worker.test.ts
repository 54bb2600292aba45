// A worker that dies at any moment: before or after any call to the table or to EC2. Whoever comes next goes on, and does nothing twice.
import { TryLater } from "@orgwatch/core/errors";
import { NoAccess } from "@orgwatch/core/tag-audit/enforce-instance";
import type { EnforceTask } from "@orgwatch/core/tag-audit/enforce-step";
import { seeded } from "@orgwatch/core/testing/seeded";
import type { MemoryInstance } from "../testing/memory-instances";
import { enforceWorld, instanceId, stop, terminate, tidy } from "./testing/enforce-world";

type World = Awaited<ReturnType<typeof enforceWorld>>;
type Scene = {
  readonly name: string;
  readonly task: EnforceTask;
  readonly start: () => Promise<World>;
  /** EC2 takes everything but the termination itself. */
  readonly isForbidden?: boolean;
  readonly effects: readonly string[];
  readonly left: Partial<MemoryInstance>;
  readonly outcome: RegExp;
};

const markWords = "terminate on 2030-01-07: department missing";
const marked = { "orgwatch:tag-audit": markWords };
const begun = {
  what: "terminate",
  runId: "r0",
  intendedAt: "2030-01-07T09:00:30.000Z",
  worker: "dead",
} as const;
const markedThen = {
  what: "mark",
  runId: "r0",
  intendedAt: "2030-01-07T09:00:20.000Z",
  outcome: "done",
} as const;
const stopWords = "stop on 2030-01-07, terminate on 2030-01-17: department missing";

const scenes: readonly Scene[] = [
  {
    name: "stop",
    task: stop,
    start: () => enforceWorld(),
    effects: [`mark ${instanceId}: ${stopWords}`, `stop ${instanceId}`],
    left: { state: "stopping", protected: false },
    outcome: /^(done|found-done)$/,
  },
  {
    name: "terminate a protected one",
    task: terminate,
    start: () => enforceWorld({ protected: true, state: "stopped" }, {}, { protection: "remove" }),
    effects: [`mark ${instanceId}: ${markWords}`, `unprotect ${instanceId}`, `terminate ${instanceId}`],
    left: { state: "shutting-down", protected: false },
    outcome: /^(done|found-done)$/,
  },
  {
    name: "terminate a protected one, which an SCP forbids",
    task: terminate,
    start: () => enforceWorld({ protected: true }, {}, { protection: "remove" }),
    isForbidden: true,
    effects: [`mark ${instanceId}: ${markWords}`, `unprotect ${instanceId}`, `protect ${instanceId}`],
    left: { state: "running", protected: true },
    outcome: /^refused: an SCP forbids it$/,
  },
  {
    name: "go on with a termination whose instance was mended, and whose protection is off",
    task: tidy,
    start: () =>
      enforceWorld(
        { tags: { department: "it", ...marked } },
        { status: "mended", acts: [markedThen, { ...begun, protection: "taken-off" }] },
      ),
    effects: [`protect ${instanceId}`, `unmark ${instanceId}`],
    left: { state: "running", protected: true, tags: { department: "it" } },
    outcome: /^(done|found-done)/,
  },
  {
    name: "unmark",
    task: tidy,
    start: () =>
      enforceWorld({ tags: { department: "it", ...marked } }, { status: "mended", acts: [markedThen] }),
    effects: [`unmark ${instanceId}`],
    left: { state: "running", tags: { department: "it" } },
    outcome: /^(done|found-done)/,
  },
];

/** The scene's world, whose every call does this first. */
async function started({ start, isForbidden = false }: Scene, also: () => void): Promise<World> {
  const world = await start();
  world.setStep((name, when) => {
    also();
    if (isForbidden && name === "terminate" && when === "before") throw new NoAccess("an SCP forbids it");
  });
  return world;
}

async function endOf(world: World, { left }: Scene) {
  const { acts } = await world.violation();
  const look = Object.entries(world.ec2.look(instanceId) ?? {});
  return {
    effects: [...world.ec2.effects()],
    left: Object.fromEntries(look.filter(([key]) => key in left)),
    open: acts.filter(({ outcome }) => outcome === undefined).length,
  };
}

/** How many moments a run without faults has. */
async function momentsOf(scene: Scene): Promise<number> {
  let moments = 0;
  const world = await started(scene, () => {
    moments += 1;
  });
  expect(await world.run(scene.task, "a")).toMatch(scene.outcome);
  return moments;
}

describe.each(scenes)("$name", (scene) => {
  it("comes to the same end whenever the worker dies, and keeps the next one waiting until it must be dead", async () => {
    const moments = await momentsOf(scene);
    const ends = [];
    for (let dies = 1; dies <= moments; dies += 1) {
      let moment = 0;
      const world = await started(scene, () => {
        moment += 1;
        if (moment >= dies) throw new Error("killed");
      });
      const killed = await world.run(scene.task, "a");
      moment = Number.NEGATIVE_INFINITY;
      const { acts } = await world.violation();
      const isOpen = acts.some(({ outcome, worker }) => outcome === undefined && worker === "a");
      if (isOpen) expect(await world.run(scene.task, "b")).toBe("later");
      world.clock.time += 91_000;
      const second = await world.run(scene.task, "b");
      ends.push({ dies, killed, isRight: scene.outcome.test(second), ...(await endOf(world, scene)) });
    }
    const { effects, left } = scene;
    const end = { killed: "Error: killed", isRight: true, effects, left, open: 0 };
    expect(ends).toEqual(ends.map(({ dies }) => ({ dies, ...end })));
    expect(moments).toBeGreaterThan(8);
  });

  it("keeps a second worker away at each moment at which the first is at it", async () => {
    const moments = await momentsOf(scene);
    const ends = [];
    for (let at = 1; at <= moments; at += 1) {
      let moment = 0;
      let second: Promise<unknown> = Promise.resolve();
      const world = await started(scene, () => {
        moment += 1;
        if (moment === at) second = world.run(scene.task, "b");
      });
      const first = await world.run(scene.task, "a");
      await second;
      world.clock.time += 91_000;
      const last = await world.run(scene.task, "c");
      ends.push({
        at,
        first: first === "later" || scene.outcome.test(first),
        isRight: scene.outcome.test(last),
        ...(await endOf(world, scene)),
      });
    }
    const { effects, left } = scene;
    const end = { first: true, isRight: true, effects, left, open: 0 };
    expect(ends).toEqual(ends.map(({ at }) => ({ at, ...end })));
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "acts once through throttles and lost answers (seed %i)",
    async (seed) => {
      const random = seeded(seed);
      let share = 0.2;
      const world = await started(scene, () => {
        if (random() < share) throw new TryLater("reset");
      });
      for (let attempt = 0; attempt < 12; attempt += 1) {
        await world.run(scene.task, `w${attempt % 3}`);
        world.clock.time += attempt % 2 === 0 ? 100_000 : 5_000;
      }
      share = 0;
      world.clock.time += 100_000;
      const last = await world.run(scene.task, "last");
      const { effects, ...end } = await endOf(world, scene);
      const acted = effects.filter((effect) => /^(stop|terminate) /.test(effect));
      expect({ isRight: scene.outcome.test(last), ...end, effects: [...new Set(effects)] }).toEqual({
        isRight: true,
        left: scene.left,
        open: 0,
        effects: scene.effects,
      });
      expect(acted).toEqual([...new Set(acted)]);
    },
  );
});
