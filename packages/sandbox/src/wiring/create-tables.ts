// The tables, as Terraform creates them: paid by request, string keys, indexes over everything, expiry where the owner declares it.
import {
  CreateTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { TableManifest } from "@orgwatch/manifest/define-table";
import { tableName } from "@orgwatch/manifest/names";
import { adminOf } from "../admin";

/** Creates one table in one region of an account. */
export async function createTable(
  table: TableManifest,
  place: { readonly endpoint: string; readonly accountId: string; readonly region: string },
): Promise<void> {
  const dynamodb = new DynamoDBClient(adminOf(place.endpoint, place.accountId, place.region));
  const keys = keysOf(table);
  const indexes = table.indexes ?? [];
  const attributes = new Set([...keys, ...indexes.flatMap(keysOf)]);
  const TableName = tableName(table.name);
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: schemaOf(keys),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: schemaOf(keysOf(index)),
          Projection: { ProjectionType: "ALL" },
        })),
      }),
    }),
  );
  if (table.expiresAt === undefined) return;
  const TimeToLiveSpecification = { AttributeName: table.expiresAt, Enabled: true };
  await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

function keysOf({
  partitionKey,
  sortKey,
}: Pick<TableManifest, "partitionKey" | "sortKey">): readonly string[] {
  return sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
}

function schemaOf(keys: readonly string[]): KeySchemaElement[] {
  return keys.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? "HASH" : "RANGE" }));
}
