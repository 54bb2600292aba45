// The objects of a run in the cluster. They belong to the orchestrator's Job: whoever deletes it, Kubernetes too in time, deletes them.
import type { V1ConfigMap, V1Job, V1ObjectMeta, V1PodSpec } from "@kubernetes/client-node";
import type { OwnJob } from "./cluster";
import { type RunFile, runFileName } from "./run-file";
import type { OrchestratorSettings } from "./settings";

export type RunFacts = {
  readonly owner: OwnJob;
  /** When it began, in seconds since 1970: part of the objects' names. */
  readonly epoch: number;
  readonly settings: Pick<
    OrchestratorSettings,
    "NAMESPACE" | "IMAGE" | "AWS_REGION" | "BUCKET_NAME" | "PARALLELISM"
  >;
};

/** The service account that terraform/modules/inventory-on-kubernetes gives the role `Inventory-Runner`. */
const runnerServiceAccount = "aws-inventory-runner-sa";
const mountPath = "/etc/orgwatch";
const runnerSeconds = 12 * 3600;
/** Readers stop before Kubernetes ends them, so that what they have is written down. */
const reserveSeconds = 1800;
const finisherSeconds = 4 * 3600;
/** Nobody sees a Job's logs after it: long enough for somebody who comes back from holidays. */
const logSeconds = 14 * 24 * 3600;

/** The names of a run's objects. */
export function namesOf({ epoch }: Pick<RunFacts, "epoch">) {
  return {
    map: `aws-inventory-run-${epoch}`,
    runner: `aws-inventory-runner-${epoch}`,
    finisher: `aws-inventory-finish-${epoch}`,
  };
}

/** When the readers of a run have to be done; its Job begins moments after the run. */
export function readersEndAt(run: string): Date {
  return new Date(Date.parse(run) + (runnerSeconds - reserveSeconds) * 1000);
}

/** The list that all pods go by; nobody changes it afterwards. */
export function runMap(facts: RunFacts, file: RunFile): V1ConfigMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadataOf(facts, namesOf(facts).map, "aws-inventory-run"),
    immutable: true,
    data: { [runFileName]: JSON.stringify(file) },
  };
}

/** A pod for each item; one that fails is tried again by itself, and stops no other. */
export function runnerJob(facts: RunFacts, items: number): V1Job {
  const app = "aws-inventory-runner";
  return {
    ...kind,
    metadata: metadataOf(facts, namesOf(facts).runner, app),
    spec: {
      completionMode: "Indexed",
      completions: items,
      parallelism: Math.min(facts.settings.PARALLELISM, items),
      backoffLimitPerIndex: 4,
      activeDeadlineSeconds: runnerSeconds,
      ttlSecondsAfterFinished: logSeconds,
      podFailurePolicy: evictionsDoNotCount,
      template: { metadata: { labels: labelsOf(app) }, spec: podOf(facts, "run") },
    },
  };
}

/** One pod that joins what was read and says what was not. */
export function finishJob(facts: RunFacts): V1Job {
  const app = "aws-inventory-finish";
  return {
    ...kind,
    metadata: metadataOf(facts, namesOf(facts).finisher, app),
    spec: {
      backoffLimit: 4,
      activeDeadlineSeconds: finisherSeconds,
      ttlSecondsAfterFinished: logSeconds,
      podFailurePolicy: evictionsDoNotCount,
      template: { metadata: { labels: labelsOf(app) }, spec: podOf(facts, "finish") },
    },
  };
}

const kind = { apiVersion: "batch/v1", kind: "Job" } as const;

/** A node that is drained is not the reader's failure. */
const evictionsDoNotCount = {
  rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
};

function labelsOf(app: string) {
  return { "app.kubernetes.io/name": app, "app.kubernetes.io/part-of": "orgwatch" };
}

function metadataOf({ owner, settings }: RunFacts, name: string, app: string): V1ObjectMeta {
  const { name: job, uid } = owner;
  return {
    name,
    namespace: settings.NAMESPACE,
    labels: labelsOf(app),
    ownerReferences: [{ apiVersion: "batch/v1", kind: "Job", name: job, uid }],
  };
}

/** What the namespace demands (`restricted`), and no token for the cluster's API. */
function podOf(facts: RunFacts, command: "run" | "finish"): V1PodSpec {
  const { IMAGE, AWS_REGION, BUCKET_NAME } = facts.settings;
  const environment = { AWS_REGION, BUCKET_NAME, RUN_FILE: `${mountPath}/${runFileName}` };
  return {
    serviceAccountName: runnerServiceAccount,
    automountServiceAccountToken: false,
    restartPolicy: "Never",
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: command,
        image: IMAGE,
        args: [command],
        env: Object.entries(environment).map(([name, value]) => ({ name, value })),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "1Gi" } },
        volumeMounts: [{ name: "run", mountPath, readOnly: true }],
      },
    ],
    volumes: [{ name: "run", configMap: { name: namesOf(facts).map } }],
  };
}
