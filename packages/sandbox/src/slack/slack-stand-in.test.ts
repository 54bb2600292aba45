import type { JournalEntry } from "../journal";
import { bodyOf, sampleWorkspace, section, start } from "./sample-workspace";
import type { SlackMessage } from "./slack-message";

describe("posting and updating", () => {
  it("keeps a post, and an update changes it in place", () => {
    const { slack, call, post } = sampleWorkspace();
    const metadata = { event_type: "orgwatch", event_payload: { key: "guardduty/us-west-2/f-1" } };
    const { ts } = post("HIGH 8.0", { blocks: [section("*one*")], metadata });
    const updated = bodyOf(
      call("chat.update", { channel: "C0SECURITY", ts, text: "HIGH 8.1", blocks: [section("two")] }),
    );
    expect(ts).toBe("1763691200.000100");
    expect(slack.messages()).toEqual([
      {
        channel: "C0SECURITY",
        ts,
        text: "HIGH 8.1",
        blocks: [section("two")],
        threadTs: undefined,
        broadcast: false,
        metadata,
        edits: 1,
        editedTs: "1763691200.000200",
        via: "bot",
      },
    ]);
    expect(updated).toEqual({
      ok: true,
      channel: "C0SECURITY",
      ts,
      text: "HIGH 8.1",
      message: {
        type: "message",
        user: "U0ORGWATCH",
        bot_id: "B0ORGWATCH",
        ts,
        text: "HIGH 8.1",
        blocks: [section("two")],
        edited: { user: "U0ORGWATCH", ts: "1763691200.000200" },
        metadata,
      },
    });
    expect(slack.posts()).toBe(1);
  });

  it("takes a form body and a channel's name", () => {
    const { slack } = sampleWorkspace();
    const form = new URLSearchParams({
      token: "xoxb-good",
      channel: "#platform",
      text: "hello",
      blocks: JSON.stringify([{ type: "divider" }]),
    });
    slack.answer({
      method: "POST",
      path: "/_slack/api/chat.postMessage",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: String(form),
      now: start,
    });
    expect(slack.messages("C0PLATFORM").map(({ text, blocks }) => ({ text, blocks }))).toEqual([
      { text: "hello", blocks: [{ type: "divider" }] },
    ]);
  });

  it("cuts a posted text at 40,000 characters with a warning, and refuses an update over 4,000", () => {
    const { slack, call, post } = sampleWorkspace();
    const { ts, warning } = post("x".repeat(40_001));
    expect({ warning, length: slack.messages()[0]?.text.length }).toEqual({
      warning: "message_truncated",
      length: 40_000,
    });
    expect(bodyOf(call("chat.update", { channel: "C0SECURITY", ts, text: "x".repeat(4001) }))).toEqual({
      ok: false,
      error: "msg_too_long",
    });
  });

  it("tells its listeners of each post and update, and journals them under the finding's id", () => {
    const { slack, journal, call, post } = sampleWorkspace();
    const heard: SlackMessage[] = [];
    const stop = slack.subscribe((message) => heard.push(message));
    const event_payload = { key: "guardduty/us-west-2/f-1#for-payments", accountId: "111111111111" };
    const { ts } = post("first", { metadata: { event_type: "orgwatch", event_payload } });
    stop();
    call("chat.update", { channel: "C0SECURITY", ts, text: "second" });
    post("x", { channel: "C0NOWHERE" });
    const entry = { at: start, stop: "Slack", accountId: "", region: "", subject: undefined };
    expect(heard.map(({ text }) => text)).toEqual(["first"]);
    expect(journal.entries()).toEqual<JournalEntry[]>([
      {
        at: start,
        stop: "Slack",
        accountId: "111111111111",
        region: "us-west-2",
        subject: "f-1",
        what: "posted in #security: first",
      },
      // The update says nothing of its own about the finding: the message's metadata does.
      {
        at: start,
        stop: "Slack",
        accountId: "111111111111",
        region: "us-west-2",
        subject: "f-1",
        what: "updated in #security: second",
      },
      { ...entry, stop: "Slack", what: "chat.postMessage failed: channel_not_found" },
    ]);
  });
});

describe("reading", () => {
  it("gives metadata back only on request, newest first, between the bounds, a page at a time", () => {
    const { read, post } = sampleWorkspace();
    const metadata = { event_type: "orgwatch", event_payload: { key: "k" } };
    const first = post("one", { metadata });
    const second = post("two", { metadata });
    post("three");
    const shown = (text: string, ts: string) => ({
      type: "message",
      user: "U0ORGWATCH",
      bot_id: "B0ORGWATCH",
      ts,
      text,
    });
    const between = { channel: "C0SECURITY", oldest: first.ts, latest: second.ts };
    const body = (query: Record<string, string>) => bodyOf(read("conversations.history", query));
    expect(body(between).messages).toEqual([]);
    expect(body({ ...between, inclusive: "true" }).messages).toEqual([
      shown("two", second.ts),
      shown("one", first.ts),
    ]);
    const page = body({ channel: "C0SECURITY", limit: "2", include_all_metadata: "true" });
    expect(page.messages.at(-1)).toEqual({ ...shown("two", second.ts), metadata });
    expect(page.has_more).toBe(true);
    const rest = body({ channel: "C0SECURITY", limit: "2", cursor: page.response_metadata.next_cursor });
    expect(rest).toEqual({
      ok: true,
      messages: [shown("one", first.ts)],
      has_more: false,
      pin_count: 0,
      response_metadata: { next_cursor: "" },
    });
    expect(body({ channel: "C0SECURITY", cursor: "nonsense" })).toEqual({
      ok: false,
      error: "invalid_cursor",
    });
  });

  it("shows a reply in its thread, and in the channel only when it is broadcast", () => {
    const { read, post } = sampleWorkspace();
    const { ts } = post("parent");
    post("quiet", { thread_ts: ts });
    post("loud", { thread_ts: ts, reply_broadcast: true });
    const texts = (body: { messages: { text: string }[] }) => body.messages.map(({ text }) => text);
    expect(texts(bodyOf(read("conversations.history", { channel: "C0SECURITY" })))).toEqual([
      "loud",
      "parent",
    ]);
    expect(texts(bodyOf(read("conversations.replies", { channel: "C0SECURITY", ts })))).toEqual([
      "parent",
      "quiet",
      "loud",
    ]);
    expect(bodyOf(read("conversations.replies", { channel: "C0SECURITY", ts: "9.9" }))).toEqual({
      ok: false,
      error: "thread_not_found",
    });
  });
});
