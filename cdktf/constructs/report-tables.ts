// The reports of the tag audit as tables for Athena.
import type { ReportTable } from "@orgwatch/manifest/tag-report";
import type { Construct } from "constructs";
import { AthenaTables } from "./athena-tables";

export type ReportTablesProps = {
  /** Its physical name. */
  readonly bucket: string;
  readonly tables: readonly ReportTable[];
  /** How long there are reports. */
  readonly keptDays: number;
};

/** A partition for each day. */
export class ReportTables extends AthenaTables {
  constructor(scope: Construct, id: string, { bucket, tables, keptDays }: ReportTablesProps) {
    super(scope, id, {
      database: "orgwatch_tag_audit",
      workgroup: "orgwatch-tag-audit",
      about: "the tag audit found and did",
      bucket,
      tables: tables.map((table) => ({
        ...table,
        prefix: `reports/${table.name}/`,
        partition: { days: keptDays, format: "yyyy-MM-dd", example: "2030-01-31" },
      })),
    });
  }
}
