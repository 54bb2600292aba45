import { createHmac } from "node:crypto";
import { answers, archive, blocks, secret, withButton } from "./sample-button";
import { sampleWorkspace, section, start } from "./sample-workspace";
import { slackUsers } from "./sandbox-people";

describe("pressing a button", () => {
  it("sends the documented payload as a signed form", async () => {
    const { slack, press, ts } = withButton(answers(200, "ok"));
    const interaction = await press();
    const timestamp = "1763691200";
    const { confirm: _confirm, ...button } = archive;
    expect(interaction).toEqual({
      at: start,
      kind: "block_actions",
      url: "https://orgwatch.example/slack",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${interaction.sent}`).digest("hex")}`,
      },
      sent: interaction.sent,
      outcome: 200,
      body: "ok",
    });
    const form = new URLSearchParams(interaction.sent);
    expect([...form.keys()]).toEqual(["payload"]);
    expect(JSON.parse(form.get("payload") ?? "")).toEqual({
      type: "block_actions",
      user: { id: "U0ALICE", username: "alice.ahmed", name: "alice.ahmed", team_id: "T0SANDBOX" },
      api_app_id: "A0SANDBOX",
      container: { type: "message", message_ts: ts, channel_id: "C0SECURITY", is_ephemeral: false },
      trigger_id: "1.1763691200000.sandbox",
      team: { id: "T0SANDBOX", domain: "orgwatch-sandbox" },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: "C0SECURITY", name: "security" },
      message: {
        type: "message",
        user: "U0ORGWATCH",
        bot_id: "B0ORGWATCH",
        app_id: "A0SANDBOX",
        team: "T0SANDBOX",
        ts,
        text: "HIGH",
        blocks: [{ block_id: "b0", ...section("*HIGH*") }, blocks[1]],
      },
      state: { values: {} },
      response_url: "https://slack.example/_slack/response/1",
      actions: [{ ...button, block_id: "answers", action_ts: "1763691200.000000" }],
    });
    expect(slack.interactions()).toEqual([interaction]);
  });

  it("finds a button beside a section, in a reply", async () => {
    const { slack, post, ts } = withButton();
    const beside = { ...section("x"), accessory: { ...archive, action_id: "finding:keep", value: "v" } };
    const reply = post("reply", { thread_ts: ts, blocks: [beside] });
    const { sent } = await slack.press({
      message: { channel: "C0SECURITY", ts: reply.ts },
      actionId: "finding:keep",
      user: slackUsers.mallory,
    });
    expect(JSON.parse(new URLSearchParams(sent).get("payload") ?? "")).toMatchObject({
      user: { id: "U0MALLORY" },
      container: { message_ts: reply.ts, thread_ts: ts },
      actions: [{ action_id: "finding:keep", block_id: "b0", value: "v" }],
    });
  });

  it("needs the message, the button and an address", async () => {
    const { slack, press, post } = withButton();
    const { ts } = post("no button");
    const user = slackUsers.alice;
    const message = (of: string) => ({ message: { channel: "C0SECURITY", ts: of }, actionId: "a", user });
    await expect(slack.press(message("1.1"))).rejects.toThrow(
      "There is no message 1.1 in the channel C0SECURITY",
    );
    await expect(slack.press(message(ts))).rejects.toThrow(`The message ${ts} has no button a`);
    await expect(press("finding:forget")).rejects.toThrow("has no button finding:forget");
    const lonely = sampleWorkspace();
    const alone = lonely.post("HIGH", { blocks });
    await expect(lonely.slack.press({ ...message(alone.ts), actionId: "finding:archive" })).rejects.toThrow(
      "call sendInteractionsTo",
    );
  });

  it("waits no longer than Slack does, and says when nobody is there", async () => {
    const late = sampleWorkspace({
      send: () => Promise.reject(new Error("aborted")),
      patience: () => AbortSignal.abort(),
    });
    const gone = sampleWorkspace({ send: () => Promise.reject(new Error("refused")) });
    for (const { slack } of [late, gone]) slack.sendInteractionsTo("https://orgwatch.example/slack", secret);
    const command = { command: "/cases", text: "", channel: "C0SECURITY", user: slackUsers.alice };
    const outcomes = [await late.slack.command(command), await gone.slack.command(command)];
    expect(outcomes.map(({ outcome, body }) => ({ outcome, body }))).toEqual([
      { outcome: "operation_timeout", body: "" },
      { outcome: "dispatch_failed", body: "" },
    ]);
  });
});

describe("typing a command", () => {
  const cases = { command: "/cases", text: "open payments", channel: "C0PLATFORM", user: slackUsers.mallory };

  it("sends the documented form, and shows the answer to the person", async () => {
    const { slack } = withButton(answers(200, JSON.stringify({ text: "3 cases" })));
    const heard: string[] = [];
    slack.subscribeAnswers(({ text }) => heard.push(text));
    const { sent, kind } = await slack.command(cases);
    expect({ kind, form: Object.fromEntries(new URLSearchParams(sent)) }).toEqual({
      kind: "command",
      form: {
        team_id: "T0SANDBOX",
        team_domain: "orgwatch-sandbox",
        channel_id: "C0PLATFORM",
        channel_name: "platform",
        user_id: "U0MALLORY",
        user_name: "mallory.moss",
        command: "/cases",
        text: "open payments",
        api_app_id: "A0SANDBOX",
        is_enterprise_install: "false",
        response_url: "https://slack.example/_slack/response/1",
        trigger_id: "1.1763691200000.sandbox",
      },
    });
    expect(slack.answers()).toEqual([
      { channel: "C0PLATFORM", ts: undefined, userId: "U0MALLORY", text: "3 cases", blocks: [], at: start },
    ]);
    expect(heard).toEqual(["3 cases"]);
  });

  it("takes plain text for an answer, posts what is for the channel, and ignores failures", async () => {
    const shown = async (status: number, body: string) => {
      const { slack } = withButton(answers(status, body));
      await slack.command(cases);
      return {
        answers: slack.answers().map(({ text }) => text),
        posts: slack.messages("C0PLATFORM").map(({ text }) => text),
      };
    };
    expect([
      await shown(200, "Try /cases open"),
      await shown(200, '{"response_type":"in_channel","text":"for all"}'),
      await shown(200, ""),
      await shown(500, "broken"),
    ]).toEqual([
      { answers: ["Try /cases open"], posts: [] },
      { answers: [], posts: ["for all"] },
      { answers: [], posts: [] },
      { answers: [], posts: [] },
    ]);
  });

  it("needs a channel that is there", async () => {
    const { slack } = withButton();
    await expect(slack.command({ ...cases, channel: "C0NOWHERE" })).rejects.toThrow(
      "There is no channel C0NOWHERE in this Slack",
    );
  });
});
