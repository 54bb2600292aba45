// The queues that feed lambdas, from their event source mappings and the queues' own redrive policies.
import {
  type EventSourceMappingConfiguration,
  LambdaClient,
  paginateListEventSourceMappings,
} from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { z } from "zod";
import { adminOf } from "../admin";
import type { QueueSource } from "./deployment";
import type { Place } from "./read-schedules";

export type TargetedQueue = QueueSource & { readonly functionArn: string };

const redrive = z.object({ maxReceiveCount: z.coerce.number().int() });
/** With how many batches at once Lambda begins when a mapping sets no maximum. */
const unsetConcurrency = 5;

/**
 * The queue sources of all functions in one region.
 * @throws Error for mappings that are no queue, do not report failures message by message, or whose queue has no redrive policy.
 */
export async function readQueueSources(place: Place): Promise<TargetedQueue[]> {
  const admin = adminOf(place.endpoint, place.accountId, place.region);
  const sqs = new SQSClient(admin);
  const mappings: EventSourceMappingConfiguration[] = [];
  for await (const page of paginateListEventSourceMappings({ client: new LambdaClient(admin) }, {}))
    mappings.push(...(page.EventSourceMappings ?? []));
  return Promise.all(mappings.map((mapping) => readMapping(mapping, sqs)));
}

async function readMapping(mapping: EventSourceMappingConfiguration, sqs: SQSClient): Promise<TargetedQueue> {
  const { EventSourceArn: queueArn = "", FunctionArn: functionArn = "", FunctionResponseTypes } = mapping;
  if (queueArn.split(":")[2] !== "sqs") throw new Error(`The sandbox cannot feed a lambda from ${queueArn}`);
  if (!FunctionResponseTypes?.includes("ReportBatchItemFailures"))
    throw new Error(`The mapping of ${queueArn} does not report failures message by message`);
  const QueueName = queueArn.split(":").at(-1);
  const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["RedrivePolicy"] }),
  );
  if (Attributes?.RedrivePolicy === undefined)
    throw new Error(`The queue ${queueArn} has no dead-letter queue`);
  return {
    functionArn,
    queueUrl: QueueUrl,
    queueArn,
    batchSize: mapping.BatchSize ?? 10,
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? unsetConcurrency,
    receiveLimit: redrive.parse(JSON.parse(Attributes.RedrivePolicy)).maxReceiveCount,
  };
}
