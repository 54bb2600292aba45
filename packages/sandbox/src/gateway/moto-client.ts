// Calls moto on behalf of an account and region. moto knows the service from the credential scope and the account from a header.
import http, { type IncomingMessage, type OutgoingHttpHeaders } from "node:http";

/** An account and a region in it. */
export type Place = { readonly accountId: string; readonly region: string };

/** A whole HTTP answer. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

export type MotoRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  /** A stream is passed on as it comes. */
  readonly body: Buffer | IncomingMessage;
  /** Whether moto may keep its answer back for seconds: such a call takes no place from others. */
  readonly waits?: boolean;
};

export type MotoClient = {
  /** The answer as soon as its head is there. Throws when moto cannot be reached. */
  readonly open: (request: MotoRequest) => Promise<IncomingMessage>;
  /** The whole answer, whatever its status. */
  readonly send: (request: MotoRequest) => Promise<Answer>;
  /** A JSON call, e.g. `json(place, "events", "AWSEvents.ListRules", {})`. Throws MotoRefused unless it succeeds. */
  readonly json: (
    place: Place,
    service: string,
    target: string,
    body: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>;
  /** A query call; answers the XML. Throws MotoRefused unless it succeeds. */
  readonly query: (place: Place, service: string, form: Readonly<Record<string, string>>) => Promise<string>;
  /** A REST-JSON call. Throws MotoRefused unless it succeeds. */
  readonly rest: (
    place: Place,
    service: string,
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<unknown>;
  readonly close: () => void;
};

/** moto answered with an error. `code` is AWS's name for it where moto gave one. */
export class MotoRefused extends Error {
  override readonly name = "MotoRefused";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A client that keeps its connections until `close`. `url` is moto's, without a slash at the end. */
export function newMotoClient(url: string): MotoClient {
  // moto works on one thread at a time: more calls at once only make each of them slower. What waits for others, or streams, is not counted.
  const few = new http.Agent({ keepAlive: true, maxSockets: 4 });
  const many = new http.Agent({ keepAlive: true });
  const { hostname, port } = new URL(url);

  const openThrough = (agent: http.Agent, { method, path, headers, body }: MotoRequest) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = http.request({ hostname, port, agent, method, path, headers }, resolve);
      outgoing.on("error", reject);
      if (Buffer.isBuffer(body)) outgoing.end(body);
      else body.on("error", () => outgoing.destroy()).pipe(outgoing);
    });
  const sendThrough = async (agent: http.Agent, motoRequest: MotoRequest) => {
    const incoming = await openThrough(agent, motoRequest);
    return {
      status: incoming.statusCode ?? 502,
      headers: headersOf(incoming),
      body: await readAll(incoming),
    };
  };
  const succeed = async (motoRequest: MotoRequest) => {
    const answer = await sendThrough(few, motoRequest);
    const text = answer.body.toString();
    if (answer.status >= 300) throw new MotoRefused(answer.status, codeOf(text), text.slice(0, 500));
    return text;
  };
  const call = (place: Place, service: string, method: string, path: string, type: string, body: string) => ({
    method,
    path,
    headers: { ...scope(place, service), "content-type": type, "content-length": Buffer.byteLength(body) },
    body: Buffer.from(body),
  });
  return {
    open: (motoRequest) => openThrough(many, motoRequest),
    send: (motoRequest) => sendThrough(motoRequest.waits ? many : few, motoRequest),
    json: async (place, service, target, body) => {
      const request = call(place, service, "POST", "/", "application/x-amz-json-1.1", JSON.stringify(body));
      return parsed(await succeed({ ...request, headers: { ...request.headers, "x-amz-target": target } }));
    },
    query: (place, service, form) => {
      const body = new URLSearchParams(form).toString();
      return succeed(call(place, service, "POST", "/", "application/x-www-form-urlencoded", body));
    },
    rest: async (place, service, method, path, body) =>
      parsed(
        await succeed(
          call(place, service, method, path, "application/json", body ? JSON.stringify(body) : ""),
        ),
      ),
    close: () => {
      few.destroy();
      many.destroy();
    },
  };
}

/** Reads a request or an answer to its end. */
export async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** The headers that belong to the answer itself; those of the connection are left out. */
export function headersOf(incoming: IncomingMessage): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !ofTheConnection.has(name)) kept[name] = value;
  }
  return kept;
}

/** Headers that are about one connection and must not be passed on. */
export const ofTheConnection: ReadonlySet<string> = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

function scope(place: Place, service: string) {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=sandbox/20300101/${place.region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    "x-moto-account-id": place.accountId,
  };
}

function parsed(text: string): unknown {
  return text.trim() === "" ? {} : JSON.parse(text);
}

function codeOf(text: string): string {
  const match = /<Code>([^<]+)<\/Code>/.exec(text) ?? /"__type":\s*"(?:[^"]*#)?([^"]+)"/.exec(text);
  return match?.[1] ?? "InternalFailure";
}
