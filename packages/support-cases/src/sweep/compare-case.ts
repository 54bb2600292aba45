// What differs between a case as AWS Support tells of it now and as the table has it.
import type { SupportCase } from "@orgwatch/core/support-cases/case";
import type { CaseFacts } from "../read-answer";
import type { CaseCall } from "../trail/case-call";

/**
 * `conversation`: it must be read; `facts`: only the case's own item is written. `news` is what people would call it, in CloudTrail's words;
 * undefined when nobody needs to hear of it.
 */
export type Difference = {
  readonly write: "conversation" | "facts";
  readonly news: CaseCall["eventName"] | undefined;
};

/** A time that AWS did not tell is in the year 1970 (read-answer.ts), and so never newer than what is known. */
export function differenceOf(facts: CaseFacts, known: SupportCase | undefined): Difference | undefined {
  if (known === undefined) return { write: "conversation", news: "CreateCase" };
  const activity = facts.lastActivityAt > known.lastActivityAt;
  if (!activity && factsOf(facts) === factsOf(known)) return undefined;
  return { write: activity ? "conversation" : "facts", news: newsOf(facts, known, activity) };
}

function newsOf(facts: CaseFacts, known: SupportCase, activity: boolean): Difference["news"] {
  const [is, was] = [facts.status === "resolved", known.status === "resolved"];
  if (is !== was) return is ? "ResolveCase" : "ReopenCase";
  const other = facts.status !== known.status || facts.severityCode !== known.severityCode;
  return activity || other ? "AddCommunicationToCase" : undefined;
}

function factsOf(one: CaseFacts): string {
  return JSON.stringify([
    one.displayId,
    one.subject,
    one.status,
    one.serviceCode,
    one.categoryCode,
    one.severityCode,
    one.submittedBy,
    one.timeCreated,
    one.language,
    one.ccEmailAddresses,
  ]);
}
