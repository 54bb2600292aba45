// People of member accounts who change security groups, as CloudTrail will tell of them.
import { EC2Client } from "@aws-sdk/client-ec2";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { adminOf } from "../src/admin";
import type { Sandbox } from "../src/sandbox";

/** EC2 as somebody's session of a role of the account, which is made for it. */
export async function ec2AsRole(
  { url, organization }: Sandbox,
  account: string,
  RoleName: string,
  RoleSessionName: string,
): Promise<EC2Client> {
  const own = adminOf(url, account, organization.homeRegion);
  const iam = new IAMClient({ ...own, region: "us-east-1" });
  const sts = new STSClient(own);
  try {
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" },
      ],
    });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const RoleArn = `arn:aws:iam::${account}:role/${RoleName}`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName }));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return new EC2Client({
      ...own,
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      },
    });
  } finally {
    iam.destroy();
    sts.destroy();
  }
}
