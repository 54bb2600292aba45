// The queue of case-updates, over the AWS SDK.
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { TryLater } from "@orgwatch/core/errors";
import type { CaseCall } from "./case-call";

/** Hands calls to case-updates. @throws TryLater when SQS does not take one of them; some may have arrived. */
export type HandCalls = (calls: readonly CaseCall[], signal: AbortSignal) => Promise<void>;

/** As many as SQS takes at a time. */
const batch = 10;

/** The queue with this URL. */
export function updatesQueue(client: Pick<SQSClient, "send">, queueUrl: string): HandCalls {
  return async (calls, signal) => {
    for (let start = 0; start < calls.length; start += batch) {
      const refused = await send(client, queueUrl, calls.slice(start, start + batch), signal);
      if (refused !== undefined) throw new TryLater(`case-updates' queue does not take a call: ${refused}`);
    }
  };
}

/** SQS's word for why it refused one, if it did. */
async function send(
  client: Pick<SQSClient, "send">,
  QueueUrl: string,
  calls: readonly CaseCall[],
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const Entries = calls.map((call, index) => ({ Id: String(index), MessageBody: JSON.stringify(call) }));
  try {
    const command = new SendMessageBatchCommand({ QueueUrl, Entries });
    const { Failed = [] } = await client.send(command, { abortSignal });
    return Failed[0] && (Failed[0].Code ?? "unknown");
  } catch (error) {
    throw new TryLater("case-updates' queue cannot be used", { cause: error });
  }
}
