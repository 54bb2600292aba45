import { STSClient } from "@aws-sdk/client-sts";
import { startLocalAws } from "../testing/local-aws";
import { callerArn } from "./caller-arn";

it.each([
  ["<Arn>arn:aws:iam::222222222222:user/alice</Arn>", "arn:aws:iam::222222222222:user/alice"],
  ["", "Error: STS does not say who is calling"],
])("answers the caller's ARN: %j", async (arn, expected) => {
  const body = `<GetCallerIdentityResponse><GetCallerIdentityResult>${arn}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const local = await startLocalAws(() => ({ status: 200, body }));
  try {
    expect(await callerArn(new STSClient(local.client)).catch(String)).toBe(expected);
  } finally {
    await local.stop();
  }
});
