// Keeps the table from which a message learns the name, OU, team and state of an account with one lookup.
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { defineTable } from "@orgwatch/manifest/define-table";
import { nameOf, regions } from "@orgwatch/manifest/environment";
import { anyResource, everyRegion, managementRole, setting, table } from "@orgwatch/manifest/references";
import { bus, schedule } from "@orgwatch/manifest/trigger";

/** Every account of the organization, also closed ones. */
export const accounts = defineTable({
  name: "accounts",
  summary: "Name, OU path, team and state of every account of the organization",
  stack: "infrasec-admin-global",
  partitionKey: "accountId",
});

/** Runs hourly, and at once when Organizations reports a new, moved, closed or removed account. A new name is seen within the hour. */
export const accountDirectory = defineLambda({
  name: "account-directory",
  summary: "Copies the organization's accounts with their names, OUs and teams into a table in each region",
  impact: "Messages name accounts by id only, and new accounts go to the default team",
  stack: "infrasec-admin-global",
  runsIn: "home-region",
  entry: "src/handler.ts",
  trigger: schedule("rate(1 hour)", "hourly", {
    alsoOn: [
      bus("organization-changed", {
        source: ["aws.organizations"],
        detail: {
          eventName: [
            "AcceptHandshake",
            "CloseAccount",
            "CloseAccountResult",
            "CreateAccountResult",
            "LeaveOrganization",
            "MoveAccount",
            "RemoveAccountFromOrganization",
          ],
        },
      }),
    ],
  }),
  timeoutSeconds: 300,
  env: {
    ACCOUNTS: nameOf(table("accounts")),
    ORGANIZATION_ROLE: nameOf(managementRole("OrgListAccountsViewer")),
    REGIONS: regions(),
    ROUTING: setting("routing"),
    ACCOUNT_SOURCE: setting("account-source"),
  },
  allow: [
    allow(["dynamodb:BatchWriteItem", "dynamodb:Scan"], everyRegion(table("accounts"))),
    allow(["sts:AssumeRole"], managementRole("OrgListAccountsViewer")),
    allow(
      [
        "organizations:ListAccounts",
        "organizations:ListAccountsForParent",
        "organizations:ListOrganizationalUnitsForParent",
        "organizations:ListRoots",
      ],
      anyResource({
        because:
          "used where this account is the management account itself; ListAccounts and ListRoots name no resource, and the OUs come and go",
      }),
    ),
  ],
});
