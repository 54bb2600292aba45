// What IAM tells of an account: its alias, and the users and roles that a tag may name.
import {
  type IAMClient,
  ListAccountAliasesCommand,
  paginateListRoles,
  paginateListUsers,
} from "@aws-sdk/client-iam";

/** One account's names. All throw what IAM or STS answers: the callers do without. */
export type IamNames = {
  /** Undefined: the account has none, which is ordinary. */
  readonly alias: () => Promise<string | undefined>;
  readonly users: () => Promise<ReadonlySet<string>>;
  readonly roles: () => Promise<ReadonlySet<string>>;
};

/** What IAM's lists hand out at a time. */
const pageSize = 1000;

/** The names behind a client of the account. */
export function iamNames(client: IAMClient): IamNames {
  return {
    alias: async () => (await client.send(new ListAccountAliasesCommand({}))).AccountAliases?.[0],
    users: async () => {
      const names = new Set<string>();
      for await (const { Users } of paginateListUsers({ client, pageSize }, {}))
        for (const { UserName } of Users ?? []) if (UserName) names.add(UserName);
      return names;
    },
    roles: async () => {
      const names = new Set<string>();
      for await (const { Roles } of paginateListRoles({ client, pageSize }, {}))
        for (const { RoleName } of Roles ?? []) if (RoleName) names.add(RoleName);
      return names;
    },
  };
}
