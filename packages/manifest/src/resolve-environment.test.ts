import { defineLambda } from "./define-lambda";
import { int, nameOf, queueUrls, regions, text } from "./environment";
import { managementRole, ownBucket, queueOf, secret, setting, table } from "./references";
import { resolveEnvironment } from "./resolve-environment";
import { schedule } from "./trigger";

const lambdaWith = (env: Parameters<typeof defineLambda>[0]["env"]) =>
  defineLambda({
    name: "directory",
    summary: "Lists accounts",
    impact: "Messages name accounts by id only",
    stack: "infrasec-admin-global",
    runsIn: "home-region",
    entry: "src/handler.ts",
    trigger: schedule("rate(1 hour)", "hourly"),
    timeoutSeconds: 300,
    env,
    allow: [],
  });
const place = {
  regions: ["us-west-2", "us-east-1"],
  accountId: "222222222222",
  roleArn: (name: string) => `arn:aws:iam::111111111111:role/${name}`,
  queueUrl: (name: string) => `https://sqs.test/222222222222/${name}`,
};

describe("resolveEnvironment", () => {
  it("names things, and leaves fallbacks to the code", () => {
    const lambda = lambdaWith({
      ACCOUNTS: nameOf(table("accounts")),
      REPORTS: nameOf(ownBucket("tag-audit")),
      ROLE: nameOf(managementRole("OrgListAccountsViewer")),
      REGIONS: regions(),
      ROUTING: setting("routing"),
      TOKEN: secret("slack/bot-token", { optional: true }),
      LIMIT: int({ fallback: 5 }),
      API: text({ fallback: "https://slack.com/api" }),
    });
    expect(resolveEnvironment(lambda, place)).toEqual({
      ACCOUNTS: "orgwatch-accounts",
      REPORTS: "orgwatch-tag-audit-222222222222",
      ROLE: "arn:aws:iam::111111111111:role/OrgListAccountsViewer",
      REGIONS: "us-west-2,us-east-1",
      ROUTING: "/infrasec-admin-global/routing",
      TOKEN: "/infrasec-admin-global/slack/bot-token",
    });
  });

  it("names queues by their URLs, and parameters of other stacks by their owner", () => {
    const lambda = lambdaWith({
      ONE: nameOf(queueOf("responder", "actions")),
      BY_PREFIX: queueUrls({ finding: queueOf("responder", "actions"), case: queueOf("cases", "asked") }),
      KEYS: secret("routing-keys", { stack: "pagerduty" }),
    });
    expect(resolveEnvironment(lambda, place)).toEqual({
      ONE: "https://sqs.test/222222222222/orgwatch-responder-actions",
      BY_PREFIX: JSON.stringify({
        finding: "https://sqs.test/222222222222/orgwatch-responder-actions",
        case: "https://sqs.test/222222222222/orgwatch-cases-asked",
      }),
      KEYS: "/pagerduty/routing-keys",
    });
  });

  it("takes overrides", () => {
    const lambda = lambdaWith({ API: text({ fallback: "https://slack.com/api" }), LIMIT: int() });
    expect(resolveEnvironment(lambda, place, { API: "http://127.0.0.1:4566", LIMIT: "3" })).toEqual({
      API: "http://127.0.0.1:4566",
      LIMIT: "3",
    });
  });

  it("refuses an override that the manifest does not have", () => {
    expect(() => resolveEnvironment(lambdaWith({}), place, { API: "x", OTHER: "y" })).toThrow(
      new Error("lambda directory has no variable API, OTHER"),
    );
  });

  it("refuses a variable without a value", () => {
    expect(() => resolveEnvironment(lambdaWith({ LIMIT: int() }), place)).toThrow(
      new Error("lambda directory: LIMIT has no value and no fallback"),
    );
  });
});
