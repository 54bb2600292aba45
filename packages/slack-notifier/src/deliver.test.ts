import { SlackRefused } from "@orgwatch/core/slack/slack-errors";
import { critical, gone, payments, security, slackWorld } from "../testing/slack-world";
import { deliver } from "./deliver";
import type { Parcel } from "./parcel";

const parcel: Parcel = {
  key: "guardduty/444444444444/f-1",
  version: "2030-01-07T08:00:00Z",
  band: "medium",
  channel: security,
  message: { text: "MEDIUM 5.0: one", blocks: [{ type: "section", text: { type: "mrkdwn", text: "one" } }] },
  raised: (before) => ({ text: `rose from ${before}`, blocks: [] }),
};
const later: Parcel = {
  ...parcel,
  version: "2030-01-07T08:15:00Z",
  message: { text: "MEDIUM 5.0: two", blocks: [] },
};

type World = ReturnType<typeof slackWorld>;

function send(world: World, what: Parcel) {
  return world.time.run(deliver(what, world.dependencies));
}

/** The error that a delivery ends with, in words. */
async function failure(world: World, what: Parcel): Promise<string> {
  return send(world, what).then(
    () => "none",
    (error: unknown) => String(error),
  );
}

function shown({ slack }: World) {
  return slack.messages().map(({ channel, text, edits, threadTs, via }) => ({
    channel,
    text,
    edits,
    inThread: threadTs !== undefined,
    via,
  }));
}

const first = { channel: security.id, text: "MEDIUM 5.0: one", edits: 0, inThread: false, via: "bot" };

describe("one message for one thing", () => {
  it("posts once, however often the same version comes", async () => {
    const world = slackWorld();
    await send(world, parcel);
    await send(world, parcel);
    expect(shown(world)).toEqual([first]);
  });

  it("updates the message for a newer version, and never goes back to an older one", async () => {
    const world = slackWorld();
    await send(world, parcel);
    await send(world, later);
    await send(world, parcel);
    expect(shown(world)).toEqual([{ ...first, text: "MEDIUM 5.0: two", edits: 1 }]);
  });

  it("tells a rise in the thread and the channel, once", async () => {
    const world = slackWorld();
    const graver: Parcel = { ...later, band: "high", message: { text: "HIGH 8.0: two", blocks: [] } };
    await send(world, parcel);
    await send(world, graver);
    await send(world, graver);
    expect(shown(world)).toEqual([
      { ...first, text: "HIGH 8.0: two", edits: 1 },
      { channel: security.id, text: "rose from medium", edits: 0, inThread: true, via: "bot" },
    ]);
  });

  it("posts the whole message to the graver band's own channel when it has one", async () => {
    const world = slackWorld();
    await send(world, parcel);
    const message = { text: "CRITICAL 9.5: two", blocks: [] };
    await send(world, { ...later, band: "critical", channel: critical, message });
    expect(shown(world)).toEqual([
      { ...first, text: "CRITICAL 9.5: two", edits: 1 },
      { channel: critical.id, text: "CRITICAL 9.5: two", edits: 0, inThread: false, via: "bot" },
    ]);
  });

  it("tells each time that an alarm rings again after it was over", async () => {
    const world = slackWorld();
    const at = (minute: number, band: "high" | "ok"): Parcel => ({
      ...parcel,
      band,
      version: `2030-01-07T08:0${minute}:00Z`,
      message: { text: `${band} ${minute}`, blocks: [] },
      raised: () => ({ text: `rings at ${minute}`, blocks: [] }),
    });
    for (const minute of [0, 2, 4]) {
      await send(world, at(minute, "high"));
      await send(world, at(minute + 1, "ok"));
    }
    const reply = { channel: security.id, edits: 0, inThread: true, via: "bot" };
    expect(shown(world)).toEqual([
      { ...first, text: "ok 5", edits: 5 },
      { ...reply, text: "rings at 2" },
      { ...reply, text: "rings at 4" },
    ]);
  });

  it("tries an update again whose answer was lost", async () => {
    const world = slackWorld();
    await send(world, parcel);
    world.faults.add({ service: "slack", operation: "chat.update", kind: "reset", share: 1, times: 1 });
    expect(await failure(world, later)).toMatch(/^SlackUnclear/);
    await send(world, later);
    expect(shown(world)).toEqual([{ ...first, text: "MEDIUM 5.0: two", edits: 1 }]);
  });

  it("does not repeat a message that somebody deleted, but still tells a rise", async () => {
    const world = slackWorld();
    const deleted = {
      state: "sent" as const,
      version: "2030-01-07T07:00:00Z",
      band: "low" as const,
      attemptedAt: "2030-01-07T07:00:00Z",
      channel: security.id,
      ts: "1893000000.000100",
    };
    await world.dependencies.deliveries.save(parcel.key, deleted, undefined, world.time.now());
    await send(world, { ...parcel, band: "low" });
    expect(shown(world)).toEqual([]);
    await send(world, { ...later, band: "critical", channel: critical });
    expect(shown(world)).toEqual([{ ...first, channel: critical.id, text: "MEDIUM 5.0: two" }]);
  });

  it("tells a rise with the whole message when the one to reply to was deleted", async () => {
    const world = slackWorld();
    const deleted = { state: "sent", band: "low", channel: security.id, ts: "1893000000.000100" } as const;
    const times = { version: "2030-01-07T07:00:00Z", attemptedAt: "2030-01-07T07:00:00Z" };
    await world.dependencies.deliveries.save(
      parcel.key,
      { ...deleted, ...times },
      undefined,
      world.time.now(),
    );
    await send(world, { ...later, band: "high" });
    expect(shown(world)).toEqual([{ ...first, text: "MEDIUM 5.0: two" }]);
  });

  it("posts the news in the team's channel when the old message's channel was archived", async () => {
    const world = slackWorld();
    await send(world, parcel);
    world.slack.archive(security.id);
    await send(world, { ...later, channel: payments });
    await send(world, { ...later, channel: payments });
    expect(shown(world)).toEqual([first, { ...first, channel: payments.id, text: "MEDIUM 5.0: two" }]);
  });

  it("lets one of two lambdas go first and the other wait", async () => {
    const world = slackWorld();
    const both = await world.time.run(
      Promise.allSettled([deliver(parcel, world.dependencies), deliver(parcel, world.dependencies)]),
    );
    const errors = both.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
    expect({ errors, shown: shown(world) }).toEqual({
      errors: ["TryLater: someone else took it first"],
      shown: [first],
    });
  });
});

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

describe("pace", () => {
  it("keeps to one message a second for each channel", async () => {
    const world = slackWorld();
    const many = [1, 2, 3, 4, 5].map((n) => deliver({ ...parcel, key: `k-${n}` }, world.dependencies));
    await world.time.run(Promise.all(many));
    const seconds = world.slack
      .calls()
      .map(({ at }) => Math.round((at.getTime() - Date.parse("2030-01-07T09:00:00Z")) / 1000));
    expect(seconds).toEqual([0, 1, 2, 3, 4]);
  });

  it("holds everyone back for as long as Slack asked", async () => {
    const world = slackWorld();
    const throttle = { service: "slack", operation: "chat.postMessage", kind: "throttle" } as const;
    world.faults.add({ ...throttle, share: 1, times: 1, retryAfterSeconds: 15 });
    expect(await failure(world, parcel)).toMatch(/^SlackBusy/);
    await send(world, { ...parcel, key: "another" });
    const waited = world.time.now().getTime() - Date.parse("2030-01-07T09:00:00Z");
    expect(waited).toBeGreaterThanOrEqual(15_000);
  });

  it("does not believe an endless Retry-After", async () => {
    const world = slackWorld();
    const throttle = { service: "slack", operation: "chat.postMessage", kind: "throttle" } as const;
    world.faults.add({ ...throttle, share: 1, times: 1, retryAfterSeconds: 1e9 });
    expect(await failure(world, parcel)).toMatch(/^SlackBusy/);
    await world.time.run(world.time.sleep(900_000));
    await send(world, parcel);
    expect(shown(world)).toEqual([first]);
  });

  it.each([
    ["25 seconds", 24_999, "TryLater: this run is nearly over"],
    ["the turn and 25 seconds", 28_000, "TryLater: the channel is busy"],
  ])("begins no send with less than %s left of the run", async (_name, left, error) => {
    const world = slackWorld();
    const { dependencies, time } = world;
    await dependencies.pace.holdUntil(security.id, new Date(time.now().getTime() + 5000), time.now());
    const deadline = new Date(time.now().getTime() + left);
    const outcome = await time.run(deliver(parcel, { ...dependencies, deadline }).catch(String));
    expect({
      outcome,
      log: await dependencies.deliveries.read(parcel.key),
      calls: world.slack.calls(),
    }).toEqual({ outcome: error, log: undefined, calls: [] });
  });
});
