// The security-group changes of a home region over the AWS SDK.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetQueueUrlCommand, QueueDoesNotExist, type SQSClient } from "@aws-sdk/client-sqs";
import { handOver, NoSuchQueue } from "@orgwatch/core/hand-over";
import { changeTable } from "@orgwatch/core/security-groups/change-table";
import { queueName, tableName } from "@orgwatch/manifest/names";
import { standardPolicy } from "@orgwatch/manifest/security-groups";
import { z } from "zod";
import { NotInThisRegion } from "../home-region";
import type { SgRegion } from "./sg-region";

/** Where the lambda sg-decisions takes decisions from. */
export const decisionsQueue = queueName("sg-decisions", "decisions");

const given = z.string();

/** The table and the queue of this region. A message is given up when `signal` is aborted. */
export function awsSgRegion(
  region: string,
  dynamodb: DynamoDBClient,
  sqs: SQSClient,
  signal: AbortSignal,
): SgRegion {
  const hand = handOver(sqs);
  return {
    // How long changes are kept matters to those who write them, and this program only reads.
    changes: changeTable(dynamodb, tableName("security-group-changes"), async () => standardPolicy.keepDays),
    handDecision: async (decision) => {
      try {
        const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: decisionsQueue }));
        await hand(given.parse(QueueUrl), decision, signal);
      } catch (error) {
        if (error instanceof QueueDoesNotExist || error instanceof NoSuchQueue)
          throw new NotInThisRegion(`queue ${decisionsQueue}`, region);
        throw error;
      }
    },
  };
}
