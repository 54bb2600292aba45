// The real SDK client against an EC2 on loopback that answers what a test says.
import { EC2Client } from "@aws-sdk/client-ec2";
import { type LocalAnswer, type LocalAws, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { groupReader } from "../group-reader";
import { groupWriter } from "../group-writer";

export const place = { accountId: "444444444444", region: "us-west-2" };
export const groupId = "sg-1";

/** An answer of EC2 or STS with this in it. */
export function ok(inner: string): LocalAnswer {
  return { status: 200, body: `<Answer>${inner}</Answer>` };
}

/** A refusal in EC2's form. */
export function refused(code: string, status = 400): LocalAnswer {
  return {
    status,
    body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`,
  };
}

/** One endpoint for the test file that calls it. Each test sets its `answers`, in order; what comes after them is a 500. */
export function localEc2() {
  let aws: LocalAws;
  let seen = 0;
  const answers: LocalAnswer[] = [];
  const ec2 = {
    answers,
    endpoint: () => aws.client,
    reader: () => groupReader(new EC2Client({ ...aws.client, maxAttempts: 1 }), place),
    writer: () => groupWriter(new EC2Client({ ...aws.client, maxAttempts: 1 }), place),
    /** What was asked in this test, as EC2 reads it; without its version. */
    asked: () =>
      aws.calls.slice(seen).map(({ body }) => {
        const { Version: _, ...fields } = Object.fromEntries(new URLSearchParams(body));
        return fields;
      }),
  };
  beforeAll(async () => {
    aws = await startLocalAws(() => ec2.answers.shift() ?? { status: 500, body: "" });
  });
  afterAll(() => aws.stop());
  beforeEach(() => {
    ec2.answers = [];
    seen = aws.calls.length;
  });
  return ec2;
}
