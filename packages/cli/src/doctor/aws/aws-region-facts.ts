// A region of the security account over the AWS SDK.
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { RegionFacts } from "../region-facts";
import { ruleStates } from "./aws-member";
import type { ClientSettings } from "./clients";
import { functionFacts, mappingFacts } from "./lambda-facts";
import { queueFacts, subscriptionFacts } from "./message-facts";
import { parameterFacts, settingValues } from "./parameter-facts";
import { rulesWithoutTarget } from "./rule-targets";
import { keyStates, scheduleStates } from "./schedule-facts";
import { alarmFacts, detectorFact, lastRuns, tableStates } from "./service-facts";

/** Clients are made when they are asked for. */
export function awsRegionFacts(region: string, settings: ClientSettings): RegionFacts {
  return {
    functions: () => functionFacts(new LambdaClient(settings)),
    mappings: () => mappingFacts(new LambdaClient(settings)),
    alarms: () => alarmFacts(new CloudWatchClient(settings)),
    queues: (names) => queueFacts(new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }), names),
    subscriptions: (topic) => subscriptionFacts(new SNSClient(settings), topic),
    rules: (EventBusName) => ruleStates(new EventBridgeClient(settings), { EventBusName }),
    withoutTarget: (bus, rules) => rulesWithoutTarget(new EventBridgeClient(settings), bus, rules),
    tables: (names) => tableStates(new DynamoDBClient(settings), names),
    parameters: (names) => parameterFacts(new SSMClient(settings), names),
    settings: (names) => settingValues(new SSMClient(settings), names),
    lastRuns: (machines) => lastRuns(region, machines, () => new SFNClient(settings)),
    schedules: () => scheduleStates(new SchedulerClient(settings)),
    keys: (aliases) => keyStates(new KMSClient(settings), aliases),
    detector: () => detectorFact(new GuardDutyClient(settings)),
  };
}
