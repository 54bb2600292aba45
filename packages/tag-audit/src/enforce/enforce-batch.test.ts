// The acts of one account, as the lambda does them: nothing that becomes of one instance stops the others.
import { TryLater } from "@orgwatch/core/errors";
import { Refused } from "@orgwatch/core/tag-audit/enforce-instance";
import type { RunPlan, Violation } from "@orgwatch/core/tag-audit/violation";
import { memoryViolations } from "@orgwatch/core/testing/memory-violations";
import { silent } from "../../testing/run-scan";
import { memoryInstances } from "../testing/memory-instances";
import { enforceBatch } from "./enforce-batch";
import { firstSeenAt, place, policy, runId, sampleViolation } from "./testing/enforce-world";

const ids = ["i-1", "i-2", "i-3", "i-4"];
const idOf = (instanceId: string) => `${place.accountId}/${place.region}/${instanceId}`;

/** Four running instances, all planned to be stopped, and one of another account. */
async function batchWorld(lambdaMs = 600_000) {
  const clock = { time: Date.parse("2030-01-07T09:10:00Z") };
  const now = () => new Date(clock.time);
  const table = memoryViolations();
  const ec2 = memoryInstances(now);
  for (const instanceId of ids) {
    ec2.add(instanceId, { launchedAt: firstSeenAt });
    const { instance } = sampleViolation();
    await table.add(
      sampleViolation({ violationId: idOf(instanceId), instance: { ...instance, instanceId } }),
    );
  }
  const plan: RunPlan = {
    ...{ runId, madeAt: runId, held: [], warnings: [] },
    acts: ids.map((instanceId) => ({
      ...{ ...place, instanceId, violationId: idOf(instanceId), firstSeenAt },
      ...{ stage: "stop", dueAt: runId, problems: [] },
    })),
  };
  const run = (accounts: readonly string[] = [place.accountId], worker = "a") =>
    enforceBatch(plan, accounts, {
      violations: table,
      enforcerIn: () => ec2.enforcer,
      ...{ policy, runId, worker, now, random: () => 0.5, log: silent },
      deadline: new Date(clock.time + lambdaMs),
      sleep: async (milliseconds) => {
        clock.time += milliseconds;
      },
    }).then(
      (counts) => counts,
      (error: unknown) => String(error),
    );
  const stopsOf = ({ acts }: Violation) =>
    acts.flatMap(({ what, outcome }) => (what === "stop" ? [outcome ?? "open"] : [])).join();
  return { clock, ec2, plan, run, stops: () => table.violations().map(stopsOf) };
}

const stopped = (effects: readonly string[]) => effects.filter((effect) => effect.startsWith("stop"));

it("stops one by one, and one that EC2 refuses does not stop the others", async () => {
  const world = await batchWorld();
  let under = 0;
  let most = 0;
  world.ec2.setFault((call, when, id) => {
    under += when === "before" ? 1 : -1;
    most = Math.max(most, under);
    if (call === "stop" && id === "i-2") {
      under -= 1;
      throw new Refused("IncorrectInstanceState", "no");
    }
  });
  expect({
    counts: await world.run(),
    stops: world.stops(),
    effects: stopped(world.ec2.effects()),
    most,
  }).toEqual({
    counts: { done: 3, refused: 1 },
    stops: ["done", "refused", "done", "done"],
    effects: ["stop i-1", "stop i-3", "stop i-4"],
    most: 1,
  });
});

it("does nothing of a plan of yesterday, whose canaries and caps say nothing any more", async () => {
  const world = await batchWorld();
  world.clock.time += 24 * 3_600_000;
  expect([await world.run(), world.ec2.effects(), world.stops()]).toEqual([{}, [], ["", "", "", ""]]);
});

it("leaves accounts of other items alone", async () => {
  const world = await batchWorld();
  expect([await world.run(["222222222222"]), world.ec2.effects()]).toEqual([{}, []]);
});

it("tries again what passes, and does nothing twice", async () => {
  const world = await batchWorld();
  let lost = 0;
  world.ec2.setFault((call, when, id) => {
    if (call !== "stop" || when !== "after" || id === "i-3" || lost >= 2) return;
    lost += 1;
    throw new TryLater("reset");
  });
  expect({ counts: await world.run(), effects: stopped(world.ec2.effects()) }).toEqual({
    counts: { done: 2, "found-done": 2 },
    effects: ["stop i-1", "stop i-2", "stop i-3", "stop i-4"],
  });
});

it("fails with what is left, and the next try of the item does the rest", async () => {
  const world = await batchWorld();
  world.ec2.setFault((_, __, id) => {
    if (id === "i-2") throw new TryLater("throttled");
  });
  const first = await world.run();
  world.ec2.setFault(() => {});
  world.clock.time += 91_000;
  expect({ first, second: await world.run(undefined, "b"), stops: world.stops() }).toEqual({
    first: "ActsLeft: 1 acts are not done",
    second: { done: 4 },
    stops: ["done", "done", "done", "done"],
  });
  expect(stopped(world.ec2.effects()).toSorted()).toEqual(["stop i-1", "stop i-2", "stop i-3", "stop i-4"]);
});

it("begins nothing shortly before the lambda ends", async () => {
  const world = await batchWorld(150_000);
  world.ec2.setFault((call, when) => {
    if (call === "stop" && when === "after") world.clock.time += 50_000;
  });
  expect([await world.run(), stopped(world.ec2.effects())]).toEqual([
    "ActsLeft: 2 acts are not done",
    ["stop i-1", "stop i-2"],
  ]);
});

it("waits for the worker before it, until that one must be dead", async () => {
  const world = await batchWorld();
  world.ec2.setFault((call) => {
    if (call === "stop") throw new Error("killed");
  });
  const first = await world.run();
  world.ec2.setFault(() => {});
  expect([first, await world.run(undefined, "b"), stopped(world.ec2.effects()).length]).toEqual([
    "ActsLeft: 4 acts are not done",
    { done: 4 },
    4,
  ]);
});
