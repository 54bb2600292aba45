// Calls to the API of the cluster that the program runs in, as the pod's service account. @kubernetes/client-node would do it too, but 2.0 does not
// load on Node 20, and brings 2 MB for three calls: only its types are used.
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { ClusterBusy, ClusterRefused } from "./cluster";

/** Where Kubernetes puts the API's address (environment), and the token and the certificate (folder). */
export type ApiAccess = { readonly host: string; readonly port: number; readonly folder: string };

/** A call; answers the object, or undefined for a status in `unless` (404: there is none; 409: there is one). */
export type ApiCall = {
  readonly method: "GET" | "POST";
  /** From the root, e.g. `/apis/batch/v1/namespaces/inventory/jobs`. */
  readonly path: string;
  readonly body?: object;
  readonly unless?: 404 | 409;
};
export type CallApi = (call: ApiCall) => Promise<unknown>;

const timeoutMs = 20_000;

/** The API. @throws ClusterBusy without an answer, or for 429 and 5xx; ClusterRefused for any other refusal; its words name no body. */
export function kubernetesApi(access: ApiAccess): CallApi {
  return async (call) => {
    const { status, text } = await answerTo(access, call);
    if (status === call.unless) return undefined;
    const what = `${call.method} ${call.path}: status ${status}`;
    if (status === 429 || status >= 500) throw new ClusterBusy(what);
    if (status < 200 || status > 299) throw new ClusterRefused(what);
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new ClusterBusy(`${what}, and no JSON`, { cause });
    }
  };
}

async function answerTo({ host, port, folder }: ApiAccess, { method, path, body }: ApiCall) {
  // Read each time: Kubernetes renews the token every hour.
  const [token, ca] = await Promise.all([
    readFile(`${folder}/token`, "utf8"),
    readFile(`${folder}/ca.crt`, "utf8"),
  ]);
  const headers = {
    accept: "application/json",
    authorization: `Bearer ${token.trim()}`,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const options = { host, port, path, method, headers, ca, signal: AbortSignal.timeout(timeoutMs) };
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const fail = (cause: unknown) => reject(new ClusterBusy(`${method} ${path}: no answer`, { cause }));
    const call = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    call.on("error", fail);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
