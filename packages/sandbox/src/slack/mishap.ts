// What the injected faults do to one call, before a stand-in takes it (`slack`) and on the answer's way back (`slack-answer`).
import type { Fault, Faults } from "../faults";
import { jsonReply, type SlackAnswer, type SlackReply } from "./slack-answer";

/** Whose faults are drawn, for which operation, and its own words for «too many». */
export type FaultyService = {
  readonly faults: Pick<Faults, "draw">;
  readonly name: "slack" | "pagerduty";
  readonly operation: string;
  readonly throttled: (seconds: number | undefined, status: number | undefined) => SlackReply;
};

/** Slack as the faults see it. */
export function faultySlack(faults: Pick<Faults, "draw">, method: string): FaultyService {
  return {
    faults,
    name: "slack",
    operation: method,
    throttled: (seconds = 1, status) => rateLimited(seconds, status),
  };
}

/**
 * A fault that keeps a call from the service: 429, 5xx, a cut connection, or silence (`latency` without `milliseconds`). `delay` lets it
 * through, late.
 */
export function mishapBefore({ faults, name, operation, throttled }: FaultyService): {
  readonly answer?: SlackAnswer;
  readonly delay: number;
} {
  const fault = faults.draw(name, operation, ["throttle", "error", "reset", "latency"]);
  if (!fault) return { delay: 0 };
  switch (fault.kind) {
    case "throttle":
      return { answer: throttled(fault.retryAfterSeconds, fault.status), delay: 0 };
    case "error":
      return { answer: brokenServer(fault), delay: 0 };
    case "reset":
      return { answer: { reset: true }, delay: 0 };
    default:
      return fault.milliseconds === undefined
        ? { answer: { hang: true }, delay: 0 }
        : { delay: fault.milliseconds };
  }
}

/** What comes of a good answer on its way back: the call is taken, but the sender may never learn of it. */
export function mishapAfter({ faults, name, operation }: FaultyService, reply: SlackReply): SlackAnswer {
  const fault = faults.draw(`${name}-answer`, operation, ["error", "reset", "latency"]);
  switch (fault?.kind) {
    case "error":
      return brokenServer(fault);
    case "reset":
      return { reset: true };
    case "latency":
      return fault.milliseconds === undefined
        ? { hang: true }
        : { ...reply, delayMilliseconds: (reply.delayMilliseconds ?? 0) + fault.milliseconds };
    default:
      return reply;
  }
}

/** Slack's 429, for the Web API and webhooks alike. */
export function rateLimited(seconds: number, status = 429): SlackReply {
  return jsonReply({ ok: false, error: "ratelimited" }, status, { "retry-after": String(seconds) });
}

/** Both answer a 5xx with a page, not with JSON. */
function brokenServer(fault: Fault): SlackReply {
  const status = fault.status ?? 503;
  const headers =
    fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) };
  return {
    status,
    headers: { "content-type": "text/html", ...headers },
    body: "<html><body>Server Error</body></html>",
  };
}
