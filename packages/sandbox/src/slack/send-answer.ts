// An answer put on the wire: late, cut off, or never.

import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { SlackAnswer } from "./slack-answer";

/** Writes the answer. A `hang` leaves the connection open and silent until the caller gives up or the server stops. */
export async function sendAnswer(answer: SlackAnswer, response: ServerResponse): Promise<void> {
  if ("hang" in answer) return;
  if ("reset" in answer) {
    response.socket?.resetAndDestroy();
    return;
  }
  // A pending delay must not keep a process alive that has nothing else to do.
  if (answer.delayMilliseconds) await setTimeout(answer.delayMilliseconds, undefined, { ref: false });
  if (response.destroyed) return;
  response.writeHead(answer.status, { ...answer.headers });
  response.end(answer.body);
}
