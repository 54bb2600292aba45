// One case with its conversation. What is in it was written by others: none of it may drive the terminal.
import { supportCaseLink } from "@orgwatch/core/console-link";
import type { Communication } from "@orgwatch/core/support-cases/case";
import { accountWords } from "../account-names";
import { columns } from "../columns";
import { localTime } from "../local-time";
import { cleanLine, painter } from "../terminal";
import type { NamedCase, Reader } from "./render-list";

export type CaseWithConversation = {
  readonly case: NamedCase;
  /** Oldest first. */
  readonly communications: readonly Communication[];
};

/** One document, everything as it is stored. */
export function caseAsJson({ case: one, communications }: CaseWithConversation, region: string): string {
  return `${JSON.stringify({ case: { ...one, link: linkOf(one, region) }, communications }, null, 2)}\n`;
}

/** The case's facts, then each message with its time, author and attachments. `region` chooses the console's partition. */
export function caseAsText(
  { case: one, communications }: CaseWithConversation,
  region: string,
  reader: Reader,
): string {
  const paint = painter(reader.colours);
  const time = (iso: string | undefined) => localTime(iso, reader.timeZone);
  const number = one.displayId ? `${one.displayId} (${one.caseId})` : one.caseId;
  const facts = [
    ["case", number],
    ["account", accountWords(one.accountId, one.accountName)],
    ["status", one.status],
    ["severity", one.severityCode],
    ["service", [one.serviceCode, one.categoryCode].filter((part) => part).join(", ")],
    ["opened", [time(one.timeCreated), one.submittedBy].filter((part) => part).join(" by ")],
    ["copies to", one.ccEmailAddresses.join(", ")],
    ["last activity", time(one.lastActivityAt)],
    ["read", time(one.readAt)],
    ["console", linkOf(one, region) ?? ""],
  ].filter(([, value]) => value !== "");
  const missing = one.communications - communications.length;
  const lines = [
    paint("bold", cleanLine(one.subject || "without a subject", 300)),
    ...columns(facts.map((row) => row.map((cell) => cleanLine(cell, 500)))).map((line) => `  ${line}`),
    ...communications.flatMap((message) => ["", ...messageLines(message, time, paint)]),
    "",
    ...(missing > 0
      ? [paint("yellow", `${missing} of ${one.communications} messages are not in the table.`)]
      : []),
    `Times are in ${reader.timeZone}.`,
  ];
  return `${lines.join("\n")}\n`;
}

function messageLines(
  { timeCreated, submittedBy, body, bodyStart, bodyCut, attachments }: Communication,
  time: (iso: string) => string,
  paint: ReturnType<typeof painter>,
): readonly string[] {
  const cut = bodyCut === undefined ? [] : [`(cut: it had ${bodyCut} characters)`];
  const names = attachments.map(({ fileName, attachmentId }) =>
    cleanLine(fileName || attachmentId || "unnamed", 120),
  );
  return [
    paint("bold", `${time(timeCreated)}  ${cleanLine(submittedBy || "unknown", 200)}`),
    ...[...cleanLines(body ?? bodyStart ?? ""), ...cut].map((line) => `  ${line}`.trimEnd()),
    ...(names.length === 0 ? [] : [`  attached: ${names.join(", ")}`]),
  ];
}

/** The lines of a text with their indentation, without what could drive a terminal or change how a line reads (see `cleanLine`). */
function cleanLines(text: string): readonly string[] {
  if (text.trim() === "") return [];
  return text
    .trimEnd()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replaceAll("\t", "  ").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]+/gu, " "));
}

function linkOf({ displayId }: NamedCase, region: string): string | undefined {
  return displayId ? supportCaseLink(region, displayId) : undefined;
}
