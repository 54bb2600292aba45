import { newBucketDocuments } from "./bucket-documents";
import type { ReceivedCall } from "./received-call";

function call(operation: string, body = ""): ReceivedCall {
  return {
    service: "s3",
    operation,
    region: "us-west-2",
    principal: { accountId: "111111111111", kind: "admin" },
    parameters: { Bucket: "state" },
    protocol: "s3",
    accessKeyId: "111111111111",
    head: { method: "GET", target: "/state", headers: {} },
    body: Buffer.from(body),
  };
}
const ok = (body: string) => ({ status: 200, headers: {}, body: Buffer.from(body) });

it("keeps a policy and gives it back; without one moto answers", () => {
  const documents = newBucketDocuments();
  const answers = [
    documents.answer(call("GetBucket?policy")),
    documents.answer(call("PutBucket?policy", '{"Statement":[]}'))?.status,
    documents.answer(call("GetBucket?policy"))?.body.toString(),
    documents.answer(call("DeleteBucket?policy"))?.status,
    documents.answer(call("GetBucket?policy")),
  ];
  expect(answers).toEqual([undefined, 204, '{"Statement":[]}', 204, undefined]);
});

it("gives lifecycle rules back as they were put, not as moto keeps them", () => {
  const documents = newBucketDocuments();
  const asked = () => documents.follow(call("GetBucket?lifecycle"), ok("<part/>")).body.toString();
  const before = asked();
  documents.follow(call("PutBucket?lifecycle", "<whole/>"), ok(""));
  expect([before, asked()]).toEqual(["<part/>", "<whole/>"]);
});
