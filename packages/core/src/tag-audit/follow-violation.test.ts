import { endGone, followViolation, isUnmarkDue, type Seen, withStage } from "./follow-violation";
import { act, after, cell, instance, policy, violation } from "./testing/samples";
import type { Violation } from "./violation";

const missing = { key: "department", problem: "missing", words: "department is missing" } as const;

function seen(part: Partial<Seen> = {}): Seen {
  return {
    instance: instance(),
    scheme: "everybody",
    problems: [missing],
    unproven: [],
    exemption: undefined,
    ...part,
  };
}

function follow(before: Violation | undefined, part: Partial<Seen>, hours: number) {
  return followViolation(before, seen(part), { runId: "run-2", now: after(hours) }, policy());
}

const at = (hours: number) => after(hours).toISOString();
const looked = { lastRunId: "run-2", lastSeenAt: at(30) };
const fine = { problems: [] };
const exempt = { exemption: { until: "2030-01-31" } };

it("begins when a problem is seen, and is reported at once when its instance is not new", () => {
  expect(follow(undefined, {}, 0)).toEqual(
    violation({ lastRunId: "run-2", stage: "report", next: { stage: "warn", at: at(24) } }),
  );
});

it("begins in the grace period of an instance that is new", () => {
  const young = instance({ createdAt: at(-0.5) });
  expect(follow(undefined, { instance: young }, 0)).toEqual(
    violation({ lastRunId: "run-2", instance: young, next: { stage: "report", at: at(0.25) } }),
  );
});

it.each<[string, Violation | undefined, Partial<Seen>]>([
  ["a good instance", undefined, fine],
  ["an exempt instance", undefined, exempt],
  ["what could not be judged alone", undefined, { problems: [], unproven: [{ key: "k", words: "w" }] }],
  ["a mended one that stays so", violation({ status: "mended" }), fine],
  ["an exempt one that stays so", violation({ status: "exempt" }), exempt],
])("writes nothing for %s", (_, before, part) => {
  expect(follow(before, part, 30)).toBeUndefined();
});

it("lasts: first seen as before, though another key is wrong now and the instance was started anew", () => {
  const acts = [act("warn", 24)];
  const before = violation({ revision: 7, acts, stage: "warn" });
  const started = instance({ launchedAt: at(29) });
  const empty = { key: "project", problem: "empty", words: "project is empty" } as const;
  expect(follow(before, { instance: started, problems: [empty] }, 30)).toEqual(
    violation({
      ...looked,
      revision: 7,
      acts,
      instance: started,
      problems: [empty],
      stage: "warn",
      next: { stage: "stop", at: at(96) },
    }),
  );
});

it("gives the same again when a run that was killed follows it again", () => {
  const once = follow(violation({ acts: [act("warn", 24)] }), {}, 30);
  expect(follow(once, {}, 30)).toEqual(once);
});

it("ends when the tags are mended, with its acts and what was wrong", () => {
  const acts = [act("mark", 24), act("warn", 24)];
  const good = instance({ tags: { department: "ops" } });
  const before = violation({ acts, stage: "warn", next: { stage: "stop", at: at(96) } });
  expect(follow(before, { instance: good, problems: [] }, 30)).toEqual(
    violation({ ...looked, acts, stage: "warn", instance: good, status: "mended", endedAt: at(30) }),
  );
});

it("ends when the instance is exempt", () => {
  expect(follow(violation({ stage: "report" }), exempt, 30)).toEqual(
    violation({ ...looked, stage: "report", status: "exempt", endedAt: at(30) }),
  );
});

it("goes on, and tells people, when the exemption does not count", () => {
  const exemption = { refused: "orgwatch:tag-exempt-until ended on 2030-01-01" };
  expect(follow(violation(), { exemption }, 30)?.exemptionRefused).toBe(exemption.refused);
});

it.each(["mended", "exempt"] as const)("is a new one when it comes back after it was %s", (status) => {
  const acts = [act("warn", 1), act("stop", 2)];
  const before = violation({
    revision: 4,
    status,
    endedAt: at(3),
    acts,
    stage: "stop",
    foundStoppedAt: at(2),
  });
  expect(follow(before, {}, 30)).toEqual(
    violation({
      ...looked,
      revision: 4,
      firstSeenAt: at(30),
      acts,
      stage: "report",
      next: { stage: "warn", at: at(54) },
    }),
  );
});

it.each(["gone", "terminated"] as const)(
  "goes on as it was when it was taken for %s and is not",
  (status) => {
    const before = violation({ status, endedAt: at(12), acts: [act("warn", 1)] });
    expect(follow(before, {}, 30)).toEqual(
      violation({ ...looked, acts: [act("warn", 1)], stage: "warn", next: { stage: "stop", at: at(96) } }),
    );
  },
);

it("is a new one when it was taken for gone days ago: it may have been mended since, which nobody wrote down", () => {
  const acts = [act("warn", 1)];
  const before = violation({ status: "gone", endedAt: at(12), acts, stage: "warn" });
  expect(follow(before, {}, 60)).toEqual(
    violation({
      ...looked,
      lastSeenAt: at(60),
      firstSeenAt: at(60),
      acts,
      stage: "report",
      next: { stage: "warn", at: at(84) },
    }),
  );
});

it("is not mended by a list of users that cannot be read, and not acted on either", () => {
  const ghost = { key: "created_by", problem: "unknown-principal", words: "created_by is “x”" } as const;
  const unproven = [{ key: "created_by", words: "whether created_by “x” exists could not be looked up" }];
  expect(follow(violation({ problems: [ghost], stage: "report" }), { problems: [], unproven }, 30)).toEqual(
    violation({
      ...looked,
      problems: [{ ...ghost, words: unproven[0]?.words ?? "" }],
      unproven,
      stage: "report",
      next: undefined,
    }),
  );
});

it("is acted on again once the list of users can be read again", () => {
  const ghost = { key: "created_by", problem: "unknown-principal", words: "created_by is “x”" } as const;
  const unproven = [{ key: "created_by", words: "whether created_by “x” exists could not be looked up" }];
  expect(follow(violation({ problems: [ghost], unproven }), { problems: [ghost] }, 30)).toEqual(
    violation({ ...looked, problems: [ghost], stage: "report", next: { stage: "warn", at: at(24) } }),
  );
});

it("remembers since when the instance is stopped, and forgets it when it is started", () => {
  const off = instance({ state: "stopped" });
  const first = follow(violation(), { instance: off }, 10);
  const second = follow(first, { instance: off }, 20);
  const third = follow(second, {}, 30);
  expect([first, second, third].map((one) => one?.foundStoppedAt)).toEqual([at(10), at(10), undefined]);
});

it("keeps the newest 200 acts and the warnings, so that the record fits into the table", () => {
  const stops = Array.from({ length: 250 }, (_, index) => act("stop", 100 + index));
  const kept = follow(violation({ acts: [act("warn", 24), ...stops] }), {}, 400)?.acts;
  expect(kept).toEqual([act("warn", 24), ...stops.slice(50)]);
});

it("keeps of the warnings that nobody was given only the newest, too", () => {
  const intended = Array.from({ length: 250 }, (_, index) =>
    act("warn", 25 + index, { endedAt: undefined, outcome: undefined }),
  );
  const kept = follow(violation({ acts: [act("warn", 24), ...intended] }), {}, 400)?.acts;
  expect(kept).toEqual([act("warn", 24), ...intended.slice(50)]);
});

it("tells what comes next after a warning was recorded", () => {
  expect(withStage(violation({ acts: [act("warn", 24)] }), policy(), after(24))).toEqual(
    violation({ acts: [act("warn", 24)], stage: "warn", next: { stage: "stop", at: at(96) } }),
  );
});

describe("an instance that was not seen", () => {
  const complete = cell({ runId: "run-2", checkedAt: at(30) });

  it("is gone after a complete read", () => {
    const before = violation({ stage: "report", next: { stage: "warn", at: at(24) } });
    expect(endGone(before, complete)).toEqual(
      violation({ stage: "report", status: "gone", endedAt: at(30) }),
    );
  });

  it.each([
    ["the cell failed", violation(), { ...complete, result: "failed" as const }],
    ["the region was skipped", violation(), { ...complete, result: "skipped" as const }],
    ["the canary is missing", violation(), { ...complete, canary: "missing" as const }],
    ["the run did see it", violation({ lastRunId: "run-2" }), complete],
    ["the cell is another region's", violation(), { ...complete, region: "us-east-1" }],
    ["the cell is another account's", violation(), { ...complete, accountId: "222222222222" }],
    ["it has ended", violation({ status: "mended" }), complete],
  ])("is not gone when %s", (_, before, read) => {
    expect(endGone(before, read)).toBeUndefined();
  });

  it("was terminated by Orgwatch when nobody lived to see the end of that", () => {
    const unknown = act("terminate", 29, { outcome: undefined, endedAt: undefined });
    expect(endGone(violation({ acts: [act("stop", 20), unknown] }), complete)).toEqual(
      violation({
        acts: [
          act("stop", 20),
          { ...unknown, endedAt: at(30), outcome: "found-done", words: "the instance is gone" },
        ],
        stage: "terminate",
        status: "terminated",
        endedAt: at(30),
      }),
    );
  });

  it("was ended by somebody else when Orgwatch's termination was refused", () => {
    const refused = act("terminate", 29, { outcome: "refused" });
    expect(endGone(violation({ acts: [refused] }), complete)).toEqual(
      violation({ acts: [refused], status: "gone", endedAt: at(30) }),
    );
  });
});

it.each<[boolean, string, Parameters<typeof violation>[0]]>([
  [true, "a mark that was set", { acts: [act("mark", 1), act("warn", 1)] }],
  [true, "a mark that may have been set", { acts: [act("mark", 1, { outcome: undefined })] }],
  [
    true,
    "a mark that could not be taken off",
    { acts: [act("mark", 1), act("unmark", 2, { outcome: "failed" })] },
  ],
  [true, "a mark of which only EC2 knows", { instance: { tags: { "orgwatch:tag-audit": "x" } } }],
  [false, "a mark that was taken off", { acts: [act("mark", 1), act("unmark", 2)] }],
  [false, "a mark that was refused", { acts: [act("mark", 1, { outcome: "refused" })] }],
  [false, "no mark", {}],
])("%s: it is to be taken off where there is %s", (due, _, part) => {
  const statuses = ["mended", "exempt", "open", "terminated"] as const;
  const told = statuses.map((status) => isUnmarkDue(violation({ ...part, status })));
  expect(told).toEqual([due, due, false, false]);
});
