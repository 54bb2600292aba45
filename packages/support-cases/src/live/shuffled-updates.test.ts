// Many updates at the same time, repeated, late and out of order: what counts is the newest state.
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import { seeded } from "@orgwatch/core/testing/seeded";
import { handleUpdate } from "./handle-update";
import { caseWorld, eventOf } from "./testing/case-world";
import { accountId } from "./testing/simulated-support";

it("ends in the newest state after 10,000 shuffled and repeated updates", async () => {
  const world = caseWorld();
  const random = seeded(4);
  const written = { stored: 0, same: 0, older: 0 };
  const cases: CaseTable = {
    ...world.cases,
    putCase: async (supportCase) => {
      // Reads arrive in another order than they began in.
      await world.time.sleep(random() * 3000);
      const outcome = await world.cases.putCase(supportCase);
      written[outcome] += 1;
      return outcome;
    },
  };
  const ids = Array.from({ length: 40 }, (_, index) => `case-${accountId}-muen-2030-c${1000 + index}`);
  for (const id of ids) world.open(id);
  const statuses = ["opened", "work-in-progress", "resolved", "reopened", "pending-customer-action"];
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)] ?? values[0];
  const handle = async (id: string) => {
    const body = eventOf(pick(["CreateCase", "AddCommunicationToCase", "ResolveCase"]) ?? "", { id });
    for (let done = false; !done; )
      done = await handleUpdate(body, { ...world.dependencies, cases }).then(
        () => true,
        async (error: Error) => {
          if (error.name !== "TryLater" && error.name !== "SlackBusy") throw error;
          await world.time.sleep(1000 + random() * 9000);
          return false;
        },
      );
  };
  let updates = 0;
  const worker = async () => {
    for (updates += 1; updates <= 10_000; updates += 1) {
      const id = pick(ids) ?? "";
      // Of some hundred changes each is told by many updates, most of them late.
      if (updates < 9000 && random() < 0.02) {
        world.change({ status: pick(statuses) ?? "" }, id);
        world.say("agent", "Amazon Web Services", id);
      }
      await handle(id);
    }
  };
  await world.time.run(Promise.all(Array.from({ length: 10 }, worker)));

  expect(written.older).toBeGreaterThan(100);
  const newest = world
    .known()
    .map(({ facts, communications }) => [facts.caseId, facts.status, communications.length]);
  const stored = world.cases.cases().map((one) => [one.caseId, one.status, one.communications]);
  expect(stored.toSorted()).toEqual(newest.toSorted());
  const threads = world.slack.messages().filter(({ threadTs }) => threadTs === undefined);
  expect(threads.map(({ text }) => /\((.*), (.*)\)$/.exec(text)?.[2]).toSorted()).toEqual(
    newest.map(([, status]) => String(status).replaceAll("-", " ")).toSorted(),
  );
  const answers = world.slack.messages().filter(({ text }) => text.startsWith("AWS wrote"));
  expect(answers.length).toBe(world.known().flatMap(({ communications }) => communications.slice(1)).length);
}, 120_000);
