// An owner's own mail: only about the instances that carry that owner's address.
import type { ReportLine } from "@orgwatch/core/tag-audit/report-lines";
import { lineTable } from "./line-table";
import { type Mail, mailOf } from "./mail-page";

/** More than this nobody reads; the digest's readers see all. */
const mostLines = 100;

/** The mail, and the violations that it names. */
export function ownerMail(
  runId: string,
  lines: readonly ReportLine[],
  ownerTag: string,
  labelOf: (accountId: string) => string,
): { readonly mail: Mail; readonly named: readonly string[] } {
  const shown = lines.slice(0, mostLines);
  const count = lines.length === 1 ? "1 instance" : `${lines.length} instances`;
  const more = lines.length - shown.length;
  const mail = mailOf(`Your EC2 instances without their tags, ${runId.slice(0, 10)}: ${count}`, [
    {
      kind: "text",
      text: `You get this mail because the tag ${ownerTag} of ${count} names you. Mend the tags, and nothing (more) happens.`,
    },
    lineTable(shown, labelOf),
    ...(more > 0 ? [{ kind: "text" as const, text: `… and ${more} more.` }] : []),
  ]);
  return { mail, named: shown.map(({ violationId }) => violationId) };
}
