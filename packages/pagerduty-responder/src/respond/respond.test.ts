import { press, resolved, withFinding } from "./testing/acts";

describe("what nobody knows", () => {
  const unknown = "Orgwatch does not know this button any more. Nothing has happened.";
  it.each<[string, object, string, string[]]>([
    ["another button", { ...press, actionId: "finding:unarchive" }, "done", [unknown]],
    ["a button of no finding", { ...press, value: "alarm/x" }, "done", [unknown]],
    [
      "a button of a region that is not watched",
      { ...press, value: "guardduty/ap-south-1/f-1" },
      "done",
      [unknown],
    ],
    [
      "a command",
      { ...press, kind: "slack-command", command: "finding", text: "" },
      "done",
      ["Orgwatch does not know this command. Nothing has happened."],
    ],
    ["an event of another type", { ...resolved, type: "incident.annotated" }, "done", []],
    ["a message of another kind", { kind: "cake" }, "never", []],
    ["half a message", { kind: "slack-press" }, "never", []],
  ])("is answered in a friendly way, or refused for good: %s", async (_name, body, result, answers) => {
    const world = await withFinding();
    expect({
      result: await world.run(body),
      answers: world.answers,
      archived: world.guardDuty.archived(),
    }).toEqual({
      result,
      answers,
      archived: [],
    });
  });
});
