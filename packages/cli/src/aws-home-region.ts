// The home region over the AWS SDK.
import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { SFNClient } from "@aws-sdk/client-sfn";
import { type AccountEntry, entryOf } from "@orgwatch/core/organization/account-entry";
import { caseTable } from "@orgwatch/core/support-cases/case-table";
import { tableName } from "@orgwatch/manifest/names";
import { awsSweep } from "./aws-sweep";
import type { HomeRegion } from "./home-region";

/** The tables and the sweep of this region; the client of Step Functions is made when it is asked for. */
export function awsHomeRegion(
  region: string,
  dynamodb: DynamoDBClient,
  makeSfn: () => SFNClient,
): HomeRegion {
  return {
    cases: caseTable(dynamodb, tableName("support-cases")),
    accounts: () => scanAccounts(dynamodb),
    sweep: awsSweep(region, "case-sweep", makeSfn),
  };
}

async function scanAccounts(client: DynamoDBClient): Promise<readonly AccountEntry[]> {
  const entries: AccountEntry[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName("accounts") }))
    for (const item of Items) {
      const entry = entryOf(item);
      if (entry) entries.push(entry);
    }
  return entries;
}
