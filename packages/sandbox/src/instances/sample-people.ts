// Who may own instances in the sandbox, and as whom Orgwatch writes to them: Identity Center's people, IAM users, one account's alias.
import { CreateAccountAliasCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { adminOf } from "../admin";
import { adminJson } from "../admin-call";
import type { SandboxOrganization } from "../organization";
import { canaryAccount, identityStoreId, mailSender } from "./sandbox-tag-policy";

const people = [
  { UserName: "alice", GivenName: "Alice", FamilyName: "Ahmed" },
  { UserName: "bob", GivenName: "Bob", FamilyName: "Brown" },
] as const;

/** By the names of accounts. Most accounts of an organization have no alias. */
const aliases = { "acme-payments-prod": "acme-payments" } as const;

/** Once for each organization. Throws what the AWS SDK throws. */
export async function createSamplePeople(url: string, organization: SandboxOrganization): Promise<void> {
  const { accounts, homeRegion: region, infrasecAccountId, managementAccountId } = organization;
  const store = { endpoint: url, accountId: managementAccountId, region };
  for (const { UserName, GivenName, FamilyName } of people)
    await adminJson(store, "identitystore", "AWSIdentityStore.CreateUser", {
      ...{ IdentityStoreId: identityStoreId, UserName, DisplayName: `${GivenName} ${FamilyName}` },
      Name: { GivenName, FamilyName },
      Emails: [{ Value: `${UserName}@${mailSender.domain}`, Type: "work", Primary: true }],
    });
  for (const { name, id } of accounts) {
    const iam = new IAMClient(adminOf(url, id, region));
    if (name === canaryAccount) await iam.send(new CreateUserCommand({ UserName: "deployer" }));
    const AccountAlias = Object.entries(aliases).find(([account]) => account === name)?.[1];
    if (AccountAlias !== undefined) await iam.send(new CreateAccountAliasCommand({ AccountAlias }));
    iam.destroy();
  }
  const ses = new SESv2Client(adminOf(url, infrasecAccountId, region));
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: mailSender.domain }));
  ses.destroy();
}
