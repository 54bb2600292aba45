import { defineSweep, lambdasOfSweep, type SweepManifest } from "./define-sweep";

const once: SweepManifest = {
  name: "dust",
  summary: "Sweeps the dust",
  impact: "Dust",
  stack: "tests",
  plan: "dust-plan",
  each: "dust-each",
  finish: "dust-finish",
  concurrency: 50,
  schedule: { expression: "rate(1 day)", words: "daily" },
  timeoutMinutes: 90,
};
const twice: SweepManifest = {
  ...once,
  second: { plan: "dust-sort", each: "dust-carry", concurrency: 5 },
};

describe("defineSweep", () => {
  it("keeps the declaration", () => {
    expect(defineSweep(twice)).toEqual(twice);
  });

  it("reports all problems together, those of the second pass too", () => {
    const wrong = {
      ...twice,
      name: "Dust",
      summary: "",
      impact: "",
      concurrency: 10_001,
      second: { plan: "dust-sort", each: "dust-carry", concurrency: 0 },
      timeoutMinutes: 1441,
    };
    expect(() => defineSweep(wrong)).toThrow(
      new Error(
        "sweep Dust: its name must be kebab-case of at most 40 characters; it needs a summary; " +
          "it needs an impact: what people lose when it fails; concurrency must be 1 to 10000; " +
          "second.concurrency must be 1 to 10000; timeoutMinutes must be 1 to 1440",
      ),
    );
  });
});

it("lists a sweep's lambdas in the order in which they run", () => {
  expect(lambdasOfSweep(once)).toEqual(["dust-plan", "dust-each", "dust-finish"]);
  expect(lambdasOfSweep(twice)).toEqual(["dust-plan", "dust-each", "dust-sort", "dust-carry", "dust-finish"]);
});
