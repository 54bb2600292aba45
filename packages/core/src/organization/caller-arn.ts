// Who this program runs as.
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

/** The ARN of the caller, as AWS says it; no permission is needed for it. Rejects with what the SDK throws. */
export async function callerArn(client: STSClient): Promise<string> {
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  if (Arn === undefined) throw new Error("STS does not say who is calling");
  return Arn;
}
