import { judgeCanary } from "./canary";
import type { Instance } from "./instance";
import { accountId, instance, region } from "./testing/samples";

describe("a count", () => {
  const canary = { kind: "count", mayDropPercent: 50 } as const;
  it.each([
    [undefined, 0, "unproven", "there is no earlier run to compare with"],
    [9, 0, "unproven", "only 9 instances the last time"],
    [10, 5, "seen", "5 instances, 10 the last time"],
    [10, 4, "missing", "4 instances, 10 the last time: more than 50 percent are gone"],
    [10, 25, "seen", "25 instances, 10 the last time"],
    // EC2 answers 200 without data.
    [500, 0, "missing", "0 instances, 500 the last time: more than 50 percent are gone"],
  ])("compares %s with %s", (countBefore, count, expected, words) => {
    const instances = Array.from({ length: count }, () => instance());
    expect(judgeCanary(canary, { accountId, region, instances, countBefore })).toEqual({
      canary: expected,
      canaryWords: words,
    });
  });
});

describe("an instance", () => {
  const tags = { Name: "api-canary-<region>", project: "API canary" };
  const canary = { kind: "instance", accountId, tags } as const;
  const there = instance({
    state: "stopped",
    tags: { Name: "api-canary-eu-west-1", project: "API canary", more: "x" },
  });
  const judge = (...instances: Instance[]) =>
    judgeCanary(canary, { accountId, region, instances, countBefore: 0 });

  it("is seen when it is stopped or stopping", () => {
    const seen = { canary: "seen", canaryWords: "the canary instance is there" };
    expect([judge(instance(), there), judge({ ...there, state: "stopping" })]).toEqual([seen, seen]);
  });

  it("is missing when it is not there, is another region's, or runs", () => {
    const elsewhere = { ...there, tags: { ...there.tags, Name: "api-canary-us-east-1" } };
    expect([judge(instance()).canaryWords, judge(elsewhere), judge({ ...there, state: "running" })]).toEqual([
      "the canary instance is not there",
      { canary: "missing", canaryWords: "the canary instance is not there" },
      {
        canary: "missing",
        canaryWords: "the canary instance is there, but it is running: nobody stopped it",
      },
    ]);
  });

  it("proves nothing about other accounts, and without tags it is no instance at all", () => {
    const facts = { accountId: "222222222222", region, instances: [there], countBefore: 0 };
    expect(judgeCanary(canary, facts)).toEqual({
      canary: "unproven",
      canaryWords: "the canary is in account 111111111111",
    });
    const anything = judgeCanary({ ...canary, tags: {} }, { ...facts, accountId });
    expect(anything.canary).toBe("missing");
  });
});
