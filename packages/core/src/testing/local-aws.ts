// An AWS endpoint on loopback for tests: real clients talk to it, and the test says what each call is answered.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One call as it arrived: the operation's name and the raw body. */
export type LocalCall = { readonly operation: string; readonly body: string };
/** What it gets; `undefined` leaves the caller waiting. */
export type LocalAnswer = { readonly status: number; readonly body: string } | undefined;

export type LocalAws = {
  readonly calls: readonly LocalCall[];
  /** Configuration for any AWS client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly stop: () => Promise<void>;
};

/** Starts the endpoint on a free port. JSON protocols name the operation in a header, the query protocol in the body. */
export async function startLocalAws(answer: (call: LocalCall) => LocalAnswer): Promise<LocalAws> {
  const calls: LocalCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const target = String(request.headers["x-amz-target"] ?? "");
      const call = { operation: target.split(".")[1] ?? new URLSearchParams(body).get("Action") ?? "", body };
      calls.push(call);
      const answered = answer(call);
      if (answered) response.writeHead(answered.status).end(answered.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    calls,
    client: {
      endpoint: `http://127.0.0.1:${portOf(server.address())}`,
      region: "us-west-2",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return address.port;
}
