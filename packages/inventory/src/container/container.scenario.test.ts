// The image's program from its entry: the Dockerfile's bundle, run by node as Kubernetes would, against a Kubernetes API and moto.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { V1ConfigMap, V1Job } from "@kubernetes/client-node";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { type Moto, startMoto } from "@orgwatch/sandbox/moto";
import { kinds } from "../../kinds/kinds";
import { type ClusterWorld, type StoredObject, startCluster } from "./testing/cluster-world";
import { buildProgram, type Ended, runProgram } from "./testing/image";
import { orchestratorEnvironment, orchestratorRules } from "./testing/module-manifests";

const run = "2030-01-06T04:00:00.000Z";
const bucket = "files";
const temporary = mkdtempSync(join(tmpdir(), "orgwatch-container-"));
const ids: string[] = [];
let entry: string;
let moto: Moto;
let aws: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
let surroundings: Record<string, string>;

beforeAll(async () => {
  entry = buildProgram(join(temporary, "bundle"));
  moto = await startMoto();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  aws = { endpoint: moto.url, region: "us-east-1", credentials };
  writeFileSync(join(temporary, "token"), "token-of-a-service-account");
  surroundings = {
    PATH: process.env.PATH ?? "",
    AWS_ENDPOINT_URL: moto.url,
    // As EKS does it for a service account with a role.
    AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/Inventory-Runner",
    AWS_WEB_IDENTITY_TOKEN_FILE: join(temporary, "token"),
  };
  await new S3Client({ ...aws, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: bucket }));
  const organizations = new OrganizationsClient(aws);
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  for (const AccountName of ["payments", "audit", "retired"]) {
    const Email = `${AccountName}@example.com`;
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName, Email }),
    );
    ids.push(CreateAccountStatus?.AccountId ?? "");
  }
  await organizations.send(new CloseAccountCommand({ AccountId: ids[2] }));
  await createQueue(ids[0] ?? "", "orders");
}, 120_000);
afterAll(async () => {
  await moto.stop();
  rmSync(temporary, { recursive: true });
});

async function createQueue(account: string, QueueName: string): Promise<void> {
  const RoleArn = `arn:aws:iam::${account}:role/inventory`;
  const { Credentials: got } = await new STSClient(aws).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }),
  );
  const credentials = {
    accessKeyId: got?.AccessKeyId ?? "",
    secretAccessKey: got?.SecretAccessKey ?? "",
    sessionToken: got?.SessionToken ?? "",
  };
  await new SQSClient({ ...aws, credentials }).send(new CreateQueueCommand({ QueueName }));
}

async function objectAt(Key: string): Promise<Buffer> {
  const client = new S3Client({ ...aws, forcePathStyle: true });
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** A cluster that runs the Jobs it gets: pod after pod, with the files and the environment that the Job names. */
async function clusterWith(pods: Ended[]): Promise<{ cluster: ClusterWorld; folder: string }> {
  const folder = mkdtempSync(join(temporary, "cluster-"));
  const start = async (stored: StoredObject) => {
    const { spec } = stored as unknown as V1Job;
    const pod = spec?.template.spec;
    const [container] = pod?.containers ?? [];
    const map = cluster.objects.get(`configmaps/${pod?.volumes?.[0]?.configMap?.name}`);
    const environment = Object.fromEntries(
      (container?.env ?? []).map(({ name, value }) => [name, value ?? ""]),
    );
    const [mount, file] = [join(folder, "mount"), environment.RUN_FILE?.split("/").at(-1) ?? ""];
    mkdirSync(mount, { recursive: true });
    writeFileSync(join(mount, file), (map?.data as V1ConfigMap["data"])?.[file] ?? "");
    const statuses: (number | null)[] = [];
    for (let index = 0; index < (spec?.completions ?? 1); index += 1) {
      const own = { ...environment, RUN_FILE: join(mount, file), JOB_COMPLETION_INDEX: String(index) };
      const ended = await runProgram(entry, container?.args ?? [], { ...surroundings, ...own });
      pods.push(ended);
      statuses.push(ended.status);
    }
    return statuses.every((status) => status === 0) ? "Complete" : "Failed";
  };
  const rules = orchestratorRules();
  const cluster: ClusterWorld = await startCluster({ folder, namespace: "inventory", rules, onJob: start });
  return { cluster, folder };
}

function orchestratorOf({ cluster, folder }: { cluster: ClusterWorld; folder: string }, included: string) {
  const job = "aws-inventory-orchestrator-manual";
  cluster.objects.set(`jobs/${job}`, {
    metadata: { name: job, uid: "u-1", creationTimestamp: "2030-01-06T04:00:00Z" },
  });
  const read = ["sqs/queue", "iam/role"];
  const leaveOut = kinds.map(({ kind }) => kind).filter((kind) => !read.includes(kind));
  const environment = orchestratorEnvironment(
    {
      image: "example.com/inventory:1",
      region: "us-east-1",
      bucket,
      regions: "us-east-1,eu-west-1",
      include_accounts: included,
      policy: JSON.stringify({ leaveOut }),
      parallelism: "2",
    },
    { "metadata.labels['batch.kubernetes.io/job-name']": job, "metadata.namespace": "inventory" },
  );
  return runProgram(entry, ["orchestrate"], {
    ...surroundings,
    ...environment,
    KUBERNETES_SERVICE_HOST: "127.0.0.1",
    KUBERNETES_SERVICE_PORT: String(cluster.port),
    SERVICE_ACCOUNT_FOLDER: folder,
  });
}

it("lists the accounts, reads them in pods of a Job, and finishes in another: files and manifest are there", async () => {
  const pods: Ended[] = [];
  const world = await clusterWith(pods);
  const [payments = "", audit = ""] = ids;
  const orchestrator = await orchestratorOf(world, [payments, audit].join(","));
  await world.cluster.stop();
  expect({ orchestrator: orchestrator.status, pods: pods.map(({ status }) => status) }).toEqual({
    orchestrator: 0,
    pods: [0, 0, 0],
  });
  const { cluster } = world;
  expect({ kinds: [...new Set(cluster.calls)], objects: [...cluster.objects.keys()] }).toEqual({
    kinds: ["get jobs", "create configmaps", "create jobs"],
    objects: [
      "jobs/aws-inventory-orchestrator-manual",
      "configmaps/aws-inventory-run-1893902400",
      "jobs/aws-inventory-runner-1893902400",
      "jobs/aws-inventory-finish-1893902400",
    ],
  });
  const file = gunzipSync(await objectAt(runKeys.file(run, payments))).toString();
  const lines = file
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const arns = lines.filter(({ service }) => service === "sqs").map(({ run: by, arn }) => ({ by, arn }));
  expect(arns).toEqual([{ by: run, arn: `arn:aws:sqs:us-east-1:${payments}:orders` }]);
  const { accounts, ...manifest } = JSON.parse((await objectAt(runKeys.manifest(run))).toString());
  const regions = { global: "read", "us-east-1": "read", "eu-west-1": "read" };
  const byId = (one: { account: string }, other: { account: string }) =>
    one.account.localeCompare(other.account);
  expect({ ...manifest, accounts }).toEqual({
    version: 1,
    run,
    finishedAt: expect.any(String),
    durationMs: expect.any(Number),
    result: "complete",
    isPart: false,
    asked: { accounts: [payments, audit].toSorted(), regions: ["us-east-1", "eu-west-1"], exempt: [] },
    accounts: ["payments", "audit"]
      .map((name, index) => ({ account: ids[index] ?? "", name }))
      .map((one) => ({
        ...one,
        file: runKeys.file(run, one.account),
        regions,
        resources: expect.any(Number),
      }))
      .toSorted(byId),
    counts: { "iam/role": expect.any(Number), "sqs/queue": 1 },
    skipped: [],
    failures: [],
    dropped: [],
  });
  expect(JSON.parse((await objectAt(runKeys.latest)).toString())).toEqual({ run });
}, 120_000);

it("exits with 1 and creates nothing when the organization cannot be listed", async () => {
  const pods: Ended[] = [];
  const world = await clusterWith(pods);
  const endpoint = surroundings.AWS_ENDPOINT_URL ?? "";
  const another = { AWS_ENDPOINT_URL_ORGANIZATIONS: `${endpoint}/nobody-answers-here` };
  const before = surroundings;
  surroundings = { ...surroundings, ...another };
  const orchestrator = await orchestratorOf(world, "").finally(() => {
    surroundings = before;
  });
  await world.cluster.stop();
  const { status, log } = orchestrator;
  expect({ status, last: log.at(-1)?.message, pods, calls: world.cluster.calls }).toEqual({
    status: 1,
    last: "orchestrate failed",
    pods: [],
    calls: ["get jobs"],
  });
});
