// The cluster as the orchestrator sees it: three kinds of calls, those that its Role allows.
import type { V1ConfigMap, V1Job } from "@kubernetes/client-node";

/** `gone`: somebody deleted the Job; its pods are gone with it. */
export type JobState = "running" | "complete" | "failed" | "gone";

/** The orchestrator's own Job: when the run began, and what all of the run's objects belong to. */
export type OwnJob = { readonly name: string; readonly uid: string; readonly createdAt: Date };

/** All throw ClusterBusy while the cluster cannot answer, and ClusterRefused when it does not allow or take the call. */
export type Cluster = {
  readonly ownJob: (name: string) => Promise<OwnJob>;
  /** Nothing happens when one of this name is there. */
  readonly createJob: (job: V1Job) => Promise<void>;
  /** Answers the data of the ConfigMap that is there then: an earlier one of this name stays as it is. */
  readonly createConfigMap: (map: V1ConfigMap) => Promise<Readonly<Record<string, string>>>;
  readonly jobState: (name: string) => Promise<JobState>;
};

/** Too many calls, a server that restarts, no connection: another try may do. */
export class ClusterBusy extends Error {
  override readonly name = "ClusterBusy";
}

/** It would refuse the same call again. */
export class ClusterRefused extends Error {
  override readonly name = "ClusterRefused";
}
