import type { RuleChange } from "@orgwatch/core/security-groups/change";
import { Refused } from "../ec2/group-api";
import {
  decisionWorld,
  https,
  mysql,
  office,
  passing,
  place,
  press,
  rule,
  ssh,
} from "./testing/decision-world";

const at = "2030-01-07T09:00:00.000Z";
const deniedByAlice = {
  id: `press/U0ALICE/${at}/e-1/deny`,
  what: "deny",
  via: "slack",
  by: { id: "U0ALICE", name: "u0alice" },
  at,
};
const bothTakenBack = [
  { index: 0, outcome: "taken-back" },
  { index: 1, outcome: "taken-back" },
];

describe("Deny", () => {
  it("takes back exactly the change: told before, told after, and answered", async () => {
    const world = await decisionWorld();
    expect(await world.run(press("U0ALICE", "deny"))).toBe("done");
    const { state, decision, act, expiresOn, dueAt } = await world.change();
    expect({ state, decision, act, expiresOn, dueAt }).toEqual({
      state: "decided",
      decision: deniedByAlice,
      act: { tried: [0, 1], results: bothTakenBack, finishedAt: at },
    });
    expect({
      rules: world.ec2.rules(place),
      effects: world.ec2.effects(),
      told: world.told.map((told) => [told.state, told.decision?.by.id, told.act?.finishedAt]),
      answers: world.answers,
    }).toEqual({
      rules: [https, office],
      effects: ["revoke sgr-ssh", "revoke sgr-mysql"],
      told: [
        ["decided", "U0ALICE", undefined],
        ["decided", "U0ALICE", at],
      ],
      answers: [
        { user: "U0ALICE", text: "You denied the change. Rules: 2 taken back. Nothing of it is left." },
      ],
    });
  });

  it("puts back what was removed, modified and described", async () => {
    const before = { ...office, description: "office" };
    const world = await decisionWorld(
      [
        { kind: "removed", ruleId: "sgr-ssh", rule: ssh },
        { kind: "modified", ruleId: "sgr-mysql", before: mysql, after: rule("sgr-mysql", 3307) },
        { kind: "described", ruleId: "sgr-office", before, description: "mine" },
      ],
      [https, rule("sgr-mysql", 3307), { ...office, description: "mine" }],
    );
    await world.run(press("U0ALICE", "deny"));
    expect({ rules: world.ec2.rules(place), results: (await world.change()).act?.results }).toEqual({
      rules: [https, mysql, before, { ...ssh, ruleId: "sgr-new-4" }],
      results: [...bothTakenBack, { index: 2, outcome: "taken-back" }],
    });
  });

  it("leaves what somebody changed since, and one rule never stands in another's way", async () => {
    const changes: RuleChange[] = [
      { kind: "added", rule: ssh },
      { kind: "added", rule: mysql },
      { kind: "added", rule: rule("sgr-gone", 8080) },
      { kind: "removed", ruleId: "sgr-unknown" },
      { kind: "added", rule: rule("sgr-readded", 9200) },
      { kind: "added", rule: rule("sgr-refused", 5432) },
      { kind: "added", rule: rule("sgr-last", 6379) },
    ];
    const changed = rule("sgr-ssh", 2222);
    const readded = rule("sgr-later", 9200);
    const refused = rule("sgr-refused", 5432);
    const world = await decisionWorld(changes, [
      https,
      changed,
      mysql,
      readded,
      refused,
      rule("sgr-last", 6379),
    ]);
    let revokes = 0;
    world.setStep((name, when) => {
      if (name !== "revoke" || when !== "before") return;
      revokes += 1;
      if (revokes === 2) throw new Refused("InvalidParameterValue", "no such thing");
    });
    expect(await world.run(press("U0ALICE", "deny"))).toBe("done");
    expect({
      rules: world.ec2.rules(place),
      results: (await world.change()).act?.results,
      answers: world.answers,
    }).toEqual({
      rules: [https, changed, readded, refused],
      results: [
        { index: 0, outcome: "changed-since" },
        { index: 1, outcome: "taken-back" },
        { index: 2, outcome: "already" },
        { index: 3, outcome: "unknown-before", words: "only the id of the removed rule is known" },
        {
          index: 4,
          outcome: "already",
          words: "somebody has added an equal rule since (sgr-later): not touched",
        },
        { index: 5, outcome: "failed", words: "EC2 refused: InvalidParameterValue: no such thing" },
        { index: 6, outcome: "taken-back" },
      ],
      answers: [
        {
          user: "U0ALICE",
          text:
            "You denied the change. Rules: 2 taken back, 2 already as before, 1 changed by somebody since and not touched, " +
            "1 not touched, because nobody knows how it was before, 1 failed. The message in the channel says more.",
        },
      ],
    });
  });

  it("says when the group is gone", async () => {
    const world = await decisionWorld([
      { kind: "added", rule: ssh },
      { kind: "removed", ruleId: "sgr-1", rule: mysql },
    ]);
    world.ec2.removeGroup(place);
    await world.run(press("U0ALICE", "deny"));
    const words = "the group does not exist any more";
    expect((await world.change()).act?.results).toEqual([
      { index: 0, outcome: "already", words },
      { index: 1, outcome: "failed", words },
    ]);
  });

  it("tells the truth when EC2 takes a call and the rule stays", async () => {
    const world = await decisionWorld([{ kind: "added", rule: ssh }], [https, ssh]);
    // Somebody who undoes it at once, with the same id: as EC2's own slowness looks.
    world.setStep((name, when) => {
      if (name === "revoke" && when === "after") world.ec2.put(place, ssh);
    });
    await world.run(press("U0ALICE", "deny"));
    const { act } = await world.change();
    expect({ results: act?.results, looks: world.ec2.calls().rules }).toEqual({
      results: [
        {
          index: 0,
          outcome: "failed",
          words:
            "EC2 took the call, but at a second look the rule was not as before: somebody may have changed it",
        },
      ],
      looks: 4,
    });
  });

  it("knows a rule of an old record by its id from the first try on", async () => {
    const { ruleId: _, ...nameless } = ssh;
    const world = await decisionWorld([{ kind: "added", rule: nameless }], [https, ssh]);
    world.setStep((name, when) => {
      if (name === "revoke" && when === "after") throw passing();
    });
    expect(await world.run(press("U0ALICE", "deny"))).toBe("later");
    const again = world.ec2.put(place, rule("sgr-later", 22));
    world.setStep(() => {});
    expect(await world.run(press("U0ALICE", "deny"))).toBe("done");
    expect({ rules: world.ec2.rules(place), results: (await world.change()).act?.results }).toEqual({
      rules: [https, again],
      results: [
        {
          index: 0,
          outcome: "taken-back",
          words: "somebody has added an equal rule since (sgr-later): not touched",
        },
      ],
    });
  });
});

describe("Keep", () => {
  it("touches nothing, and is told once", async () => {
    const world = await decisionWorld();
    expect(await world.run(press("U0BOB", "keep"))).toBe("done");
    const { state, decision, act } = await world.change();
    expect({ state, what: decision?.what, act, told: world.told.length, answers: world.answers }).toEqual({
      state: "decided",
      what: "keep",
      told: 1,
      answers: [{ user: "U0BOB", text: "You kept the change: everything stays as it is." }],
    });
    expect(Object.values(world.ec2.calls()).every((calls) => calls === 0)).toBe(true);
  });
});
