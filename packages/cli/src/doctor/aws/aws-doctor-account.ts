// An account over the AWS SDK, with one person's credentials.
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GuardDutyClient, paginateListOrganizationAdminAccounts } from "@aws-sdk/client-guardduty";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";
import { awsHomeRegion } from "../../aws-home-region";
import { awsCallerAccount } from "../../init/aws-caller-account";
import { awsSecurityAccount } from "../../manual-ops/check/aws-security-account";
import type { DoctorAccount } from "../account-facts";
import { awsMember } from "./aws-member";
import { awsRegionFacts } from "./aws-region-facts";
import { bucketFact } from "./bucket-fact";
import { type Credentials, settingsIn } from "./clients";
import { stackSetFact, stackStatus } from "./stack-facts";

/** `home` is where what has no region is asked. No client is made before it is asked. */
export function awsDoctorAccount(profile: string | undefined, home: string): DoctorAccount {
  const credentials: Credentials = profile === undefined ? {} : { profile };
  const settings = (region: string) => settingsIn(region, credentials);
  const caller = awsCallerAccount({ region: home, ...credentials });
  const accounts = once(caller.accounts);
  return {
    caller: { ...caller, accounts },
    guardDutyAdministrator: (region) => administrator(new GuardDutyClient(settings(region))),
    bucket: (name, owner) => bucketFact(name, owner, settings(home)),
    stackSet: (name) => stackSetFact(new CloudFormationClient(settings(home)), name),
    stackStatus: (region, name) => stackStatus(new CloudFormationClient(settings(region)), name),
    manual: (region) =>
      awsSecurityAccount(() => new SNSClient(settings(region)), new SSMClient(settings(region))),
    in: (region) => awsRegionFacts(region, settings(region)),
    directory: (region) => directory(region, new DynamoDBClient(settings(region)), settings(region)),
    member: (accountId, role) => awsMember({ accountId, role, home }, credentials),
  };
}

async function administrator(client: GuardDutyClient): Promise<string | undefined> {
  for await (const { AdminAccounts = [] } of paginateListOrganizationAdminAccounts({ client }, {}))
    for (const { AdminAccountId, AdminStatus } of AdminAccounts)
      if (AdminStatus === "ENABLED") return AdminAccountId;
  return undefined;
}

async function directory(
  region: string,
  dynamodb: DynamoDBClient,
  settings: ReturnType<typeof settingsIn>,
): ReturnType<DoctorAccount["directory"]> {
  try {
    return await awsHomeRegion(region, dynamodb, () => new SFNClient(settings)).accounts();
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

/** Several checks want the same long list. */
function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
