// One region of the security account behind `AlertRegion`.
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { ArchiveFindingsCommand, GetFindingsCommand, type GuardDutyClient } from "@aws-sdk/client-guardduty";
import type { SNSClient } from "@aws-sdk/client-sns";
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { deliveryLog } from "@orgwatch/core/delivery-log";
import { parseRouting } from "@orgwatch/core/routing";
import { parameterName, tableName } from "@orgwatch/manifest/names";
import type { AlertRegion, QueueDepth } from "./alert-region";
import { orgwatchRules } from "./aws-rules";
import { detectorOf } from "./aws-sample-account";
import { ringingAlarms, ruleCounts } from "./aws-signs";
import { topicListeners } from "./aws-topic";

/** The clients of the region, made by the caller. */
export type AlertClients = {
  readonly dynamodb: DynamoDBClient;
  readonly events: EventBridgeClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly cloudwatch: CloudWatchClient;
  readonly guardDuty: GuardDutyClient;
  /** The text of an SSM parameter; undefined when there is none. */
  readonly parameter: (name: string) => Promise<string | undefined>;
};

/** The region behind the small type. */
export function awsAlertRegion(region: string, clients: AlertClients): AlertRegion {
  const { dynamodb, events, sns, sqs, cloudwatch, guardDuty, parameter } = clients;
  const log = deliveryLog(dynamodb, tableName("deliveries"));
  return {
    rules: () => orgwatchRules(events),
    listenersOf: (topicArn) => topicListeners(sns, topicArn),
    record: async (key) => (await log.read(key))?.delivery,
    channelNames: () => channelNames(parameter),
    depthOf: (queue) => depthOf(sqs, queue),
    countsOf: (rule, since) => ruleCounts(cloudwatch, rule, since),
    ringing: () => ringingAlarms(cloudwatch),
    archive: async (findingId) => {
      const found = { DetectorId: await detectorOf(region, guardDuty), FindingIds: [findingId] };
      await guardDuty.send(new ArchiveFindingsCommand(found));
      const { Findings = [] } = await guardDuty.send(new GetFindingsCommand(found));
      return Findings[0]?.Service?.Archived ?? false;
    },
  };
}

/** A name is nicer to read than an id, and no reason to fail. */
async function channelNames(parameter: AlertClients["parameter"]): Promise<ReadonlyMap<string, string>> {
  try {
    const setting: unknown = JSON.parse(
      (await parameter(parameterName("infrasec-admin-global", "routing"))) ?? "",
    );
    const { teams } = parseRouting(setting);
    return new Map(
      teams.flatMap(({ channels }) => Object.values(channels).map(({ id, name }) => [id, name] as const)),
    );
  } catch {
    return new Map();
  }
}

async function depthOf(sqs: SQSClient, QueueName: string): Promise<QueueDepth> {
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
      }),
    );
    return {
      waiting: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
      inWork: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
    };
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}
