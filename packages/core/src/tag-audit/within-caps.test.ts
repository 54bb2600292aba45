import { accountId, cell } from "./testing/samples";
import type { PlannedAct } from "./violation";
import { type ActOfRun, withinCaps } from "./within-caps";

const other = "222222222222";

function acts(count: number, part: Partial<PlannedAct> = {}): PlannedAct[] {
  return Array.from({ length: count }, (_, index) => {
    const of = { accountId, region: "eu-west-1", instanceId: `i-${index}`, ...part };
    return {
      stage: "stop",
      firstSeenAt: "2030-01-07T09:00:00.000Z",
      dueAt: "2030-01-11T09:00:00.000Z",
      problems: [],
      ...of,
      violationId: `${of.accountId}/${of.region}/${of.instanceId}`,
    };
  });
}

const cells = [
  cell({ instances: 6 }),
  cell({ region: "us-east-1", instances: 4 }),
  cell({ accountId: other, instances: 100 }),
];
const caps = { instances: 20, accountPercent: 20 };
const advice = "nothing of it is done. Mend the tags, or raise the cap if it is meant";

it("lets through what is within the caps, over all regions of an account", () => {
  const planned = [...acts(2), ...acts(18, { accountId: other, stage: "terminate" })];
  expect(withinCaps(planned, [], cells, caps)).toEqual({ acts: planned, held: [], warnings: [] });
});

it("does nothing in an account above its share, and goes on in the others; warnings go out", () => {
  const [warnings, stops, others] = [
    acts(50, { stage: "warn" }),
    acts(3),
    acts(5, { accountId: other, stage: "terminate" }),
  ];
  const why = `3 of the 10 instances of account ${accountId} would be stopped or terminated, more than 20 percent`;
  expect(withinCaps([...warnings, ...stops, ...others], [], cells, caps)).toEqual({
    acts: [...warnings, ...others],
    held: stops.map((act) => ({ act, why })),
    warnings: [`${why}: ${advice}`],
  });
});

it("does nothing at all above the number of a run", () => {
  const planned = [...acts(2), ...acts(19, { accountId: other })];
  const why = "21 instances would be stopped or terminated in one run, more than 20";
  expect(withinCaps(planned, [], cells, caps)).toEqual({
    acts: [],
    held: planned.map((act) => ({ act, why })),
    warnings: [`${why}: ${advice}`],
  });
});

it("counts what the run has done already, each instance once, and not what was refused", () => {
  const done = (instanceId: string, part: Partial<ActOfRun> = {}): ActOfRun => ({
    violationId: `${accountId}/eu-west-1/${instanceId}`,
    accountId,
    what: "stop",
    outcome: "done",
    ...part,
  });
  const harmless = [
    done("i-7", { outcome: "refused" }),
    done("i-8", { outcome: "skipped" }),
    done("i-9", { what: "warn" }),
    done("i-9", { what: "mark" }),
    done("i-1", { outcome: undefined }),
  ];
  const planned = acts(2);
  expect(withinCaps(planned, harmless, cells, caps).acts).toEqual(planned);
  expect(withinCaps(planned, [...harmless, done("i-5")], cells, caps).acts).toEqual([]);
  expect(withinCaps(planned, [...harmless, done("i-5", { outcome: undefined })], cells, caps).acts).toEqual(
    [],
  );
});

it("does nothing in an account of which no instance was counted", () => {
  expect(withinCaps(acts(1), [], [], caps).acts).toEqual([]);
});
