// A DynamoDB table as its manifest declares it.
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { TableManifest } from "@orgwatch/manifest/define-table";
import { tableName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";

export type ManifestTableProps = { readonly manifest: TableManifest; readonly keyArn: string };

/** Paid by request, encrypted with the region's key, restorable to any second of the last 35 days. */
export class ManifestTable extends Construct {
  constructor(scope: Construct, id: string, { manifest, keyArn }: ManifestTableProps) {
    super(scope, id);
    const keys = [manifest.partitionKey, ...(manifest.sortKey === undefined ? [] : [manifest.sortKey])];
    new DynamodbTable(this, "table", {
      name: tableName(manifest.name),
      billingMode: "PAY_PER_REQUEST",
      hashKey: manifest.partitionKey,
      ...(manifest.sortKey === undefined ? {} : { rangeKey: manifest.sortKey }),
      attribute: keys.map((name) => ({ name, type: "S" })),
      ...(manifest.expiresAt === undefined
        ? {}
        : { ttl: { attributeName: manifest.expiresAt, enabled: true } }),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
    });
  }
}
