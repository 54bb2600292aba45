// The queue of sg-changes, over the AWS SDK: ten messages at a time, and what SQS refuses of them again.
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { TryLater } from "@orgwatch/core/errors";

/** Hands messages over. @throws TryLater when SQS does not take all of them; some may have arrived. */
export type HandCalls = (bodies: readonly string[]) => Promise<void>;

/** What SQS takes at a time; the bytes are 262,144 with everything around the bodies. */
const mostMessages = 10;
const mostBytes = 250_000;
const waitsMs = [1000, 2000, 4000];

/** The queue with this URL. */
export function callsQueue(
  client: Pick<SQSClient, "send">,
  queueUrl: string,
  sleep: (milliseconds: number) => Promise<void>,
): HandCalls {
  return async (bodies) => {
    for (const batch of batchesOf(bodies)) {
      let left = await send(client, queueUrl, batch);
      for (const ms of waitsMs) {
        if (left.bodies.length === 0) break;
        await sleep(ms);
        left = await send(client, queueUrl, left.bodies);
      }
      if (left.bodies.length > 0)
        throw new TryLater(`sg-changes' queue does not take ${left.bodies.length} calls: ${left.code}`);
    }
  };
}

/** In their order, as many in each batch as SQS takes. */
function batchesOf(bodies: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    const last = batches.at(-1);
    if (last === undefined || last.length === mostMessages || bytes + size > mostBytes) {
      batches.push([body]);
      bytes = size;
    } else {
      last.push(body);
      bytes += size;
    }
  }
  return batches;
}

/** Those that SQS did not take, and its word for why. */
async function send(
  client: Pick<SQSClient, "send">,
  QueueUrl: string,
  bodies: readonly string[],
): Promise<{ readonly bodies: readonly string[]; readonly code: string }> {
  const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  try {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const refused = new Set(Failed.map(({ Id }) => Id));
    return {
      bodies: bodies.filter((_, index) => refused.has(String(index))),
      code: Failed[0]?.Code ?? "unknown",
    };
  } catch (error) {
    throw new TryLater("sg-changes' queue cannot be used", { cause: error });
  }
}
