// The run's documents: always as files for Athena, and in OpenSearch where the configuration names a domain.
import type { rollUp } from "@orgwatch/core/tag-audit/roll-up";
import { tagAuditTable, tagViolatorTable } from "@orgwatch/manifest/tag-report";
import type { WriteRows } from "./report-files";
import { auditRow, reportKey, violatorRow } from "./report-rows";
import { indexOf, indexTemplates, templateOf } from "./search/index-templates";
import { type SendDependencies, sendDocuments } from "./search/send-documents";

export type Documents = ReturnType<typeof rollUp>;

/** Writes both files, over what is there. @throws TryLater while S3 does not take them. */
export async function writeFiles(
  { audits, violators }: Documents,
  runId: string,
  write: WriteRows,
): Promise<void> {
  await write(reportKey(tagAuditTable.name, runId), audits.map(auditRow));
  await write(reportKey(tagViolatorTable.name, runId), violators.map(violatorRow));
}

/**
 * Puts the templates and all documents, over what is there: their ids are the run and what they are about.
 * @throws as `sendDocuments`, and what the domain says of the templates.
 */
export async function indexDocuments(
  { audits, violators }: Documents,
  runId: string,
  dependencies: SendDependencies,
): Promise<void> {
  for (const template of indexTemplates)
    await dependencies.domain.putTemplate(`orgwatch-${template.prefix}`, templateOf(template));
  const documents = [
    ...audits.map((document) => ({
      index: indexOf("aws-tag-audit", runId),
      id: `${runId}/${document.account_id}`,
      document,
    })),
    ...violators.map((document) => ({
      index: indexOf("aws-tag-violator", runId),
      id: `${runId}/${document.account_id}/${document.region}/${document.id}`,
      document,
    })),
  ];
  await sendDocuments(documents, dependencies);
}
