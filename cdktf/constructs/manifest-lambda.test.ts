import { rmSync } from "node:fs";
import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { nameOf } from "@orgwatch/manifest/environment";
import { setting, table } from "@orgwatch/manifest/references";
import { bus, queue, request, type Trigger, topics } from "@orgwatch/manifest/trigger";
import { slackNotifier } from "@orgwatch/slack-notifier/manifest";
import { lambdaStatements } from "../lambda-statements";
import { folderWithZips, oregon, resourcesMadeBy } from "../testing/construct";
import { LambdaBundle } from "./lambda-bundle";
import { ManifestLambda } from "./manifest-lambda";

const folder = folderWithZips("demo");
afterAll(() => rmSync(folder, { recursive: true }));

function demo(trigger: Trigger) {
  return defineLambda({
    name: "demo",
    summary: "Shows the way",
    impact: "Nobody sees it",
    stack: "infrasec-admin-global",
    runsIn: "each-region",
    entry: "src/handler.ts",
    trigger,
    timeoutSeconds: 30,
    env: { DELIVERIES: nameOf(table("deliveries")), ROUTING: setting("routing") },
    allow: [],
  });
}

function made(trigger: Trigger) {
  return resourcesMadeBy((scope) => {
    new ManifestLambda(scope, "demo", {
      manifest: demo(trigger),
      bundle: new LambdaBundle(scope, "bundle", { lambda: "demo", folder }),
      place: oregon,
      managementAccountId: "111111111111",
      teams: ["infra"],
      topicArns: { "infra-alert": "arn:aws:sns:us-west-2:222222222222:infra-alert" },
      keyArns: { "us-west-2": "key-oregon", "us-east-1": "key-virginia" },
      logRetentionDays: 30,
      failoverArn: "failover",
      bus: { name: "orgwatch" },
    });
  });
}

const fromAlerts = queue({ from: topics("alert"), batchSize: 5, receiveLimit: 7 });
const one = (resources: ReturnType<typeof made>, type: string) =>
  resources.find((resource) => resource.type === type)?.attributes;

describe("ManifestLambda", () => {
  it("makes the function of the manifest, after its policy and its log group", () => {
    const resources = made(fromAlerts);
    const lambda = one(resources, "aws_lambda_function");
    expect(lambda).toMatchObject({
      function_name: "orgwatch-demo",
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      timeout: 30,
      memory_size: 256,
    });
    expect(lambda?.environment).toEqual({
      variables: {
        DELIVERIES: "orgwatch-deliveries",
        ROUTING: "/infrasec-admin-global/routing",
        ORGWATCH_DEAD_LETTER_QUEUE_URL: expect.stringMatching(
          /^\$\{aws_sqs_queue\.demo_dead-letters_queue_.*\.url\}$/,
        ),
      },
    });
    expect(JSON.stringify(lambda?.depends_on)).toMatch(/aws_iam_role_policy.*aws_cloudwatch_log_group/);
    expect(one(resources, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/lambda/orgwatch-demo",
      retention_in_days: 30,
      kms_key_id: "key-oregon",
    });
  });

  it("gives a queue that events of the bus reach through a rule", () => {
    const pattern = { source: ["aws.support"] };
    const resources = made(queue({ from: bus("case", pattern), batchSize: 1, receiveLimit: 5 }));
    expect(one(resources, "aws_cloudwatch_event_rule")).toMatchObject({
      name: "orgwatch-demo-case",
      event_bus_name: "orgwatch",
      event_pattern: JSON.stringify(pattern),
    });
    const queues = resources
      .filter(({ type }) => type === "aws_sqs_queue")
      .map(({ attributes }) => attributes);
    const work = queues.find(({ name }) => name === "orgwatch-demo-case");
    expect(work?.policy).toContain("arn:aws:events:us-west-2:222222222222:rule/orgwatch/orgwatch-demo-case");
    expect(work).toMatchObject({ visibility_timeout_seconds: 180 });
  });

  it("refuses a trigger that it cannot make, and a topic that the region has not", () => {
    expect(() => made(request("POST", "/slack"))).toThrow(
      'lambda demo has the trigger "request", which cdktf/constructs cannot make yet',
    );
    expect(() => made(queue({ from: topics("notification"), batchSize: 1, receiveLimit: 5 }))).toThrow(
      "lambda demo reads infra-notification, which this region has not",
    );
  });

  it("says how to build a zip that is missing", () => {
    const build = () =>
      resourcesMadeBy((scope) => new LambdaBundle(scope, "bundle", { lambda: "other", folder }));
    expect(build).toThrow(/other\.zip does not exist\. Build the lambdas first: pnpm build$/);
  });
});

describe("the notifier's permissions", () => {
  it("are exactly what its manifest asks for, and the key", () => {
    const queueArn = "arn:aws:sqs:us-west-2:222222222222:orgwatch-slack-notifier-infra-alert";
    const statements = lambdaStatements(slackNotifier, {
      place: oregon,
      managementAccountId: "111111111111",
      keyArns: { "us-west-2": "key-oregon", "us-east-1": "key-virginia" },
      queueArns: [queueArn],
    });
    const read = statements.map(({ Action, Resource }) => [Action.join(" "), ...(Resource ?? [])]);
    const parameter = "arn:aws:ssm:us-west-2:222222222222:parameter/infrasec-admin-global";
    const tables = "arn:aws:dynamodb:us-west-2:222222222222:table";
    expect(read).toEqual([
      [
        "logs:CreateLogStream logs:PutLogEvents",
        "arn:aws:logs:us-west-2:222222222222:log-group:/aws/lambda/orgwatch-slack-notifier:*",
      ],
      ["sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage", queueArn],
      ["sqs:SendMessage", "arn:aws:sqs:us-west-2:222222222222:orgwatch-slack-notifier-dead-letters"],
      ["ssm:GetParameter", `${parameter}/routing`],
      ["ssm:GetParameter", `${parameter}/slack/bot-token`],
      ["ssm:GetParameter", `${parameter}/slack/webhook-url`],
      ["dynamodb:GetItem", `${tables}/orgwatch-accounts`],
      ["dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem", `${tables}/orgwatch-deliveries`],
      ["kms:Decrypt kms:GenerateDataKey", "key-oregon"],
    ]);
  });
});
