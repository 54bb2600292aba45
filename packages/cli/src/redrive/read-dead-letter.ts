// What a dead letter says of itself. Four hands put messages into such a queue, and each leaves its word in attributes of its own.
import { unwrap } from "@orgwatch/core/envelope";
import { z } from "zod";
import { cleanLine } from "../terminal";
import type { ReceivedMessage } from "./queues";

/** A dead letter for people: every text in it is one clean line. `cutFrom` is the body's whole length in bytes when it was cut. */
export type DeadLetter = {
  readonly id: string;
  readonly firstSentAt: string;
  readonly receives: number;
  /** The ARN of the queue that it was in; undefined when nothing says. */
  readonly origin: string | undefined;
  readonly reason: string;
  readonly about: string;
  readonly cutFrom: number | undefined;
};

/** Reads the marks of whoever gave the message up, trusting SQS's own before attributes, which a publisher can set. */
export function readDeadLetter(message: ReceivedMessage): DeadLetter {
  const { attributes } = message;
  const { origin, reason } = whoGaveUp(message);
  const ours = message.movedFrom === undefined;
  return {
    id: cleanLine(message.id, 100),
    firstSentAt: timeOf(ours ? attributes.firstSentAt : undefined) ?? timeOf(message.sentAt) ?? "unknown",
    receives: countOf(ours ? attributes.receives : undefined) ?? Math.max(0, message.receives - 1),
    origin: origin === undefined ? undefined : cleanLine(origin, 300),
    reason: cleanLine(reason, 1000),
    about: cleanLine(subjectOf(message.body), 100),
    cutFrom: ours ? countOf(attributes.bytes) : undefined,
  };
}

type Verdict = { readonly origin: string | undefined; readonly reason: string };

function whoGaveUp({ attributes, movedFrom, receives }: ReceivedMessage): Verdict {
  if (movedFrom !== undefined) {
    const why = "the lambda ended before it could say why (crash, timeout, a missing permission)";
    const times = Math.max(0, receives - 1);
    return {
      origin: movedFrom,
      reason: `no reason: SQS moved it after it was received ${times} times; ${why}`,
    };
  }
  const { origin, reason } = attributes;
  if (reason !== undefined) return { origin, reason };
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
  const { TARGET_ARN, ERROR_CODE, ERROR_MESSAGE } = attributes;
  if (ERROR_CODE !== undefined)
    return {
      origin: TARGET_ARN,
      reason: `EventBridge could not deliver it: ${ERROR_CODE}: ${ERROR_MESSAGE ?? ""}`,
    };
  const { ErrorCode, ErrorMessage } = attributes;
  if (ErrorCode !== undefined)
    return {
      origin: undefined,
      reason: `SNS or Lambda could not deliver it: ${ErrorCode}: ${ErrorMessage ?? ""}`,
    };
  return { origin, reason: "no reason: whoever put it here left no word" };
}

function timeOf(value: string | Date | undefined): string | undefined {
  const time = new Date(value ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function countOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

const word = z.string().optional().catch(undefined);
const known = z.object({
  id: word,
  type: word,
  AlarmName: word,
  "detail-type": word,
  detail: z.object({ id: word, type: word, eventName: word }).optional().catch(undefined),
});

/** The finding, event or alarm by its kind and id, else the first words. */
function subjectOf(raw: string): string {
  const { body, subject } = unwrap(raw);
  const { data } = known.safeParse(body);
  const parts = data
    ? [
        data["detail-type"],
        data.detail?.type ?? data.detail?.eventName ?? data.type,
        data.detail?.id ?? data.id,
      ]
    : [];
  const named = parts.filter((part) => part !== undefined).join(" ");
  if (data?.AlarmName !== undefined) return `alarm ${data.AlarmName}`;
  if (named !== "") return named;
  return subject ?? (typeof body === "string" ? body : raw).slice(0, 1000);
}
