// Where an event goes that its target did not take: the target's dead-letter queue, with the reason as EventBridge gives it.
import { MotoRefused } from "../gateway/moto-client";
import { readArn } from "./arn";
import { type DeliverOptions, queueUrl } from "./deliver";

export type FailedDelivery = {
  readonly ruleArn: string;
  readonly targetArn: string;
  readonly deadLetterArn: string | undefined;
  readonly text: string;
  readonly subject: string | undefined;
  readonly tries: number;
  readonly error: unknown;
};

/** Writes it to the dead-letter queue and the journal. Without a queue, or when that fails too, the journal says that it is lost. */
export async function toDeadLetters(options: DeliverOptions, failed: FailedDelivery): Promise<void> {
  const target = readArn(failed.targetArn);
  const reason = failed.error instanceof Error ? failed.error.message : String(failed.error);
  const place = { accountId: target.accountId, region: target.region };
  const subject = failed.subject;
  if (failed.deadLetterArn === undefined) {
    const what = `lost, ${target.service} ${target.resource} did not take it: ${reason}`;
    options.journal.record({ stop: "Dead letters", ...place, subject, what });
    return;
  }
  const queue = readArn(failed.deadLetterArn);
  const what = `${queue.resource}: ${target.service} ${target.resource} did not take it: ${reason}`;
  try {
    await options.moto.json(queue, "sqs", "AmazonSQS.SendMessage", {
      QueueUrl: queueUrl(queue),
      MessageBody: failed.text,
      MessageAttributes: attributes(failed, reason),
    });
    options.journal.record({ stop: "Dead letters", ...place, subject, what });
    options.queueFed(failed.deadLetterArn);
  } catch (error) {
    if (!(error instanceof MotoRefused)) throw error;
    options.journal.record({ stop: "Dead letters", ...place, subject, what: `lost, no ${what}` });
  }
}

function attributes(failed: FailedDelivery, reason: string) {
  const values = {
    RULE_ARN: failed.ruleArn,
    TARGET_ARN: failed.targetArn,
    ERROR_CODE: failed.error instanceof MotoRefused ? failed.error.code : "SDK_CLIENT_ERROR",
    ERROR_MESSAGE: reason,
    RETRY_ATTEMPTS: String(failed.tries - 1),
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { DataType: "String", StringValue: value || "-" }]),
  );
}
