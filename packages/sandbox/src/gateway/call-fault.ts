// Spoils a call when a fault says so: late, refused, or cut off.
import timers from "node:timers/promises";
import type { Refusal } from "../aws-call";
import type { Fault, Faults } from "../faults";
import { refusalOf } from "../iam/refusal";
import { errorAnswer } from "./error-answer";
import type { Answer } from "./moto-client";
import type { ReceivedCall } from "./received-call";

/** The connection is to be cut without an answer. */
export class ConnectionReset extends Error {
  override readonly name = "ConnectionReset";
}

/** The answer of a fault, after its wait; undefined lets the call go on. Throws ConnectionReset. */
export async function callFault(
  faults: Faults,
  call: ReceivedCall,
  requestId: string,
): Promise<Answer | undefined> {
  const { service, operation, region } = call;
  const place = { accountId: call.principal.accountId, region };
  const fault = faults.draw(service, operation, ["latency", "throttle", "error", "deny", "reset"], place);
  if (!fault) return undefined;
  if (fault.milliseconds) await timers.setTimeout(fault.milliseconds);
  if (fault.kind === "latency") return undefined;
  if (fault.kind === "reset") throw new ConnectionReset("The connection was reset on request");
  const refusal = refusalBy(fault, call);
  const wait = fault.retryAfterSeconds;
  return errorAnswer(call.protocol, refusal, requestId, wait ? { "retry-after": String(wait) } : {});
}

function refusalBy({ kind, status }: Fault, call: ReceivedCall): Refusal {
  if (kind === "throttle") return throttled(call.service, status);
  if (kind === "deny")
    return refusalOf(
      call,
      { action: `${call.service}:${call.operation}`, resource: "*" },
      "with an explicit deny in a service control policy",
    );
  return {
    status: status ?? 503,
    code: "ServiceUnavailable",
    message: "Service is unavailable on request",
  };
}

/** EC2 has its own words for it. */
function throttled(service: string, status: number | undefined): Refusal {
  if (service === "ec2")
    return { status: status ?? 503, code: "RequestLimitExceeded", message: "Request limit exceeded." };
  return { status: status ?? 429, code: "ThrottlingException", message: "Rate exceeded" };
}
