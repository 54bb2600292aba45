// A domain of OpenSearch in memory, behind its own HTTP API on loopback: templates, bulk requests, and item statuses on request.
import { createServer } from "node:http";
import * as z from "zod/mini";

const actionShape = z.object({ index: z.object({ _index: z.string(), _id: z.string() }) });

/** What one document ends with; undefined: it is taken. */
export type ItemFault = (
  id: string,
  attempt: number,
) => { readonly status: number; readonly reason: string } | undefined;

export type MemorySearch = {
  readonly endpoint: string;
  readonly templates: ReadonlyMap<string, unknown>;
  /** By `<index>/<id>`. */
  readonly documents: ReadonlyMap<string, unknown>;
  /** The authorization header of each request. */
  readonly signatures: readonly string[];
  readonly failItems: (fault: ItemFault) => void;
  /** Answers every request with this status; undefined: as usual. */
  readonly failRequests: (status: number | undefined) => void;
  readonly stop: () => Promise<void>;
};

/** Starts the domain on a free port. */
export async function startMemorySearch(): Promise<MemorySearch> {
  const templates = new Map<string, unknown>();
  const documents = new Map<string, unknown>();
  const attempts = new Map<string, number>();
  const signatures: string[] = [];
  let itemFault: ItemFault = () => undefined;
  let requestStatus: number | undefined;

  const bulk = (body: string) => {
    const lines = body.split("\n").filter((line) => line !== "");
    const items: unknown[] = [];
    for (let line = 0; line < lines.length; line += 2) {
      const { index } = actionShape.parse(JSON.parse(lines[line] ?? ""));
      const attempt = (attempts.get(index._id) ?? 0) + 1;
      attempts.set(index._id, attempt);
      const fault = itemFault(index._id, attempt);
      if (!fault) documents.set(`${index._index}/${index._id}`, JSON.parse(lines[line + 1] ?? ""));
      const error = fault && { type: "some_exception", reason: fault.reason };
      items.push({ index: { ...index, status: fault?.status ?? 201, ...(error ? { error } : {}) } });
    }
    return { took: 1, errors: items.length > 0, items };
  };
  const answer = (path: string, body: string): object => {
    if (path === "/_bulk") return bulk(body);
    templates.set(path.replace("/_index_template/", ""), JSON.parse(body));
    return { acknowledged: true };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      signatures.push(String(request.headers.authorization ?? ""));
      const status = requestStatus ?? 200;
      const said =
        status === 200 ? answer(String(request.url), Buffer.concat(chunks).toString()) : { error: "no" };
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    templates,
    documents,
    signatures,
    failItems: (fault) => {
      itemFault = fault;
    },
    failRequests: (status) => {
      requestStatus = status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
