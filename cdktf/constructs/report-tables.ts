// The reports of the tag audit as tables that Athena reads where they lie, with a place for its answers. Nothing here costs until somebody asks.
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { ReportTable } from "@orgwatch/manifest/tag-report";
import { Construct } from "constructs";

export type ReportTablesProps = {
  /** Its physical name. */
  readonly bucket: string;
  readonly tables: readonly ReportTable[];
  /** How long there are reports. */
  readonly keptDays: number;
};

/** The database; Athena takes no hyphens. */
export const reportDatabase = "orgwatch_tag_audit";
/** Athena's workgroup, which is where its answers and limits come from. */
export const reportWorkgroup = "orgwatch-tag-audit";

/** A question that would read more than this is stopped: a forgotten date in it must not cost much. */
const mostScannedBytes = 10 * 1024 ** 3;

/** A partition for each day, which Athena works out by itself: nothing has to be registered. */
export class ReportTables extends Construct {
  constructor(scope: Construct, id: string, { bucket, tables, keptDays }: ReportTablesProps) {
    super(scope, id);
    const database = new GlueCatalogDatabase(this, "database", {
      name: reportDatabase,
      description: "What the tag audit found and did",
    });
    for (const { name, comment, columns } of tables)
      new GlueCatalogTable(this, name, {
        name,
        description: comment,
        databaseName: database.name,
        tableType: "EXTERNAL_TABLE",
        partitionKeys: [{ name: "date", type: "string", comment: "Of the run, UTC: 2030-01-31" }],
        parameters: {
          classification: "json",
          "projection.enabled": "true",
          "projection.date.type": "date",
          "projection.date.format": "yyyy-MM-dd",
          "projection.date.range": `NOW-${keptDays}DAYS,NOW`,
        },
        storageDescriptor: {
          location: `s3://${bucket}/reports/${name}/`,
          inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
          outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          serDeInfo: { serializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
          columns: columns.map(({ name, type, comment }) => ({ name, type, comment })),
        },
      });
    new AthenaWorkgroup(this, "workgroup", {
      name: reportWorkgroup,
      description: "For questions to the reports of the tag audit",
      configuration: {
        bytesScannedCutoffPerQuery: mostScannedBytes,
        resultConfiguration: { outputLocation: `s3://${bucket}/athena-results/` },
      },
    });
  }
}
