// A support case as the sandbox's AWS Support keeps it, and as its API shows it.

export const severityCodes = ["low", "normal", "high", "urgent", "critical"] as const;
export type SeverityCode = (typeof severityCodes)[number];

export type Attachment = { readonly attachmentId: string; readonly fileName: string };

/** One message of a case. `sequence` orders all that was ever said, and is what a paging token remembers. */
export type Communication = {
  readonly sequence: number;
  readonly body: string;
  readonly submittedBy: string;
  /** ISO with milliseconds. */
  readonly timeCreated: string;
  readonly attachments: readonly Attachment[];
};

export type CaseStatus =
  | "unassigned"
  | "work-in-progress"
  | "pending-customer-action"
  | "customer-action-completed"
  | "reopened"
  | "resolved";

export type SupportCase = {
  readonly sequence: number;
  readonly accountId: string;
  readonly caseId: string;
  /** What people see in the console: digits. */
  readonly displayId: string;
  readonly subject: string;
  readonly status: CaseStatus;
  readonly serviceCode: string;
  readonly categoryCode: string;
  readonly severityCode: SeverityCode;
  readonly submittedBy: string;
  /** ISO with milliseconds. */
  readonly timeCreated: string;
  readonly ccEmailAddresses: readonly string[];
  readonly language: string;
  /** Newest first. */
  readonly communications: readonly Communication[];
};

/** `case-<account>-muen-<year>-<16 hex digits>`, and the 15 digits of the console, both made of one UUID. */
export function caseIdsOf(
  accountId: string,
  now: Date,
  uuid: string,
): { readonly caseId: string; readonly displayId: string } {
  const hex = uuid.replaceAll("-", "").slice(0, 16);
  const digits = (BigInt(`0x${hex}`) % 10n ** 14n).toString().padStart(14, "0");
  return { caseId: `case-${accountId}-muen-${now.getUTCFullYear()}-${hex}`, displayId: `1${digits}` };
}

/** A `Communication` of the API. */
export function communicationJson(caseId: string, communication: Communication) {
  const { sequence: _, attachments, ...shown } = communication;
  return { caseId, ...shown, attachmentSet: attachments, attachments };
}
