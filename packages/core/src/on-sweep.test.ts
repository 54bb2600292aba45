import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { mapItem, sweepStep, type Trigger } from "@orgwatch/manifest/trigger";
import type { Context } from "aws-lambda";
import * as z from "zod/mini";
import { onMapItem, onSweepStep } from "./on-sweep";

const lambda = (trigger: Trigger) =>
  defineLambda({
    name: "counter",
    summary: "Counts",
    impact: "Nobody counts",
    stack: "support-cases",
    runsIn: "home-region",
    entry: "src/handler.ts",
    trigger,
    timeoutSeconds: 60,
    env: {},
    allow: [],
  });
const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 42_000 } as Context;
const shape = z.object({ numbers: z.array(z.number()) });

describe("a sweep's lambdas", () => {
  it("get their input parsed, and answer an object", async () => {
    const handler = onMapItem(lambda(mapItem("count")), shape, () => async ({ numbers }, call) => ({
      sum: numbers.reduce((sum, number) => sum + number, 0),
      id: call.id,
      left: call.deadline.getTime() - call.at.getTime(),
    }));
    expect(await handler({ numbers: [1, 2], more: true }, context)).toEqual({
      sum: 3,
      id: "r-1",
      left: 42_000,
    });
  });

  it("refuse an input of another shape, in words", async () => {
    const handler = onSweepStep(lambda(sweepStep("count", "plan")), shape, () => async () => ({}));
    await expect(handler({ numbers: "all" }, context)).rejects.toMatchObject({
      name: "NeverAgain",
      message: expect.stringContaining("at numbers"),
    });
  });

  it("let every error out, so that Step Functions tries again", async () => {
    const failure = new Error("no table");
    const handler = onMapItem(lambda(mapItem("count")), shape, () => () => Promise.reject(failure));
    await expect(handler({ numbers: [] }, context)).rejects.toBe(failure);
  });

  it("are what their manifest says", () => {
    const make = () => onSweepStep(lambda(mapItem("count")), shape, () => async () => ({}));
    expect(make).toThrow("counter has no sweep-step trigger");
  });
});
