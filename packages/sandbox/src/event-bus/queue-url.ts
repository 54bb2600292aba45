// Names a queue to moto.
import type { Arn } from "./arn";

/** SQS reads only the path of a queue's URL. */
export function queueUrl(queue: Arn): string {
  return `http://localhost/${queue.accountId}/${queue.resource}`;
}
