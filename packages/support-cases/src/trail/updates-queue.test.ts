import { SQSClient } from "@aws-sdk/client-sqs";
import { type LocalAnswer, type LocalAws, startLocalAws } from "@orgwatch/core/testing/local-aws";
import type { CaseCall } from "./case-call";
import { updatesQueue } from "./updates-queue";

const queueUrl = "https://sqs.us-west-2.amazonaws.com/222222222222/orgwatch-case-updates-support-case-update";
const call = (number: number): CaseCall => ({
  kind: "case-call",
  accountId: "111122223333",
  caseId: `case-${number}`,
  eventName: "CreateCase",
  at: "2030-01-07T09:00:00.000Z",
});
const calls = (count: number) => Array.from({ length: count }, (_, index) => call(index));

type Batch = { readonly QueueUrl: string; readonly Entries: readonly { readonly MessageBody: string }[] };

/** Hands calls to an SQS that answers each batch so. */
async function hand(count: number, answer: (batch: Batch) => LocalAnswer) {
  const local: LocalAws = await startLocalAws(({ body }) => answer(JSON.parse(body)));
  const client = new SQSClient({ ...local.client, maxAttempts: 1, useQueueUrlAsEndpoint: false, md5: false });
  const problem = await updatesQueue(client, queueUrl)(calls(count), new AbortController().signal).catch(
    (error: unknown) => error,
  );
  const batches = local.calls.map(({ body }): Batch => JSON.parse(body));
  await local.stop();
  return { batches, problem };
}

const taken = () => ({ status: 200, body: JSON.stringify({ Successful: [], Failed: [] }) });

it("sends ten at a time", async () => {
  const { batches, problem } = await hand(23, taken);
  expect(problem).toBeUndefined();
  expect(batches.map(({ QueueUrl, Entries }) => [QueueUrl, Entries.length])).toEqual([
    [queueUrl, 10],
    [queueUrl, 10],
    [queueUrl, 3],
  ]);
  expect(batches.flatMap(({ Entries }) => Entries.map(({ MessageBody }) => JSON.parse(MessageBody)))).toEqual(
    calls(23),
  );
});

it("fails when SQS refuses one of a batch, or all", async () => {
  const Failed = [{ Id: "1", SenderFault: false, Code: "InternalError" }];
  const one = await hand(2, () => ({ status: 200, body: JSON.stringify({ Successful: [], Failed }) }));
  const all = await hand(2, () => ({ status: 503, body: "{}" }));
  expect([one.problem, all.problem]).toMatchObject([
    { name: "TryLater", message: "case-updates' queue does not take a call: InternalError" },
    { name: "TryLater", message: "case-updates' queue cannot be used" },
  ]);
});
