// Which finding or event something in flight belongs to, so that the journal can show its whole way.
import { z } from "zod";

const event = z.object({
  id: z.string().optional(),
  detail: z.object({ id: z.string() }).optional().catch(undefined),
});

/** The finding's id in an EventBridge event, else the event's own; undefined for anything else. */
export function subjectOf(content: unknown): string | undefined {
  const parsed = event.safeParse(content);
  return parsed.success ? (parsed.data.detail?.id ?? parsed.data.id) : undefined;
}

/** The subject of a message's text. */
export function subjectOfText(text: string): string | undefined {
  try {
    return subjectOf(JSON.parse(text));
  } catch {
    return undefined; // Text that is not JSON has no subject; the message itself goes on unchanged.
  }
}
