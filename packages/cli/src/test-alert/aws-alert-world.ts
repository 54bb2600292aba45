// The clients of test-alert, made when a command asks for them.
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { awsAlertRegion } from "./aws-alert-region";
import { awsSampleAccount } from "./aws-sample-account";
import type { AlertWorld } from "./test-alert-command";

/** A person waits: an address that does not answer is given up. */
const patience = {
  maxAttempts: 6,
  retryMode: "adaptive",
  requestHandler: { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true },
};

/** AWS as the ordinary chain of credentials, or a profile, sees it. `parameterIn` reads an SSM parameter's text. */
export function awsAlertWorld(
  parameterIn: (region: string) => (name: string) => Promise<string | undefined>,
): AlertWorld {
  return {
    regionOf: (region) => {
      const settings = { ...patience, region };
      return awsAlertRegion(region, {
        dynamodb: new DynamoDBClient(settings),
        events: new EventBridgeClient(settings),
        sns: new SNSClient(settings),
        // A queue's URL names the queue only: the host is the endpoint's, also where that is not AWS's own.
        sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
        cloudwatch: new CloudWatchClient(settings),
        guardDuty: new GuardDutyClient(settings),
        parameter: parameterIn(region),
      });
    },
    accountAs: (profile, region) => {
      const settings = { ...patience, region, ...(profile === undefined ? {} : { profile }) };
      return awsSampleAccount(region, new GuardDutyClient(settings), new STSClient(settings));
    },
  };
}
