import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { type Scenario, startScenario } from "../gateway/scenario";
import { createTargetPolicies, letIn } from "../wiring/create-target-policies";

jest.setTimeout(60_000);

let scenario: Scenario;
let accountId: string;
let sns: SNSClient;

beforeAll(async () => {
  scenario = await startScenario();
  accountId = scenario.organization.infrasecAccountId;
  sns = new SNSClient(scenario.admin(accountId));
});

afterAll(() => scenario.stop());

/** A rule for events of a source of its own, with a dead-letter queue; no target lets it in yet. */
async function rule(source: string, targetArn: string, deadLetterArn: string): Promise<string> {
  const events = new EventBridgeClient(scenario.admin(accountId));
  const EventPattern = JSON.stringify({ source: [source] });
  const { RuleArn = "" } = await events.send(new PutRuleCommand({ Name: source, EventPattern }));
  const Targets = [{ Id: "1", Arn: targetArn, DeadLetterConfig: { Arn: deadLetterArn } }];
  await events.send(new PutTargetsCommand({ Rule: source, Targets }));
  return RuleArn;
}

function emit(source: string, id: string): Promise<void> {
  const event = { source, "detail-type": "Test", detail: {}, id };
  return scenario.gateway.emit(event, { accountId, region: scenario.region });
}

async function topic(Name: string, KmsMasterKeyId?: string): Promise<string> {
  const Attributes = KmsMasterKeyId === undefined ? {} : { KmsMasterKeyId };
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name, Attributes }));
  return TopicArn;
}

function subscribe(TopicArn: string, Endpoint: string, attributes: Readonly<Record<string, string>> = {}) {
  const Attributes = { RawMessageDelivery: "true", ...attributes };
  return sns.send(
    new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes, ReturnSubscriptionArn: true }),
  );
}

/** The stops of an event and what the journal says of them. */
function journalOf(subject: string) {
  return scenario.journal
    .entries()
    .filter((entry) => entry.subject === subject)
    .map(({ stop, what }) => `${stop}: ${what}`);
}

const withId = (id: string) => expect.objectContaining({ id });

describe("a rule whose target is a topic", () => {
  it("is refused by the default policy, and let in by one that names it", async () => {
    const topicArn = await topic("judged");
    const queue = await scenario.queue(accountId, "judged");
    const dead = await scenario.queue(accountId, "judged-dead");
    await subscribe(topicArn, queue.arn);
    const ruleArn = await rule("judged", topicArn, dead.arn);
    await emit("judged", "j-1");
    await createTargetPolicies([{ ruleArn, targetArn: topicArn }], scenario.gateway.url);
    await emit("judged", "j-2");
    expect([await dead.receive(), await queue.receive()]).toEqual([[withId("j-1")], [withId("j-2")]]);
    expect([journalOf("j-1"), journalOf("j-2")]).toEqual([
      [
        "EventBridge: default: rule judged",
        "Dead letters: judged-dead: sns judged did not take it: " +
          `The policy of ${topicArn} does not allow events.amazonaws.com sns:Publish for ${ruleArn}`,
      ],
      ["EventBridge: default: rule judged", "SNS: judged", "SQS: judged"],
    ]);
  });

  it("is refused by the key of an encrypted topic until the key lets EventBridge in", async () => {
    const keyArn = await newKey();
    const topicArn = await topic("encrypted", keyArn);
    const queue = await scenario.queue(accountId, "encrypted");
    const dead = await scenario.queue(accountId, "encrypted-dead");
    await subscribe(topicArn, queue.arn);
    const ruleArn = await rule("encrypted", topicArn, dead.arn);
    await createTargetPolicies([{ ruleArn, targetArn: topicArn }], scenario.gateway.url);
    await emit("encrypted", "k-1");
    const Principal = { Service: "events.amazonaws.com" };
    const Action = ["kms:Decrypt", "kms:GenerateDataKey*"];
    const statement = { Effect: "Allow", Principal, Action, Resource: "*" };
    await kms("PutKeyPolicy", {
      KeyId: keyArn.split("/").at(-1),
      PolicyName: "default",
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
    await emit("encrypted", "k-2");
    expect([await dead.receive(), await queue.receive()]).toEqual([[withId("k-1")], [withId("k-2")]]);
    expect(journalOf("k-1")[1]).toBe(
      "Dead letters: encrypted-dead: sns encrypted did not take it: " +
        `The policy of ${keyArn} does not allow events.amazonaws.com kms:GenerateDataKey for ${ruleArn}`,
    );
  });

  it("cannot use AWS's own key", async () => {
    const topicArn = await topic("managed", "alias/aws/sns");
    const dead = await scenario.queue(accountId, "managed-dead");
    const ruleArn = await rule("managed", topicArn, dead.arn);
    await createTargetPolicies([{ ruleArn, targetArn: topicArn }], scenario.gateway.url);
    await emit("managed", "m-1");
    expect(journalOf("m-1")[1]).toBe(
      "Dead letters: managed-dead: sns managed did not take it: " +
        "events.amazonaws.com cannot use the AWS managed key alias/aws/sns",
    );
  });
});

describe("a rule whose target is a queue", () => {
  it("loses the event when neither the queue nor the dead-letter queue lets it in", async () => {
    const queue = await scenario.queue(accountId, "shut");
    const dead = await scenario.queue(accountId, "shut-dead");
    const ruleArn = await rule("shut", queue.arn, dead.arn);
    for (const { client, QueueUrl } of [queue, dead])
      await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } }));
    await emit("shut", "s-1");
    const refusal = (arn: string) =>
      `The policy of ${arn} does not allow events.amazonaws.com sqs:SendMessage for ${ruleArn}`;
    expect(journalOf("s-1")).toEqual([
      "EventBridge: default: rule shut",
      `Dead letters: lost, sqs shut did not take it: ${refusal(queue.arn)}; ` +
        `nor did the dead-letter queue shut-dead: ${refusal(dead.arn)}`,
    ]);
  });
});

describe("a rule whose target is a function", () => {
  it("is let in by the function's policy only", async () => {
    const targetArn = `arn:aws:lambda:${scenario.region}:${accountId}:function:judged`;
    const dead = await scenario.queue(accountId, "function-dead");
    const invoked: unknown[] = [];
    scenario.gateway.onInvoke(async (_, event) => {
      invoked.push(event);
    });
    const ruleArn = await rule("function", targetArn, dead.arn);
    await emit("function", "f-1");
    await createTargetPolicies([{ ruleArn, targetArn }], scenario.gateway.url);
    await emit("function", "f-2");
    expect([await dead.receive(), invoked]).toEqual([[withId("f-1")], [withId("f-2")]]);
  });
});

describe("a topic", () => {
  it("feeds the queues that let it in, and no other", async () => {
    const topicArn = await topic("fan");
    const [open, shut, dead] = [
      await scenario.queue(accountId, "fan-open"),
      await scenario.queue(accountId, "fan-shut"),
      await scenario.queue(accountId, "fan-dead"),
    ];
    const other = letIn("sns", "sqs:SendMessage", shut.arn, [`${topicArn}-of-somebody-else`]);
    await shut.client.send(
      new SetQueueAttributesCommand({ QueueUrl: shut.QueueUrl, Attributes: { Policy: other } }),
    );
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
    const FilterPolicy = JSON.stringify({ colour: ["red"] });
    await subscribe(topicArn, open.arn);
    const { SubscriptionArn } = await subscribe(topicArn, shut.arn, { RedrivePolicy, FilterPolicy });
    const colour = { DataType: "String", StringValue: "red" };
    const publish = (Message: string) =>
      sns.send(new PublishCommand({ TopicArn: topicArn, Message, MessageAttributes: { colour } }));
    const all = Array.from({ length: 8 }, (_, n) => ({ n }));
    await Promise.all(all.map((message) => publish(JSON.stringify(message))));
    expect(await shut.receive()).toEqual([]);
    expect((await open.receive()).toSorted(byNumber)).toEqual(all);
    expect((await dead.receive()).toSorted(byNumber)).toEqual(all);

    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes?.FilterPolicy).toBe(FilterPolicy);
    const own = letIn("sns", "sqs:SendMessage", shut.arn, [topicArn]);
    await shut.client.send(
      new SetQueueAttributesCommand({ QueueUrl: shut.QueueUrl, Attributes: { Policy: own } }),
    );
    await publish('{"n":9}');
    expect(await shut.receive()).toEqual([{ n: 9 }]);
  });
});

function byNumber(a: unknown, b: unknown): number {
  return JSON.stringify(a).localeCompare(JSON.stringify(b));
}

async function newKey(): Promise<string> {
  const created = JSON.parse(await kms("CreateKey", {}));
  return created.KeyMetadata.Arn;
}

/** There is no KMS client among the dependencies; the gateway looks at the key and not at the signature. */
async function kms(operation: string, body: Readonly<Record<string, unknown>>): Promise<string> {
  const scope = `${accountId}/20300101/${scenario.region}/kms/aws4_request`;
  const response = await fetch(scenario.gateway.url, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=x`,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `TrentService.${operation}`,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
