// The tables, as Terraform creates them: paid by request, string keys, expiry where the owner declares it.
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import type { TableManifest } from "@orgwatch/manifest/define-table";
import { tableName } from "@orgwatch/manifest/names";
import { adminOf } from "../admin";

/** Creates one table in one region of an account. */
export async function createTable(
  table: TableManifest,
  place: { readonly endpoint: string; readonly accountId: string; readonly region: string },
): Promise<void> {
  const dynamodb = new DynamoDBClient(adminOf(place.endpoint, place.accountId, place.region));
  const keys = [table.partitionKey, ...(table.sortKey === undefined ? [] : [table.sortKey])];
  const TableName = tableName(table.name);
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: keys.map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? "HASH" : "RANGE",
      })),
    }),
  );
  if (table.expiresAt === undefined) return;
  const TimeToLiveSpecification = { AttributeName: table.expiresAt, Enabled: true };
  await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}
