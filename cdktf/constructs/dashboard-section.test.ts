import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { bus, queue } from "@orgwatch/manifest/trigger";
import { oregon } from "../testing/construct";
import { section } from "./dashboard-section";
import { placed, textWidget } from "./dashboard-widgets";

describe("a section", () => {
  const lambda = defineLambda({
    name: "reader",
    summary: "Reads",
    impact: "Nothing is read",
    stack: "jobs",
    runsIn: "home-region",
    entry: "src/handler.ts",
    trigger: queue({ from: bus("asked", {}), batchSize: 1, receiveLimit: 5 }),
    timeoutSeconds: 30,
    env: {},
    allow: [],
  });

  it("shows what ran, what waits, what failed and what that means", () => {
    const rows = section({
      title: "Jobs",
      place: oregon,
      lambdas: [lambda],
      sweeps: [],
      counts: [],
      sourcesOf: () => ["asked"],
    });
    const graph = (title: string, stat: string, metric: readonly string[], width = 8) => ({
      type: "metric",
      width,
      height: 6,
      properties: { title, region: "us-west-2", stat, view: "timeSeries", period: 300, metrics: [metric] },
    });
    const ran = (metric: string) => ["AWS/Lambda", metric, "FunctionName", "orgwatch-reader"];
    const held = (metric: string, end: string) => ["AWS/SQS", metric, "QueueName", `orgwatch-reader-${end}`];
    expect(rows).toEqual([
      [{ type: "text", width: 24, height: 1, properties: { markdown: "## Jobs" } }],
      [
        graph("Runs", "Sum", ran("Invocations")),
        graph("How long a run takes (ms, 95 of 100)", "p95", ran("Duration")),
        graph("Runs that had to wait for Lambda", "Sum", ran("Throttles")),
      ],
      [
        graph("Messages delivered", "Sum", held("NumberOfMessagesDeleted", "asked")),
        graph("Messages that wait", "Maximum", held("ApproximateNumberOfMessagesVisible", "asked")),
        graph("Age of the oldest message (s)", "Maximum", held("ApproximateAgeOfOldestMessage", "asked")),
      ],
      [
        graph("Failed runs", "Sum", ran("Errors"), 6),
        graph("Dead letters", "Maximum", held("ApproximateNumberOfMessagesVisible", "dead-letters"), 6),
        {
          type: "text",
          width: 12,
          height: 4,
          properties: {
            markdown:
              "**When it fails**\n\n| | people lose |\n|---|---|\n| orgwatch-reader | Nothing is read |",
          },
        },
      ],
    ]);
  });

  it("is put below what stands before it", () => {
    const rows = [[textWidget("a", 8), { ...textWidget("b", 16), height: 5 }], [textWidget("c")]];
    expect(placed(rows).map(({ x, y, properties }) => [x, y, properties.markdown])).toEqual([
      [0, 0, "a"],
      [8, 0, "b"],
      [0, 5, "c"],
    ]);
    expect(() => placed([[textWidget("a"), textWidget("b", 1)]])).toThrow("25 columns");
  });
});
