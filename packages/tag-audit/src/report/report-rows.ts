// The reports as Athena's tables have them: one JSON object a line.
import type { AuditDocument, ViolatorDocument } from "@orgwatch/core/tag-audit/roll-up";
import type { tagAuditTable, tagViolatorTable } from "@orgwatch/manifest/tag-report";

type RowOf<Table extends { readonly columns: readonly { readonly name: string }[] }> = Readonly<
  Record<Table["columns"][number]["name"], unknown>
>;

/** A row of `aws_tag_audit`. Athena knows no column `@timestamp`. */
export function auditRow({ "@timestamp": audited_at, ...rest }: AuditDocument): RowOf<typeof tagAuditTable> {
  return { audited_at, ...rest };
}

/** A row of `aws_tag_violator`; what is not known is null, so that each row has all columns. */
export function violatorRow(document: ViolatorDocument): RowOf<typeof tagViolatorTable> {
  const {
    "@timestamp": audited_at,
    stage = null,
    next_stage = null,
    next_at = null,
    keeper = null,
  } = document;
  const { "@timestamp": _, acts, ...rest } = document;
  const known = acts.map(({ what, outcome, words = null }) => ({ what, outcome, words }));
  return { audited_at, ...rest, stage, next_stage, next_at, keeper, acts: known };
}

/** `reports/<table>/date=<day of the run>/<run>.ndjson.gz`. */
export function reportKey(table: string, runId: string): string {
  return `reports/${table}/date=${runId.slice(0, 10)}/${runId}.ndjson.gz`;
}
