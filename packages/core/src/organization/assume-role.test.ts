import { STSClient } from "@aws-sdk/client-sts";
import { type LocalAws, startLocalAws } from "../testing/local-aws";
import { assumeRoleWith } from "./assume-role";

const request = { roleArn: "arn:aws:iam::111111111111:role/inventory", sessionName: "inventory-run-1" };
let aws: LocalAws | undefined;
afterEach(async () => aws?.stop());

async function assumeAnswered(status: number, body: string) {
  aws = await startLocalAws(() => ({ status, body }));
  return assumeRoleWith(new STSClient({ ...aws.client, maxAttempts: 1 }))(request);
}
const refusal = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>not so</Message></Error></ErrorResponse>`;

describe("assumeRoleWith", () => {
  it("begins a session of one hour", async () => {
    const answer =
      "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA1</AccessKeyId>" +
      "<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>" +
      "<Expiration>2030-01-07T10:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
    expect(await assumeAnswered(200, answer)).toEqual({
      accessKeyId: "ASIA1",
      secretAccessKey: "secret",
      sessionToken: "token",
      expiration: new Date("2030-01-07T10:00:00Z"),
    });
    expect(Object.fromEntries(new URLSearchParams(aws?.calls[0]?.body))).toEqual({
      Action: "AssumeRole",
      Version: "2011-06-15",
      RoleArn: request.roleArn,
      RoleSessionName: request.sessionName,
      DurationSeconds: "3600",
    });
  });

  it.each([
    [403, "AccessDenied", "denied", "The role does not exist or does not trust us"],
    [
      403,
      "RegionDisabledException",
      "region-disabled",
      "STS is not activated in this region for the role's account",
    ],
    [503, "ServiceUnavailable", "unavailable", "STS gave no session"],
  ])("tells a %i %s apart", async (status, code, kind, words) => {
    await expect(assumeAnswered(status, refusal(code))).rejects.toMatchObject({
      name: "RoleRefused",
      refusal: kind,
      message: `${words}: ${request.roleArn}`,
    });
  });
});
