import type { V1Job } from "@kubernetes/client-node";
import { inventoryPolicyWith } from "@orgwatch/core/inventory/policy";
import type { Log } from "@orgwatch/core/log";
import type { AccountFacts } from "@orgwatch/core/organization/walk-organization";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { type Cluster, ClusterBusy, ClusterRefused, type JobState } from "./cluster";
import { orchestrate } from "./orchestrate";

const createdAt = new Date("2030-01-06T04:00:00Z");
const [runner, finisher] = ["aws-inventory-runner-1893902400", "aws-inventory-finish-1893902400"];
const settings = {
  JOB_NAME: "aws-inventory-orchestrator-1",
  NAMESPACE: "inventory",
  IMAGE: "example.com/inventory:1",
  AWS_REGION: "us-west-2",
  BUCKET_NAME: "files",
  REGIONS: ["us-east-1"],
  INCLUDE_ACCOUNTS: [],
  POLICY: inventoryPolicyWith(),
  PARALLELISM: 20,
  KUBERNETES_SERVICE_HOST: "10.0.0.1",
  KUBERNETES_SERVICE_PORT: 443,
  SERVICE_ACCOUNT_FOLDER: "/run/account",
};
const ones = { id: "111111111111", name: "payments", state: "ACTIVE" as const };
const twos = { id: "222222222222", name: "audit", state: "ACTIVE" as const };

/** A cluster whose Jobs take an hour each and end as the test says. */
function world(ends: Partial<Record<string, Exclude<JobState, "running">>> = {}) {
  const time = virtualTime(createdAt);
  const jobs = new Map<string, { job: V1Job; since: number }>();
  const maps = new Map<string, Record<string, string>>();
  const [calls, lines]: [string[], string[]] = [[], []];
  const note = (message: string) => void lines.push(message);
  const log: Log = { info: note, warn: note, error: note, with: () => log };
  let busy: ClusterBusy | ClusterRefused | undefined;
  const call = async (what: string) => {
    calls.push(what);
    if (busy) throw busy;
  };
  const cluster: Cluster = {
    ownJob: async (name) => {
      await call(`own ${name}`);
      return { name, uid: "u-1", createdAt };
    },
    createJob: async (job) => {
      const name = job.metadata?.name ?? "";
      await call(`create ${name}`);
      if (!jobs.has(name)) jobs.set(name, { job, since: time.now().getTime() });
    },
    createConfigMap: async ({ metadata, data = {} }) => {
      await call(`create ${metadata?.name}`);
      if (!maps.has(metadata?.name ?? "")) maps.set(metadata?.name ?? "", data);
      return maps.get(metadata?.name ?? "") ?? {};
    },
    jobState: async (name) => {
      await call(`look at ${name}`);
      const job = jobs.get(name);
      if (!job) return "gone";
      return time.now().getTime() - job.since < 3_600_000 ? "running" : (ends[name] ?? "complete");
    },
  };
  const begin = (listed: AccountFacts[] | Error = [ones, twos]) => {
    const accounts = async () => {
      if (listed instanceof Error) throw listed;
      return listed;
    };
    return time.run(orchestrate({ settings, cluster, accounts, sleep: time.sleep, log }));
  };
  return {
    ...{ time, jobs, maps, lines, begin },
    created: () => calls.filter((one) => one.startsWith("create")),
    breakWith: (error: ClusterBusy | ClusterRefused, minutes: number) => {
      busy = error;
      void time.sleep(minutes * 60_000).then(() => {
        busy = undefined;
      });
    },
  };
}

it("creates the list, the readers and, when these have ended, the finisher", async () => {
  const { begin, created, time, lines } = world();
  await begin();
  expect({
    created: created(),
    hours: Math.round((time.now().getTime() - createdAt.getTime()) / 3_600_000),
    lines,
  }).toEqual({
    created: ["create aws-inventory-run-1893902400", `create ${runner}`, `create ${finisher}`],
    hours: 2,
    lines: ["inventory begins", "inventory ended"],
  });
});

it.each(["failed", "gone"] as const)(
  "finishes when the readers are %s: the manifest says what is missing",
  async (state) => {
    const { begin, created, lines } = world({ [runner]: state });
    await begin();
    expect({ last: created().at(-1), lines }).toEqual({
      last: `create ${finisher}`,
      lines: ["inventory begins", "some readers did not come to their end", "inventory ended"],
    });
  },
);

it("fails when the finisher does", async () => {
  const { begin } = world({ [finisher]: "failed" });
  await expect(begin()).rejects.toMatchObject({
    name: "RunFailed",
    message: `Job ${finisher} is failed: see its logs`,
  });
});

it("goes on with the list that is there when its pod is started again, though the organization has changed", async () => {
  const { begin, jobs, maps } = world();
  await begin();
  const [list, pods] = [[...maps.values()], jobs.get(runner)?.job.spec?.completions];
  await begin([ones]);
  expect({
    list: [...maps.values()],
    pods: jobs.get(runner)?.job.spec?.completions,
    jobs: jobs.size,
  }).toEqual({
    list,
    pods,
    jobs: 2,
  });
});

it("waits while the cluster's API is away", async () => {
  const { begin, breakWith, jobs } = world();
  breakWith(new ClusterBusy("status 503"), 3);
  await begin();
  expect([...jobs.keys()]).toEqual([runner, finisher]);
});

it("fails when the cluster's API stays away, or refuses", async () => {
  const away = world();
  away.breakWith(new ClusterBusy("status 503"), 60);
  const refused = world();
  refused.breakWith(new ClusterRefused("status 403"), 60);
  await expect(away.begin()).rejects.toThrow("status 503");
  await expect(refused.begin()).rejects.toThrow("status 403");
  expect([away.jobs.size, refused.jobs.size, refused.lines]).toEqual([0, 0, []]);
});

it("fails, and creates nothing, when the accounts cannot be listed", async () => {
  const { begin, created } = world();
  await expect(begin(new Error("AccessDeniedException"))).rejects.toThrow("AccessDeniedException");
  expect(created()).toEqual([]);
});
