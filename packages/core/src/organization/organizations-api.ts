// AWS Organizations and STS behind `OrganizationAccess`.
import {
  OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
} from "@aws-sdk/client-organizations";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import * as z from "zod/mini";
import { accountStateOf } from "./account";
import type { OrganizationAccess } from "./list-accounts";
import type { RoleSession } from "./role-sessions";
import type { AccountFacts, OrganizationReader } from "./walk-organization";

/** `Status` is what `State` was called before September 2026; not every partition and emulator has the new one. */
const accountSchema = z.pipe(
  z.object({
    Id: z.string(),
    Name: z.optional(z.string()),
    State: z.optional(z.string()),
    Status: z.optional(z.string()),
  }),
  z.transform(
    ({ Id, Name, State, Status }): AccountFacts => ({
      id: Id,
      name: Name ?? Id,
      state: accountStateOf(State ?? Status),
    }),
  ),
);
const unitSchema = z.pipe(
  z.object({ Id: z.string(), Name: z.optional(z.string()) }),
  z.transform(({ Id, Name }) => ({ id: Id, name: Name ?? Id })),
);
const rootSchema = z.pipe(
  z.object({ Id: z.string() }),
  z.transform(({ Id }) => Id),
);

/** Access with the caller's own credentials, or with a role's session; one Organizations client for each of them. */
export function organizationAccess(sts: STSClient, session: RoleSession): OrganizationAccess {
  const readers = new Map<string, OrganizationReader>();
  const readerAs = (roleArn: string | undefined): OrganizationReader => {
    const known = readers.get(roleArn ?? "");
    if (known) return known;
    const client = new OrganizationsClient({
      retryMode: "adaptive",
      maxAttempts: 10,
      ...(roleArn === undefined ? {} : { credentials: () => session(roleArn) }),
    });
    const reader = organizationReader(client);
    readers.set(roleArn ?? "", reader);
    return reader;
  };
  return {
    ownAccountId: async () => z.string().parse((await sts.send(new GetCallerIdentityCommand())).Account),
    asSelf: () => readerAs(undefined),
    asRole: readerAs,
  };
}

/** Reads all pages of each listing; pages may be empty and still have a next one. */
export function organizationReader(client: OrganizationsClient): OrganizationReader {
  return {
    accounts: () => all(paginateListAccounts({ client }, {}), ({ Accounts }) => Accounts, accountSchema),
    roots: () => all(paginateListRoots({ client }, {}), ({ Roots }) => Roots, rootSchema),
    unitsIn: (ParentId) =>
      all(
        paginateListOrganizationalUnitsForParent({ client }, { ParentId }),
        ({ OrganizationalUnits }) => OrganizationalUnits,
        unitSchema,
      ),
    accountsIn: (ParentId) =>
      all(paginateListAccountsForParent({ client }, { ParentId }), ({ Accounts }) => Accounts, accountSchema),
  };
}

async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly unknown[] | undefined,
  schema: z.ZodMiniType<Item>,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) for (const item of itemsOf(page) ?? []) items.push(schema.parse(item));
  return items;
}
