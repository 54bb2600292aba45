// Files in a bucket as tables that Athena reads where they lie, with a place for its answers. Nothing here costs until somebody asks.
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { ReportColumn } from "@orgwatch/manifest/tag-report";
import { Construct } from "constructs";

/** Files of JSON objects, one a line. */
export type AthenaTable = {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly ReportColumn[];
  /** Where its files stand in the bucket, with a slash at the end. */
  readonly prefix: string;
  readonly partition: DayPartition;
  /** Keys in the files are as they are written; without it the reader takes them in lower case. */
  readonly caseSensitive?: boolean;
};

/** A folder for each day. Athena works them out by itself: nothing has to be registered. */
export type DayPartition = {
  /** How far back there are some. */
  readonly days: number;
  /** As Java writes dates: `yyyy-MM-dd`. */
  readonly format: string;
  /** A day as an example, in that format. */
  readonly example: string;
  /** Folders are called `<day>/`; otherwise `date=<day>/`, as Hive has them. */
  readonly isPlain?: boolean;
};

export type AthenaTablesProps = {
  /** The database; Athena takes no hyphens. */
  readonly database: string;
  /** Athena's workgroup, which is where its answers and limits come from. */
  readonly workgroup: string;
  readonly about: string;
  /** Its physical name. */
  readonly bucket: string;
  readonly tables: readonly AthenaTable[];
};

/** A question that would read more than this is stopped: a forgotten date in it must not cost much. */
const mostScannedBytes = 10 * 1024 ** 3;

export class AthenaTables extends Construct {
  constructor(scope: Construct, id: string, props: AthenaTablesProps) {
    super(scope, id);
    const { bucket, tables, about } = props;
    const database = new GlueCatalogDatabase(this, "database", {
      name: props.database,
      description: `What ${about}`,
    });
    for (const table of tables) this.table(table, database.name, bucket);
    new AthenaWorkgroup(this, "workgroup", {
      name: props.workgroup,
      description: `For questions to what ${about}`,
      configuration: {
        bytesScannedCutoffPerQuery: mostScannedBytes,
        resultConfiguration: { outputLocation: `s3://${bucket}/athena-results/` },
      },
    });
  }

  private table(
    { name, comment, columns, ...table }: AthenaTable,
    databaseName: string,
    bucket: string,
  ): void {
    const { partition } = table;
    const location = `s3://${bucket}/${table.prefix}`;
    new GlueCatalogTable(this, name, {
      name,
      description: comment,
      databaseName,
      tableType: "EXTERNAL_TABLE",
      partitionKeys: [{ name: "date", type: "string", comment: `Of the run, UTC: ${partition.example}` }],
      parameters: {
        classification: "json",
        "projection.enabled": "true",
        ...projection(partition, location),
      },
      storageDescriptor: {
        location,
        inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        serDeInfo: {
          serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
          ...(table.caseSensitive && { parameters: { "case.insensitive": "false" } }),
        },
        columns: columns.map(({ name, type, comment }) => ({ name, type, comment })),
      },
    });
  }
}

function projection({ days, format, isPlain }: DayPartition, location: string): Record<string, string> {
  return {
    "projection.date.type": "date",
    "projection.date.format": format,
    "projection.date.range": `NOW-${days}DAYS,NOW`,
    // Terraform would take `${date}` for its own: a second dollar makes it Athena's.
    ...(isPlain && { "storage.location.template": `${location}$$\{date}/` }),
  };
}
