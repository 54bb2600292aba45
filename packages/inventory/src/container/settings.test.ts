import { finisherShape, orchestratorShape, runnerShape, settingsOf } from "./settings";

const environment = {
  JOB_NAME: "aws-inventory-orchestrator-1",
  NAMESPACE: "inventory",
  IMAGE: "example.com/inventory:1",
  AWS_REGION: "us-west-2",
  BUCKET_NAME: "files",
  REGIONS: "us-east-1, eu-west-1,us-east-1",
  INCLUDE_ACCOUNTS: "",
  POLICY: '{"exemptAccounts":["555555555555"]}',
  PARALLELISM: "20",
  KUBERNETES_SERVICE_HOST: "10.0.0.1",
  KUBERNETES_SERVICE_PORT: "443",
  PATH: "/bin",
};

it("reads what the CronJob says; an empty list is an empty list, and the policy has the standard's rest", () => {
  expect(settingsOf(orchestratorShape, environment)).toEqual({
    JOB_NAME: "aws-inventory-orchestrator-1",
    NAMESPACE: "inventory",
    IMAGE: "example.com/inventory:1",
    AWS_REGION: "us-west-2",
    BUCKET_NAME: "files",
    REGIONS: ["us-east-1", "eu-west-1"],
    INCLUDE_ACCOUNTS: [],
    POLICY: { exemptAccounts: ["555555555555"], leaveOut: [], cloudControl: [], keepDays: 400 },
    PARALLELISM: 20,
    KUBERNETES_SERVICE_HOST: "10.0.0.1",
    KUBERNETES_SERVICE_PORT: 443,
    SERVICE_ACCOUNT_FOLDER: "/var/run/secrets/kubernetes.io/serviceaccount",
  });
});

it("says everything that is wrong at once, and no value", () => {
  const wrong = {
    ...environment,
    BUCKET_NAME: undefined,
    REGIONS: " , ",
    INCLUDE_ACCOUNTS: "111111111111,payments",
    POLICY: '{"leaveOut":"secret"}',
    PARALLELISM: "0",
  };
  expect(() => settingsOf(orchestratorShape, wrong)).toThrow(
    "BUCKET_NAME: Invalid input; REGIONS: must name a region; INCLUDE_ACCOUNTS: must be account ids of 12 digits; " +
      "POLICY: must be a policy as JSON; PARALLELISM: must be a whole number above 0",
  );
});

it("reads a pod's index, which begins at 0", () => {
  const pod = { AWS_REGION: "us-west-2", BUCKET_NAME: "files", RUN_FILE: "/run.json" };
  expect({
    runner: settingsOf(runnerShape, { ...pod, JOB_COMPLETION_INDEX: "0" }),
    finisher: settingsOf(finisherShape, pod),
  }).toEqual({ runner: { ...pod, JOB_COMPLETION_INDEX: 0 }, finisher: pod });
});
