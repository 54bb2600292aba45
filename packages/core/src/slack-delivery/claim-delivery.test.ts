import { failure, first, parcel, send, shown } from "../../worlds/deliver-parcels";
import { security, slackWorld } from "../../worlds/slack-world";
import { deliver } from "./deliver";

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
