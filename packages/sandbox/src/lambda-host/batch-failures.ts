// Which messages of a batch Lambda leaves in the queue, by what the handler answered.
import { z } from "zod";

const response = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() });

/**
 * The ids of the messages to hand out again. As in Lambda, no answer or an empty one means that all are done, and an answer that cannot be
 * read, or names a message that was not in the batch, means that all have failed.
 */
export function failedIds(answered: unknown, messageIds: readonly string[]): readonly string[] {
  if (answered === null || answered === undefined) return [];
  const parsed = response.safeParse(answered);
  if (!parsed.success) return messageIds;
  const failed = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => messageIds.includes(id)) ? failed : messageIds;
}
