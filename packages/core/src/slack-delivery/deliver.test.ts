import { failure, first, later, parcel, send, shown } from "../../worlds/deliver-parcels";
import { critical, payments, security, slackWorld } from "../../worlds/slack-world";
import { deliver } from "./deliver";
import type { Parcel } from "./parcel";

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

  it("tells a rise in the thread only when its parcel is quiet", async () => {
    const world = slackWorld();
    const shownWhere = () => world.slack.messages().map(({ text, broadcast }) => ({ text, broadcast }));
    await send(world, parcel);
    await send(world, { ...later, band: "high", quiet: true });
    await send(world, { ...later, version: "2030-01-07T08:30:00Z", band: "critical" });
    expect(shownWhere()).toEqual([
      { text: "MEDIUM 5.0: two", broadcast: false },
      { text: "rose from medium", broadcast: false },
      { text: "rose from high", broadcast: true },
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
