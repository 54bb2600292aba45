// A Kubernetes API for tests: TLS, a token, the rules of one Role, and Jobs and ConfigMaps that it keeps.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";

/** As in a Role of `rbac.authorization.k8s.io/v1`. */
export type Rule = {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
};

export type StoredObject = {
  readonly metadata: { readonly name: string; readonly [member: string]: unknown };
  readonly [member: string]: unknown;
};

export type ClusterWorld = {
  readonly port: number;
  /** Every call, as RBAC sees it: `create jobs`. */
  readonly calls: readonly string[];
  readonly objects: Map<string, StoredObject>;
  readonly stop: () => Promise<void>;
};

type Options = {
  /** Gets the API's `ca.crt` and the `token`, as in a pod. */
  readonly folder: string;
  readonly namespace: string;
  readonly rules: readonly Rule[];
  /** A Job was created: the test runs it, and answers the condition that it ends with. */
  readonly onJob: (job: StoredObject) => Promise<"Complete" | "Failed">;
};

const token = "token-of-the-orchestrator";
const createdAt = "2030-01-06T04:00:00Z";

/** Starts the API on a free port of loopback. Needs openssl for its certificate. */
export async function startCluster({ folder, namespace, rules, onJob }: Options): Promise<ClusterWorld> {
  const calls: string[] = [];
  const objects = new Map<string, StoredObject>();
  const keep = (resource: string, object: StoredObject) => {
    const { metadata } = object;
    const kept = {
      ...object,
      metadata: { ...metadata, uid: `uid-of-${metadata.name}`, creationTimestamp: createdAt },
    };
    objects.set(`${resource}/${metadata.name}`, kept);
    return kept;
  };
  const answer = async (request: IncomingMessage): Promise<[number, unknown]> => {
    const asked = new RegExp(`^/apis?(?:/(batch))?/v1/namespaces/${namespace}/(\\w+)(?:/([\\w-]+))?$`).exec(
      request.url ?? "",
    );
    if (request.headers.authorization !== `Bearer ${token}`) return [401, {}];
    const [, group = "", resource = "", name] = asked ?? [];
    const verb = request.method === "POST" ? "create" : "get";
    calls.push(`${verb} ${resource}`);
    const isAllowed = rules.some(
      (rule) =>
        rule.apiGroups.includes(group) && rule.resources.includes(resource) && rule.verbs.includes(verb),
    );
    if (!isAllowed) return [403, {}];
    if (name !== undefined) {
      const found = objects.get(`${resource}/${name}`);
      return found ? [200, found] : [404, {}];
    }
    const object: StoredObject = JSON.parse(await bodyOf(request));
    if (objects.has(`${resource}/${object.metadata.name}`)) return [409, {}];
    const kept = keep(resource, object);
    if (resource === "jobs")
      void onJob(kept).then((type) => {
        const status = { conditions: [{ type, status: "True" }] };
        objects.set(`jobs/${object.metadata.name}`, { ...kept, status });
      });
    return [201, kept];
  };
  const server = createServer(certificate(folder), (request, response) => {
    void answer(request).then(([status, body]) => response.writeHead(status).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return {
    port: address.port,
    calls,
    objects,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Makes the service account's folder, with a certificate that nobody else trusts. */
function certificate(folder: string): { key: string; cert: string } {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "ca.crt")];
  const names = ["-subj", "/CN=cluster", "-addext", "subjectAltName=IP:127.0.0.1"];
  const made = ["-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"];
  execFileSync("openssl", ["req", "-x509", ...made, ...names], { stdio: "ignore" });
  writeFileSync(join(folder, "token"), `${token}\n`);
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
