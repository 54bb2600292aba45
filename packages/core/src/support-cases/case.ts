// An AWS Support case as Orgwatch keeps it: all fields of DescribeCases by the names of its API, whose account it is, and how fresh it is.
import * as z from "zod/mini";

const text = z.optional(z.string());

export const attachmentShape = z.object({ attachmentId: text, fileName: text });

/** One message of a case's conversation. AWS gives it no id: `id` is made of its time, author and words. */
export const communicationShape = z.object({
  caseId: z.string(),
  id: z.string(),
  timeCreated: z.string(),
  submittedBy: text,
  /** Undefined when it was too long for a table item: then `bodyCut` tells how many characters it had, and `bodyStart` how it begins. */
  body: text,
  bodyStart: text,
  bodyCut: z.optional(z.number()),
  attachments: z.array(attachmentShape),
});

export const caseShape = z.object({
  caseId: z.string(),
  accountId: z.string(),
  /** What people see in the console, 10 digits or more. */
  displayId: text,
  subject: text,
  /** AWS's words: `resolved`, one of `openStatuses`, or one that is new. */
  status: z.string(),
  serviceCode: text,
  categoryCode: text,
  /** One of `severityCodes`, one that is new, or `unknown` where AWS told none. */
  severityCode: z.string(),
  submittedBy: text,
  timeCreated: z.string(),
  language: text,
  ccEmailAddresses: z.array(z.string()),
  /** The newer of `timeCreated` and the newest communication; ISO. Indexes are sorted by it. */
  lastActivityAt: z.string(),
  /** When the call to AWS Support began that told this; ISO. An older read never overwrites a newer one. */
  readAt: z.string(),
  communications: z.number(),
});

/** What became of an account's last sweep, and when its cases could be read for the last time. */
export const accountResultShape = z.object({
  accountId: z.string(),
  result: z.enum(["ok", "not-entitled", "no-role", "throttled", "suspended", "failed"]),
  /** Why, for everything but `ok`; no secret. */
  reason: text,
  cases: z.number(),
  checkedAt: z.string(),
  /** When all of its cases were read for the last time; undefined when never. */
  lastSuccessAt: text,
  /** Up to which time its cases are known: the next sweep begins a little before. */
  watermark: text,
});

export type Attachment = z.output<typeof attachmentShape>;
export type Communication = z.output<typeof communicationShape>;
export type SupportCase = z.output<typeof caseShape>;
export type AccountResult = z.output<typeof accountResultShape>;

/** AWS's severities, gravest first. */
export const severityCodes = ["critical", "urgent", "high", "normal", "low"] as const;

/** All of AWS's words for a case that is not `resolved`, one that AWS's documents no longer have, and ours (`unknown`) for none. */
export const openStatuses = [
  "unassigned",
  "opened",
  "reopened",
  "work-in-progress",
  "pending-customer-action",
  "customer-action-completed",
  "unknown",
] as const;

/** The sort key `item` of a case itself, and of an account's result. */
export const caseItem = "case";
export const resultItem = "result";
/** The partition of an account's result. */
export function accountPartition(accountId: string): string {
  return `account/${accountId}`;
}
/** `communication#<time>#<id>`: a conversation reads in the order of time. */
export function communicationItem({ timeCreated, id }: Pick<Communication, "timeCreated" | "id">): string {
  return `communication#${timeCreated}#${id}`;
}
