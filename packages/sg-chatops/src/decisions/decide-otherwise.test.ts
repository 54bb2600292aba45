import { NeverAgain } from "@orgwatch/core/errors";
import { NoAccess } from "../ec2/group-api";
import { byPolicy, decisionWorld, https, office, passing, place, press } from "./testing/decision-world";

const at = "2030-01-07T09:00:00.000Z";
const bothTakenBack = [
  { index: 0, outcome: "taken-back" },
  { index: 1, outcome: "taken-back" },
];
const decidedWords = (what: string, who: string) =>
  `This change was decided already: ${what} by ${who}, <!date^1894006800^{date_short_pretty} {time}|2030-01-07 09:00 UTC>.`;

describe("whoever comes too late, or may not", () => {
  it("hears who decided, what and when, and does nothing", async () => {
    const world = await decisionWorld();
    await world.run(press("U0ALICE", "keep"));
    await world.run(press("U0BOB", "deny"));
    expect({ rules: world.ec2.rules(place).length, answers: world.answers.slice(1) }).toEqual({
      rules: 4,
      answers: [{ user: "U0BOB", text: decidedWords("kept", "<@U0ALICE>") }],
    });
  });

  it.each<[string, Parameters<Awaited<ReturnType<typeof decisionWorld>>["edit"]>[0], string]>([
    [
      "expired",
      (change) => ({ ...change, state: "expired" }),
      "Nobody answered in time, so this change stays. To take it back now, please do it in EC2.",
    ],
    [
      "past its time",
      (change) => ({ ...change, expiresOn: at }),
      "Nobody answered in time, so this change stays. To take it back now, please do it in EC2.",
    ],
    ["exempt", (change) => ({ ...change, state: "exempt" }), "There is nothing to decide about this change."],
  ])("hears that the change is %s", async (_name, edit, text) => {
    const world = await decisionWorld();
    await world.edit(edit);
    expect(await world.run(press("U0ALICE", "deny"))).toBe("done");
    expect({ rules: world.ec2.rules(place).length, answers: world.answers }).toEqual({
      rules: 4,
      answers: [{ user: "U0ALICE", text }],
    });
  });

  it.each<[string, Parameters<typeof press>, string]>([
    [
      "a stranger",
      ["U0MALLORY", "deny"],
      `Only ${["U0ALICE", "U0BOB", ...Array.from({ length: 8 }, (_, id) => `U${id}`)].map((id) => `<@${id}>`).join(", ")} and some others may decide about security-group changes. Please ask one of them.`,
    ],
    [
      "whoever presses below a forgotten change",
      ["U0ALICE", "deny", { value: "e-2" }],
      "Orgwatch has no record of this change any more. Nothing has happened.",
    ],
    [
      "whoever presses an unknown button",
      ["U0ALICE", "deny", { actionId: "sg:burn" }],
      "Orgwatch does not know this button any more. Nothing has happened.",
    ],
  ])("is told: %s", async (_name, [user, what, part], text) => {
    const world = await decisionWorld();
    const message = press(user, what, part);
    expect([await world.run(message), await world.run(message)]).toEqual(["done", "done"]);
    expect({ state: (await world.change()).state, answers: world.answers }).toEqual({
      state: "pending",
      answers: [{ user, text }],
    });
  });

  it("is refused for good when it is nothing that anybody hands over", async () => {
    const world = await decisionWorld();
    expect([await world.run({ kind: "other" }), await world.run("text")]).toEqual(["never", "never"]);
  });
});

it("does what the policy says, and tells whoever presses later", async () => {
  const world = await decisionWorld();
  expect([await world.run(byPolicy), await world.run(byPolicy)]).toEqual(["done", "done"]);
  await world.run(press("U0ALICE", "keep"));
  const { decision } = await world.change();
  expect({ decision, effects: world.ec2.effects(), answers: world.answers }).toEqual({
    decision: {
      id: "policy/at-once/e-1",
      what: "deny",
      via: "policy",
      by: { id: "policy", name: "the policy" },
      reason: "The policy denies changes of risk critical and above.",
      at,
    },
    effects: ["revoke sgr-ssh", "revoke sgr-mysql"],
    answers: [{ user: "U0ALICE", text: decidedWords("denied", "the policy") }],
  });
});

describe("an account that does not let us in", () => {
  const noRole = (name: string, when: string) => {
    if (name === "revoke" && when === "before") throw new NoAccess("UnauthorizedOperation");
  };

  it("is waited for, and the message says so", async () => {
    const world = await decisionWorld();
    world.setStep(noRole);
    expect(await world.run(press("U0ALICE", "deny"))).toBe("later");
    const words = "could not be taken back yet: UnauthorizedOperation";
    expect(world.told.at(-1)?.act).toEqual({
      tried: [0, 1],
      results: [
        { index: 0, outcome: "failed", words },
        { index: 1, outcome: "failed", words },
      ],
    });
    world.clock.time += 50 * 60_000;
    world.setStep(() => {});
    expect(await world.run(press("U0ALICE", "deny"))).toBe("done");
    expect({ results: (await world.change()).act?.results, rules: world.ec2.rules(place) }).toEqual({
      results: bothTakenBack,
      rules: [https, office],
    });
  });

  it("is given up after an hour", async () => {
    const world = await decisionWorld();
    world.setStep((name, when) => {
      if (name === "group" && when === "before") throw new NoAccess("the role does not exist");
    });
    expect(await world.run(press("U0ALICE", "deny"))).toBe("later");
    world.clock.time += 61 * 60_000;
    expect(await world.run(press("U0ALICE", "deny"))).toBe("done");
    const words = "could not be taken back within an hour: the role does not exist";
    expect((await world.change()).act).toEqual({
      tried: [],
      results: [
        { index: 0, outcome: "failed", words },
        { index: 1, outcome: "failed", words },
      ],
      finishedAt: "2030-01-07T10:01:00.000Z",
    });
  });
});

it("takes the change back while Slack is down, and the message catches up", async () => {
  const world = await decisionWorld();
  world.setStep((name, when) => {
    if (name === "tell" && when === "before") throw passing();
  });
  expect(await world.run(press("U0ALICE", "deny"))).toBe("later");
  const during = { rules: world.ec2.rules(place), told: [...world.told] };
  world.setStep(() => {});
  expect(await world.run(press("U0ALICE", "deny"))).toBe("done");
  expect({
    during,
    told: world.told.map(({ act }) => act?.results),
    effects: world.ec2.effects().length,
  }).toEqual({
    during: { rules: [https, office], told: [] },
    told: [bothTakenBack],
    effects: 2,
  });
});

it("takes it back also when the message is refused for good, and lets that be seen", async () => {
  const world = await decisionWorld();
  world.setStep((name, when) => {
    if (name === "tell" && when === "before") throw new NeverAgain("channel_not_found");
  });
  expect(await world.run(press("U0ALICE", "deny"))).toBe("never");
  expect(world.ec2.rules(place)).toEqual([https, office]);
});
