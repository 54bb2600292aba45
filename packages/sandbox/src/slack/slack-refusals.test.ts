import { bodyOf, sampleWorkspace, section, webhookPath } from "./sample-workspace";

describe("refusals", () => {
  it.each([
    ["no token", "auth.test", {}, "", "not_authed"],
    ["a wrong token", "auth.test", {}, "xoxb-bad", "invalid_auth"],
    ["an unknown method", "chat.shout", {}, "xoxb-good", "unknown_method"],
    [
      "an unknown channel",
      "chat.postMessage",
      { channel: "C0X", text: "x" },
      "xoxb-good",
      "channel_not_found",
    ],
    ["no text", "chat.postMessage", { channel: "C0SECURITY", text: " " }, "xoxb-good", "no_text"],
    [
      "blocks that are no list",
      "chat.postMessage",
      { channel: "C0SECURITY", text: "x", blocks: "no json" },
      "xoxb-good",
      "invalid_blocks_format",
    ],
    [
      "metadata without a payload",
      "chat.postMessage",
      { channel: "C0SECURITY", text: "x", metadata: { event_type: "x" } },
      "xoxb-good",
      "invalid_metadata_schema",
    ],
    [
      "a reply to nothing",
      "chat.postMessage",
      { channel: "C0SECURITY", text: "x", thread_ts: "1.000001" },
      "xoxb-good",
      "thread_not_found",
    ],
    [
      "an update of nothing",
      "chat.update",
      { channel: "C0SECURITY", text: "x", ts: "1.000001" },
      "xoxb-good",
      "message_not_found",
    ],
    [
      "a channel's name where an id is needed",
      "conversations.history",
      { channel: "security" },
      "xoxb-good",
      "channel_not_found",
    ],
    [
      "50 sections of text",
      "chat.postMessage",
      { channel: "C0SECURITY", blocks: Array.from({ length: 5 }, () => section("x".repeat(2900))) },
      "xoxb-good",
      "msg_blocks_too_long",
    ],
  ])("%s", (_name, method, args, token, error) => {
    const { call, slack } = sampleWorkspace();
    expect(bodyOf(call(method, args, 0, token))).toEqual({ ok: false, error });
    expect(slack.posts()).toBe(0);
  });

  it("does not read a JSON body where Slack does not", () => {
    const { call } = sampleWorkspace();
    expect(bodyOf(call("conversations.info", { channel: "C0SECURITY" }))).toEqual({
      ok: false,
      error: "invalid_arguments",
      errors: ["missing required field: channel"],
      response_metadata: { messages: ["[ERROR] missing required field: channel"] },
    });
  });

  it("knows revoked tokens, archived channels and channels without the bot", () => {
    const { slack, call, post } = sampleWorkspace();
    const { ts } = post("before");
    slack.revoke();
    expect(post("x")).toEqual({ ok: false, error: "token_revoked" });
    slack.restore();
    slack.archive("C0SECURITY");
    expect(post("x")).toEqual({ ok: false, error: "is_archived" });
    expect(bodyOf(call("chat.update", { channel: "C0SECURITY", ts, text: "x" }))).toEqual({
      ok: false,
      error: "is_inactive",
    });
    slack.archive("C0SECURITY", false);
    slack.setMember("C0SECURITY", false);
    expect(post("x")).toEqual({ ok: false, error: "not_in_channel" });
  });
});

describe("the webhook", () => {
  it.each([
    ["a message", '{"text":"hello"}', webhookPath, 200, "ok"],
    ["no JSON", "hello", webhookPath, 400, "invalid_payload"],
    ["no text", "{}", webhookPath, 400, "no_text"],
    ["bad blocks", '{"blocks":[{"type":"poem"}]}', webhookPath, 400, "invalid_blocks"],
    ["another address", '{"text":"hello"}', "/_slack/services/T0/B0/other", 404, "no_service"],
  ])("%s", (_name, body, path, status, word) => {
    const { hook } = sampleWorkspace();
    expect(hook(body, path)).toEqual({ status, headers: { "content-type": "text/html" }, body: word });
  });

  it("posts to its own channel, and not when it is archived or the webhook is gone", () => {
    const { slack, call, hook } = sampleWorkspace();
    hook('{"text":"hello"}');
    slack.archive("C0SECURITY");
    expect(hook('{"text":"x"}')).toMatchObject({ status: 410, body: "channel_is_archived" });
    slack.archive("C0SECURITY", false);
    slack.setWebhook(false);
    expect(hook('{"text":"x"}')).toMatchObject({ status: 404, body: "no_service" });
    const [message] = slack.messages();
    expect(slack.messages()).toMatchObject([{ channel: "C0SECURITY", text: "hello", via: "webhook" }]);
    expect(bodyOf(call("chat.update", { channel: "C0SECURITY", ts: message?.ts, text: "x" }))).toEqual({
      ok: false,
      error: "cant_update_message",
    });
  });
});
