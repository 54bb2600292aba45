import { allow, defineLambda } from "./define-lambda";
import { nameOf, text } from "./environment";
import { anyResource, table } from "./references";
import { queue, schedule, topics } from "./trigger";

const notifier = {
  name: "slack-notifier",
  summary: "Posts findings",
  impact: "People do not see findings",
  stack: "infrasec-admin-global",
  runsIn: "each-region",
  entry: "src/handler.ts",
  trigger: queue({ from: topics("alert"), batchSize: 10, receiveLimit: 5 }),
  timeoutSeconds: 30,
  env: { DELIVERIES: nameOf(table("deliveries")) },
  allow: [allow(["dynamodb:PutItem"], table("deliveries"))],
} as const;

describe("defineLambda", () => {
  it("keeps the declaration and fills in the memory", () => {
    expect(defineLambda(notifier)).toEqual({ ...notifier, memoryMb: 256, package: "slack-notifier" });
    expect(defineLambda({ ...notifier, memoryMb: 512 })).toEqual({
      ...notifier,
      memoryMb: 512,
      package: "slack-notifier",
    });
    expect(defineLambda({ ...notifier, package: "slack" }).package).toBe("slack");
  });

  it.each<[string, Partial<Parameters<typeof defineLambda>[0]>, string]>([
    [
      "a name in another case",
      { name: "SlackNotifier" },
      "its name must be kebab-case of at most 40 characters",
    ],
    [
      "a name that is too long",
      { name: "a".repeat(41) },
      "its name must be kebab-case of at most 40 characters",
    ],
    ["no summary", { summary: "" }, "it needs a summary"],
    ["no impact", { impact: "" }, "it needs an impact: what people lose when it fails"],
    ["no time", { timeoutSeconds: 0 }, "timeoutSeconds must be 1 to 900"],
    ["more time than Lambda gives", { timeoutSeconds: 901 }, "timeoutSeconds must be 1 to 900"],
    ["a variable in another case", { env: { slackApi: text() } }, "slackApi must be UPPER_SNAKE_CASE"],
    ["a variable of Lambda's own", { env: { AWS_REGION: text() } }, "AWS_REGION uses a reserved prefix"],
    ["a variable of the runtime's", { env: { ORGWATCH_X: text() } }, "ORGWATCH_X uses a reserved prefix"],
    [
      "a wildcard action",
      { allow: [allow(["dynamodb:*"], table("deliveries"))] },
      "dynamodb:* is not one exact IAM action",
    ],
    [
      "every resource without a reason",
      { allow: [allow(["ec2:DescribeInstances"], anyResource({ because: "" }))] },
      "a * resource needs a written reason",
    ],
    [
      "a batch that SQS does not hand out",
      { trigger: queue({ from: topics("alert"), batchSize: 11, receiveLimit: 5 }) },
      "batchSize must be 1 to 10",
    ],
    [
      "a receive limit that Lambda's polling uses up",
      { trigger: queue({ from: topics("alert"), batchSize: 1, receiveLimit: 4 }) },
      "receiveLimit must be 5 to 1000",
    ],
    [
      "a concurrency that Lambda refuses",
      { trigger: queue({ from: topics("alert"), batchSize: 1, receiveLimit: 5, maximumConcurrency: 1 }) },
      "maximumConcurrency must be 2 to 1000",
    ],
  ])("refuses %s", (_, change, problem) => {
    const declaration = { ...notifier, ...change };
    expect(() => defineLambda(declaration)).toThrow(new Error(`lambda ${declaration.name}: ${problem}`));
  });

  it("reports all problems together", () => {
    expect(() => defineLambda({ ...notifier, summary: "", impact: "", timeoutSeconds: 0 })).toThrow(
      new Error(
        "lambda slack-notifier: it needs a summary; it needs an impact: what people lose when it fails; " +
          "timeoutSeconds must be 1 to 900",
      ),
    );
  });

  it("asks nothing about queues of a lambda that has none", () => {
    const hourly = { ...notifier, trigger: schedule("rate(1 hour)", "hourly") };
    expect(defineLambda(hourly)).toEqual({ ...hourly, memoryMb: 256, package: "slack-notifier" });
  });
});
