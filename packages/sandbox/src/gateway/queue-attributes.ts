// SQS gives a queue's redrive policy back as compact JSON. moto puts spaces in, and Terraform then sees a change in every plan.
import type { Answer } from "./moto-client";
import { isRecord, readRecord } from "./read-json";
import type { ReceivedCall } from "./received-call";

/** moto's answer to GetQueueAttributes in AWS's spelling; every other answer as it is. */
export function asAwsWrites({ service, operation }: ReceivedCall, answer: Answer): Answer {
  if (service !== "sqs" || operation !== "GetQueueAttributes" || answer.status !== 200) return answer;
  const body = readRecord(answer.body.toString());
  if (!isRecord(body.Attributes)) return answer;
  const Attributes = Object.fromEntries(
    Object.entries(body.Attributes).map(([name, value]) => [
      name,
      name === "RedrivePolicy" && typeof value === "string" ? JSON.stringify(JSON.parse(value)) : value,
    ]),
  );
  return { ...answer, body: Buffer.from(JSON.stringify({ ...body, Attributes })) };
}
