// Each HTTP request that reaches the gateway: is it this machine's own, is it AWS, and who answers it.
import type { IncomingMessage, ServerResponse } from "node:http";
import { answerBefore, answerCall, type CallParts } from "./answer-call";
import { isAboutDocuments } from "./bucket-documents";
import { ConnectionReset } from "./call-fault";
import { streamCall } from "./forward-call";
import { isLoopbackHost, isLoopbackOrigin } from "./loopback";
import { type Answer, readAll } from "./moto-client";
import { readCall } from "./read-call";
import { headOf, readScope, type Scope } from "./received-call";
import type { Routes } from "./routes";

/** Answers the request. An error inside becomes a 500 and is thrown on, so that it is seen. */
export async function receive(
  parts: CallParts,
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = parts.newId();
  try {
    if (!isLoopbackHost(request.headers.host) || !isLoopbackOrigin(request.headers.origin)) {
      return plain(response, 403, "The sandbox answers only this machine's own requests.");
    }
    const scope = readScope(headOf(request));
    if (scope) return await aws(parts, scope, request, response, requestId);
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const handler = routes.find(request.method ?? "GET", path);
    if (!handler) return plain(response, 404, "Nothing lives here. AWS requests must be signed.");
    await handler(request, response, await readAll(request));
  } catch (error) {
    if (error instanceof ConnectionReset || request.destroyed) {
      request.socket.destroy();
      return;
    }
    if (!response.headersSent) plain(response, 500, `The sandbox failed (${requestId}).`);
    else response.destroy();
    throw error;
  }
}

async function aws(
  parts: CallParts,
  scope: Scope,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const isStreamed = scope.service === "s3" && !isAboutDocuments(request.url ?? "/");
  const body = isStreamed ? Buffer.alloc(0) : await readAll(request);
  const call = readCall(headOf(request), scope, parts.identities.whoIs(scope.accessKeyId), body);
  const early = await answerBefore(parts, call, requestId);
  if (early) {
    request.resume();
    return write(response, early);
  }
  if (!isStreamed) return write(response, await answerCall(parts, call, requestId));
  const status = await streamCall(parts.delivery.moto, call, request, response);
  if (status < 300) parts.bucketEvents.follow(call, requestId);
}

function write(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, "content-length": answer.body.length });
  response.end(answer.body);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(`${text}\n`);
}
