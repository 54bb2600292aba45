// The caller's own account over the AWS SDK, with the credentials of the ordinary chain.
import { DescribeRegionsCommand, type EC2Client } from "@aws-sdk/client-ec2";
import {
  type IAMClient,
  ListAccountAliasesCommand,
  paginateListRoles,
  paginateListUsers,
} from "@aws-sdk/client-iam";
import { ec2Enforcer } from "@orgwatch/core/tag-audit/ec2-enforcer";
import { instanceReader } from "@orgwatch/core/tag-audit/ec2-instances";
import { wordsOf } from "../../words-of-error";
import type { KnownPrincipals, OwnAccount } from "./own-account";

/** `region` is asked for what is the same in all regions. The client of IAM is made when it is asked for. */
export function awsOwnAccount(
  region: string,
  ec2In: (region: string) => EC2Client,
  makeIam: () => IAMClient,
): OwnAccount {
  return {
    alias: () =>
      unlessDenied(async () => {
        const { AccountAliases } = await makeIam().send(new ListAccountAliasesCommand({}));
        return AccountAliases?.[0];
      }),
    regions: () =>
      unlessDenied(async () => {
        const { Regions } = await ec2In(region).send(new DescribeRegionsCommand({ AllRegions: true }));
        return new Set((Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []));
      }),
    principals: () => readPrincipals(makeIam()),
    instancesIn: (place) => instanceReader(ec2In(place.region), place),
    enforcerIn: (place) => {
      const client = ec2In(place.region);
      return ec2Enforcer({ ...place, looker: client, actor: client });
    },
  };
}

/** Nothing where the caller has no permission: the audit goes on without what is only nice to know. */
async function unlessDenied<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && /^(AccessDenied|UnauthorizedOperation)/.test(error.name)) return undefined;
    throw error;
  }
}

/** A list that cannot be read is not an empty one: nobody is found missing in it. */
async function readPrincipals(client: IAMClient): Promise<KnownPrincipals> {
  const notes: string[] = [];
  const names = async (what: string, read: () => Promise<Set<string>>) => {
    try {
      return await read();
    } catch (error) {
      notes.push(
        `the account's ${what} could not be read, so that nobody is found missing: ${wordsOf(error)}`,
      );
      return undefined;
    }
  };
  const iamUsers = await names("IAM users", async () => {
    const found = new Set<string>();
    for await (const { Users = [] } of paginateListUsers({ client }, {}))
      for (const { UserName } of Users) if (UserName !== undefined) found.add(UserName);
    return found;
  });
  const roles = await names("roles", async () => {
    const found = new Set<string>();
    for await (const { Roles = [] } of paginateListRoles({ client }, {}))
      for (const { RoleName } of Roles) if (RoleName !== undefined) found.add(RoleName);
    return found;
  });
  return { known: { iamUsers, roles }, notes };
}
