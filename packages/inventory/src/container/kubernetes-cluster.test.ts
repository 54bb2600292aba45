// The cluster over TLS, by a token, within the rules of the Role that the Terraform module gives.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubernetesApi } from "./kubernetes-api";
import { kubernetesCluster } from "./kubernetes-cluster";
import { type ClusterWorld, startCluster } from "./testing/cluster-world";
import { orchestratorRules } from "./testing/module-manifests";

const folder = mkdtempSync(join(tmpdir(), "orgwatch-cluster-"));
let world: ClusterWorld;
let endJob: (state: "Complete" | "Failed") => void;

beforeEach(async () => {
  const ended = new Promise<"Complete" | "Failed">((resolve) => {
    endJob = resolve;
  });
  const rules = orchestratorRules();
  world = await startCluster({ folder, namespace: "inventory", rules, onJob: () => ended });
});
afterEach(() => world.stop());
afterAll(() => rmSync(folder, { recursive: true }));

const api = (port = world.port) => kubernetesApi({ host: "127.0.0.1", port, folder });
const clusterNow = () => kubernetesCluster(api(), "inventory");
const job = (name: string) => ({ apiVersion: "batch/v1", kind: "Job", metadata: { name } });
const map = (value: string) => ({ metadata: { name: "run" }, data: { "run.json": value } });

it("keeps what is there already", async () => {
  const cluster = clusterNow();
  await cluster.createJob(job("one"));
  await cluster.createJob({ ...job("one"), spec: { template: {} } });
  const maps = [await cluster.createConfigMap(map("first")), await cluster.createConfigMap(map("second"))];
  expect({ maps, job: await cluster.ownJob("one"), spec: world.objects.get("jobs/one")?.spec }).toEqual({
    maps: [{ "run.json": "first" }, { "run.json": "first" }],
    job: { name: "one", uid: "uid-of-one", createdAt: new Date("2030-01-06T04:00:00Z") },
    spec: undefined,
  });
});

it.each(["Complete", "Failed"] as const)("sees a Job run and end as %s", async (end) => {
  const cluster = clusterNow();
  const states = [await cluster.jobState("one")];
  await cluster.createJob(job("one"));
  states.push(await cluster.jobState("one"));
  endJob(end);
  await new Promise((resolve) => setImmediate(resolve));
  states.push(await cluster.jobState("one"));
  expect(states).toEqual(["gone", "running", end.toLowerCase()]);
});

it("is refused in another namespace, for another resource, and without a valid token", async () => {
  const path = "/api/v1/namespaces/inventory/secrets";
  const refusals = [
    kubernetesCluster(api(), "kube-system").jobState("one"),
    api()({ method: "GET", path: `${path}/one` }),
    api()({ method: "POST", path, body: {} }),
  ].map((call) => call.catch((error: Error) => `${error.name}: ${error.message}`));
  const words = await Promise.all(refusals);
  writeFileSync(join(folder, "token"), "expired");
  expect([
    ...words,
    await clusterNow()
      .jobState("one")
      .catch((error: Error) => error.message),
  ]).toEqual([
    "ClusterRefused: GET /apis/batch/v1/namespaces/kube-system/jobs/one: status 403",
    `ClusterRefused: GET ${path}/one: status 403`,
    `ClusterRefused: POST ${path}: status 403`,
    "GET /apis/batch/v1/namespaces/inventory/jobs/one: status 401",
  ]);
});

it("trusts the cluster's own certificate only, and calls an API busy that does not answer", async () => {
  const other = mkdtempSync(join(tmpdir(), "orgwatch-cluster-"));
  const impostor = await startCluster({
    folder: other,
    namespace: "inventory",
    rules: [],
    onJob: async () => "Complete",
  });
  const words = (port: number) =>
    kubernetesCluster(api(port), "inventory")
      .jobState("one")
      .catch((error: Error) => [error.name, Object(error.cause).code]);
  const untrusted = await words(impostor.port);
  await impostor.stop();
  expect({ untrusted, away: await words(impostor.port), calls: impostor.calls }).toEqual({
    untrusted: ["ClusterBusy", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    away: ["ClusterBusy", "ECONNREFUSED"],
    calls: [],
  });
  rmSync(other, { recursive: true });
});
