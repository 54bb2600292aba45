// A made-up organization that is watched for a month, while its people mend, exempt, start, stop and end instances.
import { seeded } from "../../testing/seeded";
import { type Exemption, exemption } from "../exempt";
import { judgeTags } from "../find-problems";
import { endGone, followViolation } from "../follow-violation";
import { type Instance, violationIdOf } from "../instance";
import { makePlan } from "../make-plan";
import type { TagPolicy } from "../policy";
import type { Cell, RunPlan, Violation } from "../violation";
import { cell, policy, requirement, scheme } from "./samples";

const start = Date.parse("2030-03-01T00:00:00Z");
const hourMs = 3_600_000;
const required = scheme({
  require: [requirement(), requirement({ key: "created_by", principal: ["iam-user"] })],
});
export const accounts = ["111111111111", "222222222222", "333333333333"];
const regions = ["eu-west-1", "us-east-1"];

export type World = {
  readonly random: () => number;
  readonly policy: TagPolicy;
  readonly instances: Map<string, Instance>;
  readonly violations: Map<string, Violation>;
};
/** One run: what it read, what it planned, what was known before it acted. */
export type Run = {
  readonly runId: string;
  readonly now: Date;
  readonly cells: readonly Cell[];
  readonly known: ReadonlyMap<string, Violation>;
  readonly plan: RunPlan;
};

function chance(world: Pick<World, "random">, share: number): boolean {
  return world.random() < share;
}

function pick<Value>({ random }: Pick<World, "random">, values: readonly [Value, ...Value[]]): Value {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

function newWorld(seed: number): World {
  const random = seeded(seed);
  const by = { random };
  const world: World = {
    random,
    policy: policy({
      schemes: [required],
      upTo: pick(by, ["report", "warn", "stop", "terminate", "terminate"]),
      afterHours: pick(by, [
        { warn: 24, stop: 96, terminate: 336 },
        { warn: 0, stop: 12, terminate: 12 },
        { warn: 0, stop: 0, terminate: 0 },
      ]),
      caps: { instances: pick(by, [2, 20]), accountPercent: pick(by, [10, 50, 100]) },
      whenCanaryFails: pick(by, ["report", "act-elsewhere"]),
      actOnKept: pick(by, [[], ["auto-scaling"]]),
    }),
    instances: new Map(),
    violations: new Map(),
  };
  for (let index = 0; index < 40; index += 1) launch(world, new Date(start - random() * 100 * hourMs));
  return world;
}

function launch(world: World, at: Date): void {
  const instance: Instance = {
    accountId: pick(world, ["111111111111", "222222222222", "333333333333"]),
    region: pick(world, ["eu-west-1", "us-east-1"]),
    instanceId: `i-${world.instances.size}-${Math.floor(world.random() * 1e6)}`,
    state: chance(world, 0.8) ? "running" : "stopped",
    launchedAt: at.toISOString(),
    createdAt: at.toISOString(),
    tags: chance(world, 0.5) ? { department: "ops", created_by: pick(world, ["cody", "ghost"]) } : {},
    ...(chance(world, 0.15)
      ? {
          keeper: pick(world, [
            { kind: "eks", name: "prod" } as const,
            { kind: "auto-scaling", name: "web" } as const,
          ]),
        }
      : {}),
  };
  world.instances.set(violationIdOf(instance), instance);
}

/** Between two runs people mend, exempt, start, stop and end instances, and launch others. */
function live(world: World, now: Date): void {
  const day = new Date(now.getTime() + world.random() * 5 * 24 * hourMs).toISOString().slice(0, 10);
  for (const [id, instance] of world.instances) {
    if (!chance(world, 0.05)) continue;
    const changed = pick<Partial<Instance> | undefined>(world, [
      { tags: { department: "ops", created_by: "cody" } },
      { tags: {} },
      { tags: { created_by: "ghost" } },
      { tags: { "orgwatch:tag-exempt-until": pick(world, [day, "tomorrow", "2031-01-01"]) } },
      { state: "stopped" },
      { state: "running", launchedAt: now.toISOString() },
      undefined,
    ]);
    if (changed) world.instances.set(id, { ...instance, ...changed });
    else world.instances.delete(id);
  }
  if (chance(world, 0.5)) launch(world, now);
}

function scan(world: World, runId: string, now: Date): Cell[] {
  const users = chance(world, 0.8) ? { iamUsers: new Set(["cody"]), roles: new Set<string>() } : {};
  return accounts.flatMap((accountId) =>
    regions.map((region) => {
      const ofCell = (of: { accountId: string; region: string }) =>
        of.accountId === accountId && of.region === region;
      const read = cell({ runId, accountId, region, checkedAt: now.toISOString() });
      if (chance(world, 0.02)) return { ...read, result: "failed", instances: 0 };
      const instances = [...world.instances.values()].filter(ofCell);
      for (const instance of instances) {
        const verdict = judgeTags(instance, required, users);
        const seen = {
          instance,
          scheme: "everybody",
          ...verdict,
          exemption: exemptionOf(instance, world, now),
        };
        const before = world.violations.get(violationIdOf(instance));
        const next = followViolation(before, seen, { runId, now }, world.policy);
        if (next) world.violations.set(next.violationId, next);
      }
      const canary = chance(world, 0.02) ? "missing" : "seen";
      const complete: Cell = { ...read, canary, instances: instances.length };
      for (const violation of [...world.violations.values()].filter((one) => ofCell(one.instance))) {
        const gone = endGone(violation, complete);
        if (gone) world.violations.set(gone.violationId, gone);
      }
      return complete;
    }),
  );
}

/** What the world's policy says of an exemption. */
export function exemptionOf(instance: Instance, world: World, now: Date): Exemption | undefined {
  return exemption(instance, world.policy, now);
}

/** Does most of what was planned; some acts fail, and of some nobody learns the end. */
function enforce(world: World, { runId, now, plan }: Pick<Run, "runId" | "now" | "plan">): void {
  for (const { violationId, stage } of plan.acts) {
    const violation = world.violations.get(violationId);
    const instance = world.instances.get(violationId);
    if (!violation || !instance) continue;
    const outcome = pick(world, [
      "done",
      "done",
      "done",
      "found-done",
      "failed",
      "refused",
      undefined,
    ] as const);
    const at = now.toISOString();
    const act = { what: stage, runId, intendedAt: at, ...(outcome ? { endedAt: at, outcome } : {}) };
    const happened =
      outcome === "done" || outcome === "found-done" || (outcome === undefined && chance(world, 0.5));
    if (happened && stage === "stop") world.instances.set(violationId, { ...instance, state: "stopped" });
    if (happened && stage === "terminate") world.instances.delete(violationId);
    const ended = stage === "terminate" && (outcome === "done" || outcome === "found-done");
    const status = ended ? "terminated" : violation.status;
    world.violations.set(violationId, { ...violation, status, acts: [...violation.acts, act] });
  }
}

/** The same seed gives the same month. */
export function watch(seed: number): { readonly world: World; readonly runs: Run[] } {
  const world = newWorld(seed);
  const runs: Run[] = [];
  for (let hours = 0; hours < 30 * 24; hours += 6) {
    const now = new Date(start + hours * hourMs);
    const runId = now.toISOString();
    const cells = scan(world, runId, now);
    const facts = { runId, now, cells, policy: world.policy, actsOfThisRun: [] };
    const expectedCells = accounts.flatMap((accountId) => regions.map((region) => ({ accountId, region })));
    const plan = makePlan({ ...facts, expectedCells, violations: [...world.violations.values()] });
    runs.push({ runId, now, cells, known: new Map(world.violations), plan });
    enforce(world, { runId, now, plan });
    live(world, now);
  }
  return { world, runs };
}
