// A DynamoDB table as its manifest declares it.
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { TableIndex, TableManifest } from "@orgwatch/manifest/define-table";
import { tableName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";

export type ManifestTableProps = {
  readonly manifest: TableManifest;
  readonly keyArn: string;
  /** DynamoDB then refuses to delete it, and a destroy says so. */
  readonly deletionProtection?: true;
};

/** Paid by request, encrypted with the region's key, restorable to any second of the last 35 days. */
export class ManifestTable extends Construct {
  constructor(scope: Construct, id: string, { manifest, keyArn, deletionProtection }: ManifestTableProps) {
    super(scope, id);
    const { indexes = [] } = manifest;
    new DynamodbTable(this, "table", {
      name: tableName(manifest.name),
      billingMode: "PAY_PER_REQUEST",
      hashKey: manifest.partitionKey,
      ...(manifest.sortKey === undefined ? {} : { rangeKey: manifest.sortKey }),
      attribute: keysOf(manifest).map((name) => ({ name, type: "S" })),
      ...(indexes.length === 0 ? {} : { globalSecondaryIndex: indexes.map(indexOf) }),
      ...(manifest.expiresAt === undefined
        ? {}
        : { ttl: { attributeName: manifest.expiresAt, enabled: true } }),
      pointInTimeRecovery: { enabled: true },
      ...(deletionProtection === undefined ? {} : { deletionProtectionEnabled: deletionProtection }),
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
    });
  }
}

/** Each attribute that is a key of the table or of an index, once. */
function keysOf({ partitionKey, sortKey, indexes = [] }: TableManifest): readonly string[] {
  const ofIndexes = indexes.flatMap((index) => [index.partitionKey, index.sortKey]);
  return [...new Set([partitionKey, ...(sortKey === undefined ? [] : [sortKey]), ...ofIndexes])];
}

function indexOf({ name, partitionKey, sortKey }: TableIndex) {
  return { name, hashKey: partitionKey, rangeKey: sortKey, projectionType: "ALL" };
}
