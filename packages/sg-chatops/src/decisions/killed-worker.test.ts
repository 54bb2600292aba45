// A worker that dies at any moment: before or after any call to a table, to EC2 or to Slack. Whoever comes next goes on, and does nothing twice.
import type { RuleChange } from "@orgwatch/core/security-groups/change";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { seeded } from "@orgwatch/core/testing/seeded";
import { NoAccess } from "../ec2/group-api";
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

const kept = { ...office, description: "office" };
/** One of each kind, in a group with rules that nobody may touch. */
const changes: readonly RuleChange[] = [
  { kind: "added", rule: ssh },
  { kind: "removed", ruleId: "sgr-old", rule: rule("sgr-old", 8443) },
  { kind: "modified", ruleId: "sgr-mysql", before: mysql, after: rule("sgr-mysql", 3307) },
  { kind: "described", ruleId: "sgr-office", before: kept, description: "mine" },
];
const groupNow: readonly Rule[] = [https, ssh, rule("sgr-mysql", 3307), { ...office, description: "mine" }];
const deny = press("U0ALICE", "deny");

async function endOf(world: Awaited<ReturnType<typeof decisionWorld>>) {
  const { act } = await world.change();
  return {
    rules: world.ec2
      .rules(place)
      .map(({ ruleId, ...rest }) => (ruleId?.startsWith("sgr-new") ? rest : { ruleId, ...rest })),
    effects: world.ec2
      .effects()
      .map((effect) => effect.replace(/sgr-new-\d+/, "new"))
      .toSorted(),
    outcomes: act?.results.map(({ outcome }) => outcome),
    finished: act?.finishedAt !== undefined,
    leased: act?.leaseUntil !== undefined,
    toldLast: world.told.at(-1)?.act?.results.length,
    answers: world.answers.length,
  };
}

const { ruleId: _, ...added } = rule("sgr-old", 8443);
const asItWas = {
  rules: [https, mysql, kept, added],
  effects: ["authorize new", "modify sgr-mysql", "modify sgr-office", "revoke sgr-ssh"],
  outcomes: ["taken-back", "taken-back", "taken-back", "taken-back"],
  finished: true,
  leased: false,
  toldLast: 4,
};

/** How many moments a run without faults has. */
async function momentsOf(): Promise<number> {
  const world = await decisionWorld(changes, groupNow);
  let moments = 0;
  world.setStep(() => {
    moments += 1;
  });
  await world.run(deny);
  return moments;
}

it("leaves the right end whenever the worker dies", async () => {
  const moments = await momentsOf();
  const ends = [];
  for (let dies = 1; dies <= moments; dies += 1) {
    const world = await decisionWorld(changes, groupNow);
    let moment = 0;
    world.setStep(() => {
      moment += 1;
      if (moment >= dies) throw new Error("killed");
    });
    await world.run(deny);
    world.setStep(() => {});
    world.clock.time += 91_000;
    const second = await world.run(deny);
    const { answers, ...end } = await endOf(world);
    ends.push({ dies, second, ...end, answeredTwice: answers > 1 });
  }
  expect(ends).toEqual(ends.map(({ dies }) => ({ dies, second: "done", ...asItWas, answeredTwice: false })));
  expect(moments).toBeGreaterThan(40);
});

it("keeps a second worker away while the first is at it", async () => {
  const world = await decisionWorld(changes, groupNow);
  const seconds: string[] = [];
  let isNested = false;
  world.setStep(async (name, when) => {
    if (isNested || name !== "revoke" || when !== "after") return;
    isNested = true;
    seconds.push(await world.run(deny));
  });
  const first = await world.run(deny);
  const third = await world.run(deny);
  expect({ first, seconds, third, ...(await endOf(world)) }).toEqual({
    first: "done",
    seconds: ["later"],
    third: "done",
    ...asItWas,
    answers: 1,
  });
});

it.each([11, 12, 13, 14, 15, 16, 17, 18, 19, 20])(
  "comes to the right end through resets before and after success, throttles, a missing right and a Slack that is down (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const world = await decisionWorld(changes, groupNow);
    world.setStep((name) => {
      if (name === "tell") throw passing();
      if (name !== "note" && name !== "answer" && random() < 0.15)
        throw random() < 0.3 ? new NoAccess("AccessDenied") : passing();
    });
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await world.run(deny);
      world.clock.time += 100_000;
    }
    world.setStep(() => {});
    const last = await world.run(deny);
    expect({ last, ...(await endOf(world)) }).toEqual({ last: "done", ...asItWas, answers: 1 });
  },
);
