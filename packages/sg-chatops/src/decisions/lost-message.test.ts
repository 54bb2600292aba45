import { decideEnd, standingDecision } from "../deadlines/decide-end";
import { Refused } from "../ec2/group-api";
import { decisionWorld, https, office, place, press, ssh } from "./testing/decision-world";

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

it("is due again after a quarter of an hour when its worker and its message are lost, and goes on from there", async () => {
  const world = await decisionWorld();
  world.setStep((name, when) => {
    if (name === "revoke" && when === "after") throw new RangeError("a bug");
  });
  expect(await world.run(press("U0ALICE", "deny"))).toBe("unexpected");
  world.setStep(() => {});
  const left = await world.change();
  const standing = standingDecision(left);
  world.clock.time += 15 * 60_000;
  expect([left.dueAt, decideEnd(left, new Date(world.clock.time))]).toEqual([
    "2030-01-07T09:15:00.000Z",
    "resume",
  ]);
  expect(await world.run(standing)).toBe("done");
  const { act, decision, dueAt } = await world.change();
  expect({ rules: world.ec2.rules(place), results: act?.results, decision, dueAt }).toEqual({
    rules: [https, office],
    results: bothTakenBack,
    decision: deniedByAlice,
    dueAt: undefined,
  });
});

it("keeps EC2's words short: the results of a thousand rules stand in one item", async () => {
  const world = await decisionWorld([{ kind: "added", rule: ssh }]);
  world.setStep((name, when) => {
    if (name === "revoke" && when === "before") throw new Refused("Odd", "w".repeat(5000));
  });
  await world.run(press("U0ALICE", "deny"));
  expect((await world.change()).act?.results).toEqual([
    { index: 0, outcome: "failed", words: `EC2 refused: Odd: ${"w".repeat(101)}…` },
  ]);
});
