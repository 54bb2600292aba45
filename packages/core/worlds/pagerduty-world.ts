// The sandbox's PagerDuty in process and in virtual time, for tests of lambdas that talk to it.

import { newFaults } from "@orgwatch/sandbox/faults";
import { newJournal } from "@orgwatch/sandbox/journal";
import { newPagerDuty, type PagerDutyStandIn } from "@orgwatch/sandbox/pagerduty/pagerduty-stand-in";
import { type VirtualTime, virtualTime } from "../src/testing/virtual-time";

/** A service for each of two teams of `routing` (slack-world); the third team has none. */
export const services = [
  { team: "security", name: "Security", routingKey: "5ec0".repeat(8), serviceId: "PSECURITY" },
  { team: "payments", name: "Payments", routingKey: "9a19".repeat(8), serviceId: "PPAYMENTS" },
] as const;

/** The secret `routing-keys`. */
export const routingKeys = JSON.stringify(
  Object.fromEntries(services.map(({ team, routingKey }) => [team, routingKey])),
);

/** The path below which the stand-in answers. */
export const eventsUrl = "https://pagerduty.test/_pagerduty";

/** `random` decides the faults; `eventsPerMinute` is PagerDuty's own limit for each key unless it is given. */
export function pagerDutyWorld(
  options: { readonly random?: () => number; readonly eventsPerMinute?: number } = {},
) {
  const time = virtualTime(new Date("2030-01-07T09:00:00Z"));
  const faults = newFaults(options.random ?? (() => 0));
  const { eventsPerMinute } = options;
  const pagerDuty = newPagerDuty({
    services,
    token: "pagerduty-test-token",
    journal: newJournal(),
    faults,
    now: time.now,
    ...(eventsPerMinute === undefined ? {} : { eventsPerMinute }),
  });
  const bodies: unknown[] = [];
  return { time, faults, pagerDuty, bodies, fetch: pagerDutyFetch(pagerDuty, time, bodies) };
}

/** The stand-in behind the type of `fetch`, which notes the bodies it carries. A silent PagerDuty ends in the caller's timeout. */
function pagerDutyFetch(pagerDuty: PagerDutyStandIn, time: VirtualTime, bodies: unknown[]): typeof fetch {
  return async (input, init) => {
    await time.sleep(50);
    const { pathname, search } = new URL(String(input));
    const headers = Object.fromEntries(new Headers(init?.headers).entries());
    const body = typeof init?.body === "string" ? init.body : "";
    if (body !== "") bodies.push(JSON.parse(body));
    const call = { method: init?.method ?? "GET", path: `${pathname}${search}`, headers, body };
    const answer = pagerDuty.answer({ ...call, now: time.now() });
    if ("reset" in answer)
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }),
      });
    if ("hang" in answer) {
      await time.sleep(10_000);
      throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
    }
    await time.sleep(answer.delayMilliseconds ?? 0);
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}
