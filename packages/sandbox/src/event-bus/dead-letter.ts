// Where a message goes that its target did not take: the dead-letter queue of the rule or subscription, with the reason as AWS gives it.
import { MotoRefused } from "../gateway/moto-client";
import { readArn } from "./arn";
import type { DeliverOptions } from "./deliver-options";
import { queueUrl } from "./queue-url";
import type { Source } from "./resource-policy";

export type FailedDelivery = {
  readonly source: Source;
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
  const refused = `${target.service} ${target.resource} did not take it: ${reason}`;
  const tell = (what: string) => options.journal.record({ stop: "Dead letters", ...place, subject, what });
  if (failed.deadLetterArn === undefined) return tell(`lost, ${refused}`);
  const queue = readArn(failed.deadLetterArn);
  try {
    const refusal = await options.admission.refusal(failed.deadLetterArn, failed.source);
    if (refusal) throw new MotoRefused(403, "NO_PERMISSIONS", refusal);
    await options.moto.json(queue, "sqs", "AmazonSQS.SendMessage", {
      QueueUrl: queueUrl(queue),
      MessageBody: failed.text,
      MessageAttributes: attributes(failed, reason),
    });
    tell(`${queue.resource}: ${refused}`);
    options.queueFed(failed.deadLetterArn);
  } catch (error) {
    if (!(error instanceof MotoRefused)) throw error;
    tell(`lost, ${refused}; nor did the dead-letter queue ${queue.resource}: ${error.message}`);
  }
}

function attributes(failed: FailedDelivery, reason: string) {
  const code = failed.error instanceof MotoRefused ? failed.error.code : "SDK_CLIENT_ERROR";
  const values =
    failed.source.service === "sns.amazonaws.com"
      ? { ErrorCode: code, ErrorMessage: reason }
      : {
          RULE_ARN: failed.source.arn,
          TARGET_ARN: failed.targetArn,
          ERROR_CODE: code,
          ERROR_MESSAGE: reason,
          RETRY_ATTEMPTS: String(failed.tries - 1),
        };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { DataType: "String", StringValue: value || "-" }]),
  );
}
