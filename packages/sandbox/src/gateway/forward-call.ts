// Passes a call on to moto as it came, for the account of its caller.
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type Answer, headersOf, type MotoClient, type MotoRequest, ofTheConnection } from "./moto-client";
import type { ReceivedCall } from "./received-call";

/** moto's whole answer. */
export function forwardCall(moto: MotoClient, call: ReceivedCall): Promise<Answer> {
  return moto.send({ ...motoRequest(call, call.body), waits: isLongPoll(call) });
}

/** Streams a body in and the answer out: objects in S3 may be large. Answers the status. */
export async function streamCall(
  moto: MotoClient,
  call: ReceivedCall,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const incoming = await moto.open(motoRequest(call, request));
  const status = incoming.statusCode ?? 502;
  response.writeHead(status, headersOf(incoming));
  await new Promise<void>((resolve, reject) => {
    incoming.on("error", reject).pipe(response).on("finish", resolve).on("close", resolve);
  });
  return status;
}

/** A queue may wish for long polls of its own; only who says that he does not wait gets an answer at once. */
function isLongPoll({ operation, parameters }: ReceivedCall): boolean {
  return operation === "ReceiveMessage" && parameters.WaitTimeSeconds !== 0;
}

function motoRequest(call: ReceivedCall, body: Buffer | IncomingMessage): MotoRequest {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(call.head.headers)) {
    if (value !== undefined && !ofTheConnection.has(name)) headers[name] = value;
  }
  // Keeps a caller from choosing another account; queue URLs and the like still carry the gateway's own Host.
  headers["x-moto-account-id"] = call.principal.accountId;
  if (Buffer.isBuffer(body)) headers["content-length"] = body.length;
  return { method: call.head.method, path: call.head.target, headers, body };
}
