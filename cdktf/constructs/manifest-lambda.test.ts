import { rmSync } from "node:fs";
import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { nameOf } from "@orgwatch/manifest/environment";
import { setting, table } from "@orgwatch/manifest/references";
import {
  bucketObjects,
  bus,
  handed,
  mapItem,
  queue,
  request,
  schedule,
  sweepStep,
  type Trigger,
  topics,
} from "@orgwatch/manifest/trigger";
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
      regions: ["us-west-2", "us-east-1"],
      buckets: { trail: { name: "acme-org-trail", accountId: "444444444444", region: "us-west-2" } },
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

  it.each([request("POST", "/slack"), sweepStep("accounts", "plan"), mapItem("accounts")])(
    "makes no queue for a lambda whose caller hears of a failure: $kind",
    (trigger) => {
      const resources = made(trigger);
      expect(resources.map(({ type }) => type).sort()).toEqual([
        "aws_cloudwatch_log_group",
        "aws_cloudwatch_metric_alarm",
        "aws_cloudwatch_metric_alarm",
        "aws_iam_role",
        "aws_iam_role_policy",
        "aws_lambda_function",
      ]);
      expect(one(resources, "aws_lambda_function")?.environment).toEqual({
        variables: { DELIVERIES: "orgwatch-deliveries", ROUTING: "/infrasec-admin-global/routing" },
      });
    },
  );

  it("gives a lambda that runs by the clock a dead-letter queue for starts that failed, and no variable for it", () => {
    const resources = made(schedule("rate(5 minutes)", "every five minutes"));
    const queues = resources.filter(({ type }) => type === "aws_sqs_queue");
    expect(queues.map(({ attributes }) => attributes.name)).toEqual(["orgwatch-demo-dead-letters"]);
    expect(JSON.stringify(one(resources, "aws_lambda_function")?.environment)).not.toContain("QUEUE");
  });

  it("lets nobody but roles of the account send to a handed queue, and keeps what cannot be handled", () => {
    const resources = made(queue({ from: handed("actions"), batchSize: 10, receiveLimit: 100 }));
    const queues = resources.filter(({ type }) => type === "aws_sqs_queue");
    const work = queues.find(({ attributes }) => attributes.name === "orgwatch-demo-actions")?.attributes;
    expect(String(work?.policy)).not.toContain("Allow");
    expect(String(work?.redrive_policy)).toMatch(/demo_dead-letters_queue.*"maxReceiveCount":100/);
  });

  it("lets exactly the named bucket tell of its objects, and leaves the bucket's notifications to its owner", () => {
    const resources = made(queue({ from: bucketObjects("trail"), batchSize: 10, receiveLimit: 5 }));
    const work = resources.find(({ attributes }) => attributes.name === "orgwatch-demo-trail")?.attributes;
    expect(JSON.parse(String(work?.policy)).Statement[0]).toEqual({
      Sid: "Froms3",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: ["sqs:SendMessage"],
      Resource: ["arn:aws:sqs:us-west-2:222222222222:orgwatch-demo-trail"],
      Condition: {
        ArnEquals: { "aws:SourceArn": ["arn:aws:s3:::acme-org-trail"] },
        StringEquals: { "aws:SourceAccount": "444444444444" },
      },
    });
    expect(resources.filter(({ type }) => type.startsWith("aws_s3"))).toEqual([]);
  });

  it("refuses a topic that the region has not, and a bucket that the configuration does not name", () => {
    expect(() => made(queue({ from: bucketObjects("photos"), batchSize: 1, receiveLimit: 5 }))).toThrow(
      'the configuration names no bucket "photos"',
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
