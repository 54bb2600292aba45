import { key, press, withFinding } from "./testing/acts";

describe("the button Archive", () => {
  it("archives the finding, shows who pressed, and tells the person", async () => {
    const world = await withFinding();
    expect(await world.run(press)).toBe("done");
    expect({ archived: world.guardDuty.archived(), below: world.below(key), answers: world.answers }).toEqual(
      {
        archived: ["f-1"],
        below: ["*Finding archived* by alice in Slack"],
        answers: [
          "The finding is archived. If it has an incident in PagerDuty, that is resolved within minutes.",
        ],
      },
    );
  });

  it("shows it in the message of the team that pressed, and in the one of the account's team", async () => {
    const world = await withFinding();
    const copy = `${key}#for-payments`;
    await world.post(copy);
    await world.run({ ...press, value: copy });
    const line = "*Finding archived* by alice in Slack";
    expect([world.below(key), world.below(copy)]).toEqual([[line], [line]]);
  });

  it("does nothing twice", async () => {
    const world = await withFinding();
    await world.run(press);
    await world.run(press);
    expect({ calls: world.guardDuty.archiveCalls(), answers: world.answers.length }).toEqual({
      calls: [1],
      answers: 1,
    });
  });

  it("does nothing for a stranger, who is told whom to ask", async () => {
    const world = await withFinding();
    await world.run({ ...press, user: { id: "U0MALLORY", name: "mallory" } });
    expect({ archived: world.guardDuty.archived(), below: world.below(key), answers: world.answers }).toEqual(
      {
        archived: [],
        below: ["button"],
        answers: ["Only <@U0ALICE> may archive findings. Please ask one of them."],
      },
    );
  });

  it.each<[string, { archived?: boolean; lastSeen?: string }, string[], string]>([
    [
      "archived before",
      { archived: true },
      ["button"],
      "The finding was archived before. Nothing is left to do.",
    ],
    [
      "seen again since",
      { lastSeen: "2030-01-07T09:00:01Z" },
      ["button", "*Finding not archived* by alice in Slack · seen again since"],
      "The finding is not archived: seen again since.",
    ],
  ])("says so when the finding was %s", async (_name, finding, below, answer) => {
    const world = await withFinding(finding);
    await world.run(press);
    expect({
      calls: world.guardDuty.archiveCalls(),
      below: world.below(key),
      answers: world.answers,
    }).toEqual({
      calls: [],
      below,
      answers: [answer],
    });
  });

  it("waits when nobody can say who may press", async () => {
    const world = await withFinding();
    const slackApp = () => Promise.reject(new Error("not JSON"));
    expect(await world.run(press, { slackApp })).toBe("later");
    expect({ archived: world.guardDuty.archived(), answers: world.answers }).toEqual({
      archived: [],
      answers: [],
    });
  });

  it("tells nobody anything before it is done", async () => {
    const world = await withFinding();
    world.guardDuty.failNext("get", 1);
    expect([await world.run(press), ...world.answers]).toEqual(["later"]);
  });
});
