// fetch for tests: the calls go to the sandbox's Slack, in process and in virtual time, with its resets and silences.

import type { SlackStandIn } from "@orgwatch/sandbox/slack/slack-stand-in";
import type { VirtualTime } from "../src/testing/virtual-time";

/** The sandbox's Slack behind the type of `fetch`. A silent Slack ends in the caller's ten-second timeout. */
export function slackFetch(slack: SlackStandIn, time: VirtualTime): typeof fetch {
  return async (input, init) => {
    await time.sleep(50);
    const headers = Object.fromEntries(new Headers(init?.headers).entries());
    const path = new URL(String(input)).pathname;
    const body = typeof init?.body === "string" ? init.body : "";
    const answer = slack.answer({ method: init?.method ?? "GET", path, headers, body, now: time.now() });
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
