// The EventBridge operations that the gateway answers itself: moto's PutEvents fails on targets that it does not know.
import { errorAnswer, jsonAnswer } from "../gateway/error-answer";
import type { Answer } from "../gateway/moto-client";
import { isRecord, readJson, textOf } from "../gateway/read-json";
import type { ReceivedCall } from "../gateway/received-call";
import type { EventBus } from "./event-bus";
import { matchesPattern } from "./match-pattern";
import { patternProblem } from "./pattern-problem";
import { putEvents, requestProblem } from "./put-events";

/** PutEvents, TestEventPattern, and PutRule with a bad pattern; undefined leaves the call to moto. */
export async function answerEvents(
  bus: EventBus,
  call: ReceivedCall,
  requestId: string,
  now: Date,
  newId: () => string,
): Promise<Answer | undefined> {
  const { operation, parameters } = call;
  const pattern = textOf(parameters.EventPattern);
  const problem = pattern === undefined ? undefined : patternProblem(pattern);
  if (problem && (operation === "PutRule" || operation === "TestEventPattern")) {
    const refusal = { status: 400, code: "InvalidEventPatternException", message: problem };
    return errorAnswer(call.protocol, refusal, requestId);
  }
  if (operation === "TestEventPattern") {
    const parsed = readJson(pattern ?? "{}");
    const event = readJson(textOf(parameters.Event) ?? "");
    return jsonAnswer({ Result: isRecord(parsed) && matchesPattern(parsed, event) });
  }
  if (operation !== "PutEvents") return undefined;
  const refusal = requestProblem(parameters);
  if (refusal) return errorAnswer(call.protocol, refusal, requestId);
  const place = { accountId: call.principal.accountId, region: call.region };
  return jsonAnswer(await putEvents(bus, place, parameters, now, newId));
}
