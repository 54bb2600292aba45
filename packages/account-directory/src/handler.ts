// Accounts of the organization in, table of every region out. What starts a run does not matter.
import { accountsTable } from "@orgwatch/core/accounts-table";
import { dynamodb, sts } from "@orgwatch/core/aws";
import { onSchedule } from "@orgwatch/core/on-schedule";
import { accountSourceOf } from "@orgwatch/core/organization/account-source";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { listAccounts } from "@orgwatch/core/organization/list-accounts";
import { organizationAccess } from "@orgwatch/core/organization/organizations-api";
import { roleSessions, sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { parseRouting } from "@orgwatch/core/routing";
import { accountDirectory } from "../manifest";
import { decideEntries } from "./decide-entries";
import { writeRegions } from "./write-regions";

export const handler = onSchedule(accountDirectory, ({ config, now }) => {
  const sessions = roleSessions({
    assumeRole: assumeRoleWith(sts()),
    sessionName: () => sessionNameOf(accountDirectory.name, now().toISOString()),
    now,
  });
  const organization = organizationAccess(sts(), sessions);
  const tables = config.REGIONS.map((region) => ({
    region,
    table: accountsTable(dynamodb(region), config.ACCOUNTS),
  }));
  return async ({ at }, log) => {
    const routing = parseRouting(await config.ROUTING());
    const source = accountSourceOf(await config.ACCOUNT_SOURCE(), config.ORGANIZATION_ROLE);
    const accounts = await listAccounts(source, organization);
    log.info("accounts read", { source: source.kind, accounts: accounts.length });
    await writeRegions(tables, decideEntries(accounts, routing), at, (summary) =>
      log.info("accounts table written", summary),
    );
  };
});
