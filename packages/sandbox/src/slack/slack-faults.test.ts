import { createServer } from "node:http";
import { bodyOf, sampleWorkspace } from "./sample-workspace";

describe("pace", () => {
  it("takes three at once in a channel, then one a second, with Retry-After", () => {
    const { slack, call } = sampleWorkspace({ paced: true });
    const statuses = [0, 0, 0, 0, 0.5, 1, 1, 2].map((seconds) => {
      const answer = call("chat.postMessage", { channel: "C0SECURITY", text: "x" }, seconds);
      return "status" in answer ? answer.status : answer;
    });
    expect(statuses).toEqual([200, 200, 200, 429, 429, 200, 429, 200]);
    expect(call("chat.postMessage", { channel: "C0SECURITY", text: "x" }, 2)).toEqual({
      status: 429,
      headers: { "content-type": "application/json; charset=utf-8", "retry-after": "1" },
      body: '{"ok":false,"error":"ratelimited"}',
    });
    expect(bodyOf(call("chat.postMessage", { channel: "C0PLATFORM", text: "x" }, 2)).ok).toBe(true);
    slack.setPaced(false);
    expect(bodyOf(call("chat.postMessage", { channel: "C0SECURITY", text: "x" }, 2)).ok).toBe(true);
  });
});

describe("faults", () => {
  it("can hit before the message is taken, and after it", () => {
    const { slack, faults, call } = sampleWorkspace();
    const add = (service: string, kind: "throttle" | "error" | "reset" | "latency", more = {}) =>
      faults.add({ service, operation: "chat.postMessage", kind, share: 1, times: 1, ...more });
    const send = () => call("chat.postMessage", { channel: "C0SECURITY", text: "x" });
    add("slack", "throttle", { retryAfterSeconds: 7 });
    add("slack", "error", { status: 500 });
    add("slack", "reset");
    add("slack", "latency");
    const before = [send(), send(), send(), send()].map((answer) =>
      "status" in answer ? answer.status : answer,
    );
    expect({ before, posts: slack.posts() }).toEqual({
      before: [429, 500, { reset: true }, { hang: true }],
      posts: 0,
    });
    add("slack-answer", "error");
    add("slack-answer", "reset");
    add("slack-answer", "latency");
    const after = [send(), send(), send()].map((answer) => ("status" in answer ? answer.status : answer));
    expect({ after, posts: slack.posts() }).toEqual({
      after: [503, { reset: true }, { hang: true }],
      posts: 3,
    });
    expect(slack.calls().map(({ outcome, error, taken }) => ({ outcome, error, taken }))).toEqual([
      { outcome: 429, error: "ratelimited", taken: false },
      { outcome: 500, error: undefined, taken: false },
      { outcome: "reset", error: undefined, taken: false },
      { outcome: "hang", error: undefined, taken: false },
      { outcome: 503, error: undefined, taken: true },
      { outcome: "reset", error: undefined, taken: true },
      { outcome: "hang", error: undefined, taken: true },
    ]);
  });

  it("says how late an answer is", () => {
    const { faults, call } = sampleWorkspace();
    faults.add({ service: "slack", operation: "*", kind: "latency", share: 1, milliseconds: 800 });
    expect(call("auth.test", {})).toMatchObject({ status: 200, delayMilliseconds: 800 });
  });
});

describe("over HTTP", () => {
  it("answers, and cuts the connection when told to", async () => {
    const { slack, faults } = sampleWorkspace();
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => void slack.handle(request, response, Buffer.concat(chunks)));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const send = () =>
      fetch(`http://127.0.0.1:${port}/_slack/api/chat.postMessage`, {
        method: "POST",
        headers: { authorization: "Bearer xoxb-good", "content-type": "application/json" },
        body: JSON.stringify({ channel: "C0SECURITY", text: "x" }),
      });
    try {
      expect(await (await send()).json()).toMatchObject({ ok: true, channel: "C0SECURITY" });
      faults.add({ service: "slack-answer", operation: "*", kind: "reset", share: 1 });
      await expect(send()).rejects.toThrow("fetch failed");
      expect(slack.posts()).toBe(2);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
