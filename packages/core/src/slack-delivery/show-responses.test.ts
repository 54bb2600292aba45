// What people do about an alert appears in its message, whatever comes first, and stays there.

import { failure, later, parcel, send } from "../../worlds/deliver-parcels";
import { slackWorld } from "../../worlds/slack-world";
import type { Response } from "../responses";
import { deliver } from "./deliver";
import { showResponses } from "./show-responses";

const acknowledged: Response = {
  id: "w-1",
  what: "acknowledged",
  by: "Jane <Doe>",
  via: "PagerDuty",
  at: "2030-01-07T09:01:00.000Z",
};
const resolved: Response = { ...acknowledged, id: "w-2", what: "resolved", at: "2030-01-07T09:02:00.000Z" };
const time = (iso: string, words: string) =>
  `<!date^${Date.parse(iso) / 1000}^{date_short_pretty} {time}|${words}>`;
const acknowledgedLine = `👀 *Acknowledged* by Jane &lt;Doe&gt; in PagerDuty · ${time(acknowledged.at, "2030-01-07 09:01 UTC")}`;
const resolvedLine = `✅ *Resolved* by Jane &lt;Doe&gt; in PagerDuty · ${time(resolved.at, "2030-01-07 09:02 UTC")}`;

type World = ReturnType<typeof slackWorld>;

async function respond(world: World, response: Response) {
  await world.dependencies.responses.add(parcel.key, response, world.time.now());
  return world.time.run(showResponses(parcel.key, world.dependencies).catch(String));
}

/** The text of each message, and of the lines below it. */
function lines({ slack }: World) {
  return slack.messages().map(({ text, blocks }) => ({
    text,
    below:
      JSON.stringify(blocks)
        .match(/(👀|✅|🗄️)[^"]*/g)?.[0]
        ?.split("\\n") ?? [],
  }));
}

describe("showResponses", () => {
  it("adds a line to the message for each response", async () => {
    const world = slackWorld();
    await send(world, parcel);
    expect(await respond(world, acknowledged)).toBe("shown");
    expect(await respond(world, resolved)).toBe("shown");
    expect(lines(world)).toEqual([{ text: "MEDIUM 5.0: one", below: [acknowledgedLine, resolvedLine] }]);
  });

  it("shows them in the order in which they happened, and each once", async () => {
    const world = slackWorld();
    await send(world, parcel);
    for (const response of [resolved, acknowledged, resolved, acknowledged]) await respond(world, response);
    expect(lines(world)).toEqual([{ text: "MEDIUM 5.0: one", below: [acknowledgedLine, resolvedLine] }]);
  });

  it("keeps them when the message is updated", async () => {
    const world = slackWorld();
    await send(world, parcel);
    await respond(world, acknowledged);
    await send(world, later);
    expect(lines(world)).toEqual([{ text: "MEDIUM 5.0: two", below: [acknowledgedLine] }]);
    expect(await respond(world, resolved)).toBe("shown");
    expect(lines(world)).toEqual([{ text: "MEDIUM 5.0: two", below: [acknowledgedLine, resolvedLine] }]);
  });

  it("is shown by the first post, when the response came before the message", async () => {
    const world = slackWorld();
    expect(await respond(world, acknowledged)).toBe("not-there");
    await send(world, parcel);
    expect(lines(world)).toEqual([{ text: "MEDIUM 5.0: one", below: [acknowledgedLine] }]);
  });

  it("waits while the message is being sent, so that none of the two is lost", async () => {
    const world = slackWorld();
    const { dependencies, time: clock } = world;
    const meanwhile: string[] = [];
    const post: typeof dependencies.slack.post = async (message) => {
      await dependencies.responses.add(parcel.key, acknowledged, clock.now());
      meanwhile.push(await showResponses(parcel.key, dependencies).catch(String));
      return dependencies.slack.post(message);
    };
    await clock.run(deliver(parcel, { ...dependencies, slack: { ...dependencies.slack, post } }));
    expect(meanwhile).toEqual(["TryLater: the message is being sent right now"]);
    expect(await respond(world, acknowledged)).toBe("shown");
    expect(lines(world)).toEqual([{ text: "MEDIUM 5.0: one", below: [acknowledgedLine] }]);
  });

  it.each(["reset", "error"] as const)(
    "is shown by a message whose answer was lost, when the response came meanwhile (%s)",
    async (kind) => {
      const world = slackWorld();
      world.faults.add({ service: "slack-answer", operation: "chat.postMessage", kind, share: 1, times: 1 });
      expect(await failure(world, parcel)).toMatch(/^SlackUnclear/);
      expect(await respond(world, acknowledged)).toBe("not-there");
      world.faults.add({ service: "slack", operation: "chat.update", kind: "error", share: 1, times: 1 });
      expect(await failure(world, parcel)).toMatch(/^SlackUnclear/);
      expect(await failure(world, parcel)).toBe("none");
      expect(lines(world)).toEqual([{ text: "MEDIUM 5.0: one", below: [acknowledgedLine] }]);
    },
  );

  describe("the buttons", () => {
    const button = {
      type: "button",
      action_id: "finding:archive",
      value: "v",
      text: { type: "plain_text", text: "Archive" },
    } as const;
    const blocks = [...parcel.message.blocks, { type: "actions", elements: [button] } as const];
    const withButton = { ...parcel, message: { ...parcel.message, blocks } };
    const archived = { ...acknowledged, what: "archived", via: "Slack" } as const;
    const buttons = ({ slack }: World) =>
      slack.messages().map((message) => JSON.stringify(message.blocks).includes("finding:archive"));

    it("go once the finding is archived", async () => {
      const world = slackWorld();
      await send(world, withButton);
      await respond(world, archived);
      await respond(world, resolved);
      expect(buttons(world)).toEqual([false]);
    });

    it("stay away when a version from before comes late, and are back when the finding is open again", async () => {
      const world = slackWorld();
      await send(world, withButton);
      await respond(world, archived);
      await send(world, { ...withButton, version: "2030-01-07T09:00:59Z" });
      const late = buttons(world);
      await send(world, { ...withButton, version: "2030-01-07T09:01:01Z" });
      const again = buttons(world);
      await respond(world, resolved);
      expect({ late, again, after: buttons(world) }).toEqual({ late: [false], again: [true], after: [true] });
    });
  });

  it("waits for Slack, and tries again as if nothing had been", async () => {
    const world = slackWorld();
    await send(world, parcel);
    world.faults.add({ service: "slack", operation: "chat.update", kind: "error", share: 1, times: 1 });
    expect(await respond(world, acknowledged)).toMatch(/^SlackUnclear/);
    expect(await respond(world, acknowledged)).toBe("shown");
    expect(lines(world)).toEqual([{ text: "MEDIUM 5.0: one", below: [acknowledgedLine] }]);
    expect(await failure(world, later)).toBe("none");
  });

  it("says when nothing in Slack can be changed any more", async () => {
    const world = slackWorld();
    await send(world, parcel);
    world.slack.revoke();
    expect(await respond(world, acknowledged)).toBe("not-there");
  });
});
