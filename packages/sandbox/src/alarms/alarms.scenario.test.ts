import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { adminOf } from "../admin";
import { newClock } from "../clock";
import { type Gateway, startGateway } from "../gateway";
import { newJournal } from "../journal";
import { type Moto, startMoto } from "../moto";
import { letIn } from "../wiring/create-target-policies";
import { newAlarmWatch } from "./alarm-watch";
import { deadLetterAlarms, heartbeatAlarms } from "./manifest-alarms";
import { measureQueues } from "./measure-queues";
import { newMetrics } from "./metrics";
import { passTime } from "./pass-time";
import { publishAlarm } from "./publish-alarm";
import { readAlarms } from "./read-alarms";
import { sampleAlarm } from "./sample-alarm";

const accountId = "111122223333";
const region = "us-west-2";
const clock = newClock();
const fed: string[] = [];
let moto: Moto;
let gateway: Gateway;
let sqs: SQSClient;

beforeAll(async () => {
  moto = await startMoto();
  gateway = await startGateway({ port: 0, motoUrl: moto.url, journal: newJournal(), now: clock.now });
  gateway.onQueueFed((queueArn) => fed.push(String(queueArn)));
  sqs = new SQSClient(adminOf(gateway.url, accountId, region));
}, 60_000);

afterAll(async () => {
  sqs?.destroy();
  await gateway?.stop();
  await moto?.stop();
});

describe("a message that a lambda has postponed", () => {
  it("comes back when the sandbox's time has come, however short the real time was", async () => {
    const QueueUrl = await createQueue("postponed");
    for (const MessageBody of ["first", "second"])
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    const handles = await receive(QueueUrl);
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: handles.first, VisibilityTimeout: 900 }),
    );
    fed.length = 0;
    await after(600);
    expect([await bodies(QueueUrl), fed]).toEqual([
      ["second"],
      [`arn:aws:sqs:${region}:${accountId}:postponed`],
    ]);
    await after(299);
    expect(await bodies(QueueUrl)).toEqual([]);
    await after(1);
    expect(await bodies(QueueUrl)).toEqual(["first"]);
  });

  it("does not come back when it was deleted meanwhile, or moved by real time", async () => {
    const QueueUrl = await createQueue("deleted");
    for (const MessageBody of ["kept", "deleted"])
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    const handles = await receive(QueueUrl);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handles.deleted }));
    await after(600);
    expect(await bodies(QueueUrl)).toEqual(["kept"]);
  });
});

describe("alarms", () => {
  it("tell the failover topic of dead letters, and when they are handled", async () => {
    const letters = await createQueue("orgwatch-demo-dead-letters");
    const outbox = await subscribedQueue("orgwatch-failover");
    const lambda = { name: "demo", impact: "Nobody sees anything", runsIn: "home-region" } as const;
    const watch = newAlarmWatch({
      definitions: deadLetterAlarms([lambda], [region], accountId),
      metrics: newMetrics(),
      now: clock.now,
      measureQueues: (queues, at) => measureQueues(queues, gateway.url, at),
      publish: (topicArn, message) => publishAlarm(topicArn, message, gateway.url),
    });
    const pass = (minutes: number) =>
      passTime(minutes * 60_000, {
        clock,
        releaseDue: gateway.releaseDue,
        idle: async () => undefined,
        evaluateAlarms: watch.evaluate,
      });
    await pass(15);
    expect(await bodies(outbox)).toEqual([]);
    await sqs.send(new SendMessageCommand({ QueueUrl: letters, MessageBody: "undeliverable" }));
    await pass(10);
    const [alarm = "{}"] = await take(outbox);
    expect(JSON.parse(alarm)).toMatchObject({
      AlarmName: "orgwatch-demo-dead-letters-messages",
      NewStateValue: "ALARM",
      OldStateValue: "OK",
      Region: "US West (Oregon)",
      Trigger: { MetricName: "ApproximateNumberOfMessagesVisible", Namespace: "AWS/SQS" },
    });
    await take(letters);
    await pass(10);
    const [ok = "{}"] = await take(outbox);
    expect(JSON.parse(ok)).toMatchObject({ NewStateValue: "OK", OldStateValue: "ALARM" });
  }, 30_000);

  it("measure what queues hold, and nothing of a queue that is gone", async () => {
    const QueueUrl = await createQueue("measured");
    for (const MessageBody of ["first", "second", "third"])
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }));
    const queues = ["measured", "gone"].map((name) => ({ accountId, region, name }));
    const measured = await measureQueues(queues, gateway.url, new Date(0));
    expect(measured.map(({ metric: { name, dimensions }, value }) => [name, dimensions, value])).toEqual([
      ["ApproximateNumberOfMessagesVisible", { QueueName: "measured" }, 2],
      ["ApproximateNumberOfMessagesNotVisible", { QueueName: "measured" }, 1],
    ]);
  });

  it("are read as Terraform puts them, and refused in words when they cannot be evaluated", async () => {
    const cloudwatch = new CloudWatchClient(adminOf(gateway.url, accountId, region));
    const wanted = heartbeatAlarms([region], accountId).filter(({ name }) => /sent|slack/.test(name));
    for (const alarm of wanted) await cloudwatch.send(new PutMetricAlarmCommand(asPut(alarm)));
    const place = { endpoint: gateway.url, accountId, regions: [region] };
    expect(await readAlarms(place)).toEqual(wanted);
    const { Statistic: _, ...first } = asPut(wanted[0] ?? sampleAlarm());
    for (const AlarmName of ["slow", "slower"])
      await cloudwatch.send(new PutMetricAlarmCommand({ ...first, AlarmName, ExtendedStatistic: "p99" }));
    const why =
      "cannot be evaluated here: its statistic is not given, and the sandbox knows Sum, Maximum, Minimum, Average, SampleCount";
    await expect(readAlarms(place)).rejects.toThrow(`The alarm slow ${why}; The alarm slower ${why}`);
    cloudwatch.destroy();
  });
});

/** The call by which Terraform makes the alarm. */
function asPut(alarm: ReturnType<typeof heartbeatAlarms>[number]): PutMetricAlarmCommand["input"] {
  const { watched } = alarm;
  const common = {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description,
    AlarmActions: [...alarm.actions.ALARM],
    OKActions: [...alarm.actions.OK],
    EvaluationPeriods: alarm.evaluationPeriods,
    ComparisonOperator: alarm.comparison,
    Threshold: alarm.threshold,
    TreatMissingData: alarm.missingData,
  };
  const metricOf = ({
    metric,
  }: {
    readonly metric: { namespace: string; name: string; dimensions: object };
  }) => ({
    Namespace: metric.namespace,
    MetricName: metric.name,
    Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value: String(Value) })),
  });
  if (watched.kind === "metric")
    return { ...common, ...metricOf(watched), Statistic: "Sum", Period: alarm.periodSeconds };
  const query = (Id: "before" | "here") => ({
    Id,
    MetricStat: { Metric: metricOf(watched[Id]), Period: alarm.periodSeconds, Stat: "Sum" },
    ReturnData: false,
  });
  const Expression = "FILL(before, 0) - FILL(here, 0)";
  return {
    ...common,
    Metrics: [{ Id: "lost", Expression, ReturnData: true }, query("before"), query("here")],
  };
}

async function createQueue(QueueName: string): Promise<string> {
  const Attributes = { VisibilityTimeout: "400" };
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}

async function subscribedQueue(Name: string): Promise<string> {
  const sns = new SNSClient(adminOf(gateway.url, accountId, region));
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name }));
  const QueueUrl = await createQueue("outbox");
  const Endpoint = `arn:aws:sqs:${region}:${accountId}:outbox`;
  const Policy = letIn("sns", "sqs:SendMessage", Endpoint, [TopicArn]);
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const Attributes = { RawMessageDelivery: "true" };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes }));
  sns.destroy();
  return QueueUrl;
}

/** Receives all that is visible; the receipts by the messages' bodies. */
async function receive(QueueUrl: string): Promise<Record<string, string>> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Object.fromEntries(Messages.map(({ Body, ReceiptHandle }) => [Body, ReceiptHandle]));
}

async function bodies(QueueUrl: string): Promise<string[]> {
  return Object.keys(await receive(QueueUrl));
}

/** Receives and deletes all that is visible. */
async function take(QueueUrl: string): Promise<string[]> {
  const handles = await receive(QueueUrl);
  for (const ReceiptHandle of Object.values(handles))
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Object.keys(handles);
}

async function after(seconds: number): Promise<void> {
  clock.advance(seconds * 1000);
  await gateway.releaseDue();
}
