// Which organization an account belongs to, and that organization's accounts, as moto knows them.
import { z } from "zod";
import { type MotoClient, MotoRefused } from "./moto-client";
import { type Remembered, remember } from "./remember";

/** An organization's id and the account that owns it. */
export type OrganizationIdentity = { readonly id: string; readonly managementAccountId: string };
export type OrganizationMember = { readonly id: string; readonly email: string; readonly isActive: boolean };

export type OrganizationLookup = {
  /** Undefined for an account in no organization. */
  readonly of: (accountId: string) => Promise<OrganizationIdentity | undefined>;
  /** All accounts, the management account too. */
  readonly accountsOf: (managementAccountId: string) => Promise<readonly OrganizationMember[]>;
  readonly forget: () => void;
};

const described = z.object({ Organization: z.object({ Id: z.string(), MasterAccountId: z.string() }) });
const listed = z.object({
  Accounts: z.array(
    z.object({
      Id: z.string(),
      Email: z.string(),
      State: z.string().optional(),
      Status: z.string().optional(),
    }),
  ),
  NextToken: z.string().nullish(),
});

/** Reads through moto and remembers until `forget`. */
export function newOrganizationLookup(moto: MotoClient): OrganizationLookup {
  const organizations = remember(String, (accountId: string) => readOrganization(moto, accountId));
  const accounts: Remembered<string, readonly OrganizationMember[]> = remember(String, (id: string) =>
    readAccounts(moto, id),
  );
  return {
    of: organizations.of,
    accountsOf: accounts.of,
    forget: () => {
      organizations.forget();
      accounts.forget();
    },
  };
}

async function readOrganization(
  moto: MotoClient,
  accountId: string,
): Promise<OrganizationIdentity | undefined> {
  try {
    const answer = await call(moto, accountId, "DescribeOrganization", {});
    const { Organization } = described.parse(answer);
    return { id: Organization.Id, managementAccountId: Organization.MasterAccountId };
  } catch (error) {
    if (error instanceof MotoRefused && error.status < 500) return undefined;
    throw error;
  }
}

async function readAccounts(moto: MotoClient, accountId: string): Promise<readonly OrganizationMember[]> {
  const accounts: OrganizationMember[] = [];
  let token: string | undefined;
  do {
    const page = listed.parse(await call(moto, accountId, "ListAccounts", token ? { NextToken: token } : {}));
    for (const { Id, Email, State, Status } of page.Accounts) {
      accounts.push({ id: Id, email: Email, isActive: (State ?? Status) === "ACTIVE" });
    }
    token = page.NextToken ?? undefined;
  } while (token);
  return accounts;
}

function call(moto: MotoClient, accountId: string, operation: string, body: Record<string, unknown>) {
  const place = { accountId, region: "us-east-1" };
  return moto.json(place, "organizations", `AWSOrganizationsV20161128.${operation}`, body);
}
