import { finishJob, type RunFacts, runMap, runnerJob } from "./job-objects";

const facts: RunFacts = {
  owner: {
    name: "aws-inventory-orchestrator-1",
    uid: "u-1",
    createdAt: new Date("2030-01-06T04:00:00Z"),
  },
  epoch: 1893902400,
  settings: {
    NAMESPACE: "inventory",
    IMAGE: "example.com/inventory:1",
    AWS_REGION: "us-west-2",
    BUCKET_NAME: "files",
    PARALLELISM: 20,
  },
};

const metadata = (name: string, app: string) => ({
  name,
  namespace: "inventory",
  labels: { "app.kubernetes.io/name": app, "app.kubernetes.io/part-of": "orgwatch" },
  ownerReferences: [
    { apiVersion: "batch/v1", kind: "Job", name: "aws-inventory-orchestrator-1", uid: "u-1" },
  ],
});

/** What each of the two Jobs runs. */
const template = (app: string, command: string) => ({
  metadata: { labels: { "app.kubernetes.io/name": app, "app.kubernetes.io/part-of": "orgwatch" } },
  spec: {
    serviceAccountName: "aws-inventory-runner-sa",
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
        image: "example.com/inventory:1",
        args: [command],
        env: [
          { name: "AWS_REGION", value: "us-west-2" },
          { name: "BUCKET_NAME", value: "files" },
          { name: "RUN_FILE", value: "/etc/orgwatch/run.json" },
        ],
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "1Gi" } },
        volumeMounts: [{ name: "run", mountPath: "/etc/orgwatch", readOnly: true }],
      },
    ],
    volumes: [{ name: "run", configMap: { name: "aws-inventory-run-1893902400" } }],
  },
});

const podFailurePolicy = {
  rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
};

it("gives each item a pod of its own, some at a time, tried again by itself, with logs that stay", () => {
  expect(runnerJob(facts, 300)).toEqual({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: metadata("aws-inventory-runner-1893902400", "aws-inventory-runner"),
    spec: {
      completionMode: "Indexed",
      completions: 300,
      parallelism: 20,
      backoffLimitPerIndex: 4,
      activeDeadlineSeconds: 43_200,
      ttlSecondsAfterFinished: 1_209_600,
      podFailurePolicy,
      template: template("aws-inventory-runner", "run"),
    },
  });
});

it("finishes with one pod", () => {
  expect(finishJob(facts)).toEqual({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: metadata("aws-inventory-finish-1893902400", "aws-inventory-finish"),
    spec: {
      backoffLimit: 4,
      activeDeadlineSeconds: 14_400,
      ttlSecondsAfterFinished: 1_209_600,
      podFailurePolicy,
      template: template("aws-inventory-finish", "finish"),
    },
  });
});

it("hands all pods the same list, which nobody may change", () => {
  const scope = { run: "2030-01-06T04:00:00.000Z", accounts: [], regions: ["us-east-1"], exempt: [] };
  const file = { scope: { ...scope, leaveOut: [], cloudControl: [], isPart: false }, items: [] };
  expect(runMap(facts, file)).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadata("aws-inventory-run-1893902400", "aws-inventory-run"),
    immutable: true,
    data: { "run.json": JSON.stringify(file) },
  });
});
