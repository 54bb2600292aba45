// Messages that SQS hides for a while (received, or postponed by a lambda): moto counts real time, so skipped time must bring them back.
import { z } from "zod";
import { queueUrl } from "../event-bus/queue-url";
import { arnOf } from "../iam/arn";
import { type Answer, type MotoClient, MotoRefused, type Place } from "./moto-client";
import { isRecord, readRecord, textOf } from "./read-json";
import type { ReceivedCall } from "./received-call";
import { remember } from "./remember";

export type WaitingMessages = {
  /** Remembers what a successful call hides, and forgets what it deletes or shows again. Calls in the query protocol are not followed. */
  readonly follow: (call: ReceivedCall, answer: Answer) => Promise<void>;
  /** Makes visible what would be by now, and says whose queues were fed. Throws MotoRefused unless the message is only gone. */
  readonly releaseDue: () => Promise<void>;
};

export type WaitingMessagesOptions = {
  readonly moto: Pick<MotoClient, "json">;
  readonly queueFed: (queueArn: string) => void;
  readonly now: () => Date;
  /** How many are remembered; the oldest are forgotten and come back in real time. */
  readonly limit?: number;
};

type Queue = Place & { readonly name: string };
type Hidden = { readonly queue: Queue; readonly receiptHandle: string; readonly visibleAt: number };

/** Nothing is waiting at the start. */
export function newWaitingMessages(options: WaitingMessagesOptions): WaitingMessages {
  const { moto, queueFed, now, limit = 10_000 } = options;
  const hidden = newHiddenMessages(limit);
  const timeouts = remember(keyOf, (queue: Queue) => visibilityTimeout(moto, queue));
  const until = (seconds: number): number => now().getTime() + seconds * 1000;

  return {
    follow: async (call, answer) => {
      if (call.service !== "sqs" || call.protocol !== "json") return;
      if (call.operation === "SetQueueAttributes" || call.operation === "CreateQueue") timeouts.forget();
      const queue = queueOf(call);
      if (queue === undefined) return;
      const messages = call.operation === "ReceiveMessage" ? messagesIn(answer) : [];
      if (messages.length > 0) {
        const asked = call.parameters.VisibilityTimeout;
        const visibleAt = until(typeof asked === "number" ? asked : await timeouts.of(queue));
        for (const { MessageId, ReceiptHandle } of messages)
          hidden.add(`${keyOf(queue)}/${MessageId}`, { queue, receiptHandle: ReceiptHandle, visibleAt });
      }
      for (const { receiptHandle, seconds } of changesOf(call))
        hidden.change(receiptHandle, seconds > 0 ? until(seconds) : undefined);
    },
    releaseDue: async () => {
      const due = hidden.takeDue(now().getTime());
      await Promise.all(due.map(({ queue, receiptHandle }) => show(moto, queue, receiptHandle)));
      const fed = new Set(due.map(({ queue }) => arnOf("sqs", queue, queue.name)));
      for (const queueArn of fed) queueFed(queueArn);
    },
  };
}

/** Hidden messages by their ids, because each receipt hides the same message anew. */
function newHiddenMessages(limit: number) {
  const hidden = new Map<string, Hidden>();
  const messageOf = new Map<string, string>();
  const forget = (message: string): void => {
    const handle = hidden.get(message)?.receiptHandle;
    if (handle !== undefined) messageOf.delete(handle);
    hidden.delete(message);
  };
  const add = (message: string, added: Hidden): void => {
    forget(message);
    hidden.set(message, added);
    messageOf.set(added.receiptHandle, message);
    const [oldest] = hidden.size > limit ? hidden.keys() : [];
    if (oldest !== undefined) forget(oldest);
  };
  return {
    add,
    /** Undefined for a message that is visible again or deleted. An older receipt changes nothing. */
    change: (receiptHandle: string, visibleAt: number | undefined): void => {
      const message = messageOf.get(receiptHandle) ?? "";
      const known = hidden.get(message);
      if (known === undefined) return;
      if (visibleAt === undefined) forget(message);
      else add(message, { ...known, visibleAt });
    },
    takeDue: (now: number): readonly Hidden[] => {
      const due = [...hidden].filter(([, { visibleAt }]) => visibleAt <= now);
      for (const [message] of due) forget(message);
      return due.map(([, taken]) => taken);
    },
  };
}

type Change = { readonly receiptHandle: string; readonly seconds: number };

/** For how long the call hides which messages from now on; a deleted message is not hidden any more. */
function changesOf({ operation, parameters }: ReceivedCall): readonly Change[] {
  const asked = operation.endsWith("Batch") ? recordsIn(parameters.Entries) : [parameters];
  const isDeletion = operation === "DeleteMessage" || operation === "DeleteMessageBatch";
  if (!isDeletion && !operation.startsWith("ChangeMessageVisibility")) return [];
  return asked.map(({ ReceiptHandle, VisibilityTimeout }) => ({
    receiptHandle: textOf(ReceiptHandle) ?? "",
    seconds: isDeletion ? 0 : Number(VisibilityTimeout),
  }));
}

async function show(moto: Pick<MotoClient, "json">, queue: Queue, ReceiptHandle: string): Promise<void> {
  try {
    const body = { QueueUrl: urlOf(queue), ReceiptHandle, VisibilityTimeout: 0 };
    await moto.json(queue, "sqs", "AmazonSQS.ChangeMessageVisibility", body);
  } catch (error) {
    if (!(error instanceof MotoRefused && error.status === 400)) throw error;
  }
}

async function visibilityTimeout(moto: Pick<MotoClient, "json">, queue: Queue): Promise<number> {
  const answer = await moto.json(queue, "sqs", "AmazonSQS.GetQueueAttributes", {
    QueueUrl: urlOf(queue),
    AttributeNames: ["VisibilityTimeout"],
  });
  const attributes = isRecord(answer) ? answer.Attributes : undefined;
  return Number(isRecord(attributes) ? attributes.VisibilityTimeout : undefined);
}

/** A queue's URL ends with its account and name; the region is the call's. */
function queueOf({ parameters, region }: ReceivedCall): Queue | undefined {
  const [accountId, name] = (textOf(parameters.QueueUrl) ?? "").split("/").slice(-2);
  return accountId && name ? { accountId, region, name } : undefined;
}

function urlOf({ name, ...place }: Queue): string {
  return queueUrl({ service: "sqs", ...place, resource: name });
}

function keyOf({ region, accountId, name }: Queue): string {
  return `${region}/${accountId}/${name}`;
}

const received = z.object({
  Messages: z.array(z.object({ MessageId: z.string(), ReceiptHandle: z.string() })).default([]),
});

function messagesIn(answer: Answer): z.infer<typeof received>["Messages"] {
  return received.parse(readRecord(answer.body.toString())).Messages;
}

function recordsIn(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
