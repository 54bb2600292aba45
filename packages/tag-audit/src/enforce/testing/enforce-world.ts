// Everything around one act, in memory: the table, EC2, and a clock that only the tests move.
import { verdictOf } from "@orgwatch/core/errors";
import { type EnforceDependencies, enforceAct } from "@orgwatch/core/tag-audit/enforce-act";
import type { EnforceTask } from "@orgwatch/core/tag-audit/enforce-step";
import { type TagPolicy, tagPolicyWith } from "@orgwatch/core/tag-audit/policy";
import type { Violation } from "@orgwatch/core/tag-audit/violation";
import { memoryViolations } from "@orgwatch/core/testing/memory-violations";
import { type MemoryInstance, memoryInstances } from "../../testing/memory-instances";

export const instanceId = "i-0badc0de";
export const place = { accountId: "111111111111", region: "eu-west-1" } as const;
export const violationId = `${place.accountId}/${place.region}/${instanceId}`;
export const runId = "2030-01-07T09:00:00.000Z";
export const firstSeenAt = "2029-12-20T09:00:00.000Z";

/** Everything is on, and everybody has to say whose an instance is. */
export const policy = tagPolicyWith({
  schemes: [
    {
      name: "all",
      accounts: [],
      organizationalUnits: [],
      require: [{ key: "department", ignoreCase: false }],
    },
  ],
  upTo: "terminate",
});

export const stop: EnforceTask = { violationId, instanceId, planned: { stage: "stop", firstSeenAt } };
export const terminate: EnforceTask = {
  violationId,
  instanceId,
  planned: { stage: "terminate", firstSeenAt },
};
export const warn: EnforceTask = { violationId, instanceId, planned: { stage: "warn", firstSeenAt } };
export const tidy: EnforceTask = { violationId, instanceId };

/** `step` runs before each call to the table and to EC2, and after it; what it throws ends that call. */
export type Step = (name: string, when: "before" | "after") => void | Promise<void>;

/** An instance without its department, seen first 18 days ago, and its violation. */
export async function enforceWorld(
  instance: MemoryInstance = {},
  part: Partial<Violation> = {},
  options: Partial<TagPolicy> = {},
) {
  const clock = { time: Date.parse("2030-01-07T09:10:00Z") };
  const now = () => new Date(clock.time);
  const table = memoryViolations();
  const ec2 = memoryInstances(now);
  ec2.add(instanceId, { launchedAt: firstSeenAt, ...instance });
  await table.add(sampleViolation(part));
  let step: Step = () => {};
  ec2.setFault((call, when) => step(call, when));
  const stepping =
    <Input extends readonly unknown[], Output>(name: string, call: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      await step(name, "before");
      const output = await call(...input);
      await step(name, "after");
      return output;
    };
  const dependencies = {
    violations: { get: stepping("get", table.get), save: stepping("save", table.save) },
    enforcer: ec2.enforcer,
    policy: { ...policy, ...options },
    runId,
    now,
    sleep: async (milliseconds: number) => {
      clock.time += milliseconds;
    },
  };
  const violation = async () => {
    const [found] = table.violations();
    if (!found) throw new Error("the violation is gone");
    return found;
  };
  return {
    clock,
    ec2,
    table,
    setStep: (next: Step) => {
      step = next;
    },
    /** One try by this worker: how it ended, or what is made of its error. */
    run: async (task: EnforceTask, worker: string, changed: Partial<EnforceDependencies> = {}) => {
      try {
        const { outcome, words } = await enforceAct(task, { ...dependencies, worker, ...changed });
        return words === undefined ? outcome : `${outcome}: ${words}`;
      } catch (error) {
        const { kind } = verdictOf(error);
        return kind === "unexpected" && error instanceof Error ? `${error.name}: ${error.message}` : kind;
      }
    },
    violation,
    edit: async (change: Partial<Violation>) => {
      const before = await violation();
      await table.save({ ...before, ...change }, before);
    },
    /** What is on record: `stop done: words`. */
    acts: async () =>
      (await violation()).acts.map(({ what, outcome = "open", words, protection }) =>
        [`${what} ${outcome}`, protection, words].filter((one) => one !== undefined).join("; "),
      ),
  };
}

export function sampleViolation(part: Partial<Violation> = {}): Violation {
  const times = { launchedAt: firstSeenAt, createdAt: firstSeenAt };
  return {
    violationId,
    revision: 1,
    instance: { ...place, instanceId, state: "running", tags: {}, ...times },
    scheme: "all",
    problems: [{ key: "department", problem: "missing", words: "department is missing" }],
    firstSeenAt,
    lastSeenAt: runId,
    lastRunId: runId,
    status: "open",
    acts: [],
    ...part,
  };
}
