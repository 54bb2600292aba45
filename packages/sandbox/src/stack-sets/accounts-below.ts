// The accounts of a unit and of all units below it. moto looks at the unit's own children only.
import { z } from "zod";
import type { MotoClient } from "../gateway/moto-client";

export type UnitAccount = { readonly id: string; readonly isActive: boolean };

const units = z.object({
  OrganizationalUnits: z.array(z.object({ Id: z.string() })),
  NextToken: z.string().nullish(),
});
const accounts = z.object({
  Accounts: z.array(
    z.object({ Id: z.string(), State: z.string().optional(), Status: z.string().optional() }),
  ),
  NextToken: z.string().nullish(),
});

/** `unitId` may be the root's. Throws MotoRefused when there is no such unit. */
export async function accountsBelow(
  moto: MotoClient,
  managementAccountId: string,
  unitId: string,
): Promise<readonly UnitAccount[]> {
  const found: UnitAccount[] = [];
  for await (const page of pages(moto, managementAccountId, "ListAccountsForParent", unitId)) {
    for (const { Id, State, Status } of accounts.parse(page).Accounts)
      found.push({ id: Id, isActive: (State ?? Status) === "ACTIVE" });
  }
  for await (const page of pages(moto, managementAccountId, "ListOrganizationalUnitsForParent", unitId)) {
    for (const { Id } of units.parse(page).OrganizationalUnits)
      found.push(...(await accountsBelow(moto, managementAccountId, Id)));
  }
  return found;
}

async function* pages(moto: MotoClient, accountId: string, operation: string, ParentId: string) {
  const target = `AWSOrganizationsV20161128.${operation}`;
  let token: string | undefined;
  do {
    const body = { ParentId, ...(token ? { NextToken: token } : {}) };
    const page = await moto.json({ accountId, region: "us-east-1" }, "organizations", target, body);
    yield page;
    token = z.object({ NextToken: z.string().nullish() }).parse(page).NextToken ?? undefined;
  } while (token);
}
