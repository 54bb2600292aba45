// A run from its beginning to its end: accounts listed, Jobs created one after the other, and the outcome as this program's own.

import { reasonOf } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import type { AccountFacts } from "@orgwatch/core/organization/walk-organization";
import { chooseRun } from "./choose-run";
import { type Cluster, ClusterBusy, type JobState } from "./cluster";
import { finishJob, namesOf, type RunFacts, runMap, runnerJob } from "./job-objects";
import { parseRunFile, type RunFile, runFileName } from "./run-file";
import type { OrchestratorSettings } from "./settings";

export type OrchestrateDependencies = {
  readonly settings: OrchestratorSettings;
  readonly cluster: Cluster;
  /** All of them in every state, or an error. */
  readonly accounts: () => Promise<readonly AccountFacts[]>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly log: Log;
};

/** The last Job could not write the run's manifest. */
export class RunFailed extends Error {
  override readonly name = "RunFailed";
}

/** A small run has not to wait for its watcher, a big one is not asked for all the time. */
const pollsMs = [1000, 2000, 4000, 8000];
const pollMs = 15_000;
/** An API server that is replaced is away for minutes. */
const waitsMs = [1000, 5000, 15_000, 30_000, 60_000, 120_000];

/**
 * Runs an inventory and waits for its end. Its id is when the orchestrator's own Job was created: a pod that is started again goes on with the
 * Jobs that are there. Readers that failed are named in the manifest, and stop nothing.
 * @throws RunFailed; NeverAgain when there is nothing to look at; ClusterRefused; ClusterBusy after some minutes; whatever Organizations answered.
 */
export async function orchestrate(dependencies: OrchestrateDependencies): Promise<void> {
  const { settings, log } = dependencies;
  const cluster = patient(dependencies);
  const owner = await cluster.ownJob(settings.JOB_NAME);
  const facts: RunFacts = { owner, epoch: Math.floor(owner.createdAt.getTime() / 1000), settings };
  const names = namesOf(facts);
  const file = await writeRunFile(facts, cluster, dependencies);
  const { run, accounts } = file.scope;
  await cluster.createJob(runnerJob(facts, file.items.length));
  log.info("inventory begins", { run, accounts: accounts.length, pods: file.items.length });
  const runner = await ended(names.runner, cluster, dependencies);
  if (runner !== "complete") log.error("some readers did not come to their end", { run, state: runner });
  await cluster.createJob(finishJob(facts));
  const finisher = await ended(names.finisher, cluster, dependencies);
  if (finisher !== "complete") throw new RunFailed(`Job ${names.finisher} is ${finisher}: see its logs`);
  log.info("inventory ended", { run });
}

/** The accounts are chosen anew when a pod is started again; the list that is there already is what the run goes by. */
async function writeRunFile(
  facts: RunFacts,
  cluster: Cluster,
  { settings, accounts, log }: OrchestrateDependencies,
): Promise<RunFile> {
  const chosen = chooseRun(facts.owner.createdAt.toISOString(), await accounts(), settings);
  if (chosen.missing.length > 0)
    log.warn("INCLUDE_ACCOUNTS names accounts that are not active", { accounts: chosen.missing.join(" ") });
  const data = await cluster.createConfigMap(runMap(facts, chosen.file));
  return parseRunFile(data[runFileName] ?? "");
}

async function ended(
  name: string,
  cluster: Cluster,
  { sleep }: OrchestrateDependencies,
): Promise<Exclude<JobState, "running">> {
  for (let look = 0; ; look += 1) {
    const state = await cluster.jobState(name);
    if (state !== "running") return state;
    await sleep(pollsMs[look] ?? pollMs);
  }
}

/** The same cluster, asked again while it is busy. */
function patient({ cluster, sleep, log }: OrchestrateDependencies): Cluster {
  const again = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    for (const wait of waitsMs) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ClusterBusy)) throw error;
        log.warn("the cluster is busy", { reason: reasonOf(error) });
        await sleep(wait);
      }
    }
    return work();
  };
  return {
    ownJob: (name) => again(() => cluster.ownJob(name)),
    createJob: (job) => again(() => cluster.createJob(job)),
    createConfigMap: (map) => again(() => cluster.createConfigMap(map)),
    jobState: (name) => again(() => cluster.jobState(name)),
  };
}
