// Many people press at the same moment, messages come twice, and answers of the table get lost on the way: one decision, one act.
import { seeded } from "@orgwatch/core/testing/seeded";
import { decisionWorld, https, mysql, office, passing, place, press, ssh } from "./testing/decision-world";

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const ends = new Set<boolean>();

it.each(seeds)("decides once and acts once, and tells each of a hundred people (seed %i)", async (seed) => {
  const random = seeded(seed);
  const world = await decisionWorld();
  let calm = false;
  world.setStep(async (name, when) => {
    const turns = Math.floor(random() * 4);
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    // Its effect stands, and nobody knows.
    const counts = name !== "note" && name !== "answer";
    if (!calm && counts && when === "after" && random() < 0.02) throw passing();
  });
  const clicks = Array.from({ length: 100 }, (_, at) => press(`U${at}`, random() < 0.5 ? "keep" : "deny"));
  const deliveries = [...clicks, ...clicks.filter(() => random() < 0.3)]
    .map((click) => ({ click, place: random() }))
    .toSorted((one, other) => one.place - other.place);
  let left = deliveries.map(({ click }) => click);
  for (let round = 0; left.length > 0; round += 1) {
    if (round > 20) throw new Error("it never comes to an end");
    const outcomes = await Promise.all(left.map((click) => world.run(click)));
    left = left.filter((_, at) => outcomes[at] !== "done");
    world.clock.time += 91_000;
    calm = round > 3;
  }

  const { decision, act } = await world.change();
  const denied = decision?.what === "deny";
  ends.add(denied);
  const winner = decision?.by.id;
  const texts = new Map(world.answers.map(({ user, text }) => [user, text]));
  const losers = [...texts].filter(([user]) => user !== winner);
  expect({
    rules: world.ec2.rules(place),
    effects: world.ec2.effects().toSorted(),
    finished: act?.finishedAt !== undefined,
    told: texts.size,
    answers: world.answers.length,
    losersHear: losers.filter(([, text]) => text.includes(`by <@${winner}>`)).length,
    winnerHears: texts.get(String(winner))?.slice(0, 12),
    decisionsSeen: new Set(world.told.map((change) => change.decision?.id)).size,
  }).toEqual({
    rules: denied ? [https, office] : [https, ssh, office, mysql],
    effects: denied ? ["revoke sgr-mysql", "revoke sgr-ssh"] : [],
    finished: denied,
    told: 100,
    answers: 100,
    losersHear: 99,
    winnerHears: denied ? "You denied t" : "You kept the",
    decisionsSeen: 1,
  });
});

it("was won by Keep and by Deny", () => {
  expect(ends.size).toBe(2);
});
