// The table of instances in a mail.
import type { ReportLine } from "@orgwatch/core/tag-audit/report-lines";
import { lineWords, utcWords } from "@orgwatch/core/tag-audit/report-words";
import type { MailPart } from "./mail-page";

/** A tag's value has at most 256 characters; the words about several of them may be longer. */
const longest = 400;

/** One row for each line; `labelOf` names the account. */
export function lineTable(lines: readonly ReportLine[], labelOf: (accountId: string) => string): MailPart {
  return {
    kind: "table",
    head: ["Instance", "Name", "Account", "Region", "Owner", "What is wrong", "Since", "What happens"],
    rows: lines.map((line) =>
      [
        line.instanceId,
        line.name ?? "",
        labelOf(line.accountId),
        line.region,
        line.owner ?? "",
        line.problems.join("; "),
        utcWords(line.firstSeenAt),
        lineWords(line),
      ].map(brief),
    ),
  };
}

function brief(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
