// The queue runtime's AWS end: a lambda's handler is this function's result.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { Environment } from "@orgwatch/manifest/environment";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { sqs } from "./aws";
import { ConfigurationProblem } from "./config";
import { type HandleRecord, runBatch } from "./run-batch";
import { sqsQueues } from "./sqs-queues";
import { lazily, type Tools, toolsOf } from "./tools";

/**
 * The handler of a queue lambda: unwraps each record, runs it alone, reports partial failures, moves what can never succeed to the
 * dead-letter queue with its reason.
 * @throws ConfigurationProblem when the environment is wrong: the whole batch then stays in the queue.
 */
export function onQueue<E extends Environment>(
  manifest: LambdaManifest<E>,
  wire: (tools: Tools<E>) => HandleRecord,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const { trigger } = manifest;
  if (trigger.kind !== "queue") throw new ConfigurationProblem(`${manifest.name} has no queue trigger`);
  const ready = lazily(() => {
    const deadLetterQueueUrl = process.env.ORGWATCH_DEAD_LETTER_QUEUE_URL;
    if (!deadLetterQueueUrl)
      throw new ConfigurationProblem(`${manifest.name}: ORGWATCH_DEAD_LETTER_QUEUE_URL is not set`);
    const tools = toolsOf(manifest);
    return { tools, handle: wire(tools), queues: sqsQueues(sqs(), deadLetterQueueUrl) };
  });
  return (event, context) => {
    const { tools, handle, queues } = ready();
    const log = tools.log.with({ requestId: context.awsRequestId });
    const deadline = new Date(tools.now().getTime() + context.getRemainingTimeInMillis());
    return runBatch(event, handle, { queues, log, receiveLimit: trigger.receiveLimit, deadline });
  };
}
