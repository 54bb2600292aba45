import { failure, first, later, parcel, send, shown, type World } from "../../worlds/deliver-parcels";
import { gone, security, slackWorld } from "../../worlds/slack-world";
import { SlackRefused } from "../slack/slack-errors";
import { deliver } from "./deliver";

describe("an answer that leaves it open whether Slack took the message", () => {
  it.each(["reset", "error", "latency"] as const)(
    "finds the message after a lost answer (%s)",
    async (kind) => {
      const world = slackWorld();
      world.faults.add({ service: "slack-answer", operation: "chat.postMessage", kind, share: 1, times: 1 });
      expect(await failure(world, parcel)).toMatch(/^SlackUnclear/);
      await send(world, parcel);
      await send(world, later);
      expect({ shown: shown(world), posts: world.slack.posts() }).toEqual({
        shown: [{ ...first, text: "MEDIUM 5.0: two", edits: 1 }],
        posts: 1,
      });
    },
  );

  it.each(["reset", "error", "latency"] as const)("posts again when it never arrived (%s)", async (kind) => {
    const world = slackWorld();
    world.faults.add({ service: "slack", operation: "chat.postMessage", kind, share: 1, times: 1 });
    expect(await failure(world, parcel)).toMatch(/^SlackUnclear/);
    await send(world, parcel);
    expect({ shown: shown(world), posts: world.slack.posts() }).toEqual({ shown: [first], posts: 1 });
  });

  it("finds the lost announcement of a rise", async () => {
    const world = slackWorld();
    await send(world, parcel);
    world.faults.add({
      service: "slack-answer",
      operation: "chat.postMessage",
      kind: "reset",
      share: 1,
      times: 1,
    });
    expect(await failure(world, { ...later, band: "high" })).toMatch(/^SlackUnclear/);
    await send(world, { ...later, band: "high" });
    expect(shown(world).map(({ text }) => text)).toEqual(["MEDIUM 5.0: two", "rose from medium"]);
  });
});

describe("the failover webhook", () => {
  it.each([
    ["token_revoked", (world: World) => world.slack.revoke("token_revoked")],
    ["not_in_channel", (world: World) => world.slack.setMember(security.id, false)],
    ["is_archived", (world: World) => world.slack.archive(security.id)],
  ])("takes over when the bot is refused for good (%s)", async (code, breakIt) => {
    const world = slackWorld();
    breakIt(world);
    await send(world, parcel);
    await send(world, parcel);
    await send(world, later);
    const note = `:warning: Sent through the failover webhook: the bot could not post to #security (${code}).`;
    expect(world.slack.messages().map(({ channel, text, blocks }) => ({ channel, text, blocks }))).toEqual([
      {
        channel: "C0FAILOVER",
        text: "MEDIUM 5.0: one",
        blocks: [...parcel.message.blocks, { type: "context", elements: [{ type: "mrkdwn", text: note }] }],
      },
    ]);
  });

  it("takes the news of a message that the bot cannot update any more", async () => {
    const world = slackWorld();
    await send(world, parcel);
    world.slack.revoke("token_revoked");
    await send(world, later);
    await send(world, later);
    const news = { ...first, channel: "C0FAILOVER", text: expect.stringMatching(/^MEDIUM 5.0: two/) };
    expect(shown(world)).toEqual([first, { ...news, via: "webhook" }]);
  });

  it("takes the plain text of a message that the bot may not send in any form, for a reason nobody knows yet", async () => {
    const world = slackWorld();
    const post = () => Promise.reject(new SlackRefused("message", "a_new_word"));
    const dependencies = { ...world.dependencies, slack: { ...world.dependencies.slack, post } };
    await world.time.run(deliver(parcel, dependencies));
    const text =
      "MEDIUM 5.0: one\n(shown as plain text: Slack refused its layout, a_new_word)\n" +
      ":warning: Sent through the failover webhook: the bot could not post to #security (a_new_word).";
    expect(shown(world)).toEqual([{ ...first, channel: "C0FAILOVER", text, via: "webhook" }]);
  });

  it("raises an error for good when both are refused, with both reasons", async () => {
    const world = slackWorld({ webhook: false });
    expect(await failure(world, { ...parcel, channel: gone })).toBe(
      "NeverAgain: the bot could not post to #gone (channel_not_found), " +
        "and so could not the webhook: WebhookRefused: no webhook is configured",
    );
  });

  it("waits when the webhook only fails for now", async () => {
    const world = slackWorld();
    world.slack.revoke("token_revoked");
    world.faults.add({ service: "slack", operation: "webhook", kind: "error", share: 1, times: 1 });
    expect(await failure(world, parcel)).toMatch(/^TryLater: the bot could not post to #security/);
    await send(world, parcel);
    expect(shown(world)).toEqual([{ ...first, channel: "C0FAILOVER", via: "webhook" }]);
  });
});

it("shows the text when Slack refuses the layout", async () => {
  const world = slackWorld();
  const tooLong = "x".repeat(3001);
  const blocks = [{ type: "section" as const, text: { type: "mrkdwn" as const, text: tooLong } }];
  await send(world, { ...parcel, message: { text: "HIGH 8.0: one", blocks } });
  expect(shown(world)).toEqual([
    { ...first, text: "HIGH 8.0: one\n(shown as plain text: Slack refused its layout, invalid_blocks)" },
  ]);
});
