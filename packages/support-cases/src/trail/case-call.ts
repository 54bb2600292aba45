// A call about a support case in CloudTrail's words, and what of it is handed to case-updates.
import * as z from "zod/mini";

const eventNames = ["CreateCase", "ResolveCase", "AddCommunicationToCase", "ReopenCase"] as const;

/** "Somebody in this account called this about this case": case-updates reads what became of it. `at` is ISO. */
export type CaseCall = {
  readonly kind: "case-call";
  readonly accountId: string;
  readonly caseId: string;
  readonly eventName: (typeof eventNames)[number];
  readonly at: string;
};

/** The name that stands in each record of AWS Support. Other services have calls of the same names (`cases.amazonaws.com`). */
export const supportSource = "support.amazonaws.com";

const id = z.string().check(z.minLength(1));
/** Only CreateCase learns the id from the answer; the others name it in the request. CloudTrail writes null for either. */
const naming = z.nullish(z.object({ caseId: z.nullish(z.string()) }));
const shape = z.object({
  eventSource: z.literal(supportSource),
  eventName: z.enum(eventNames),
  eventTime: z.iso.datetime(),
  /** Whose case it is; the caller may be of another account. */
  recipientAccountId: id,
  errorCode: z.nullish(z.string()),
  requestParameters: naming,
  responseElements: naming,
});

/** The call that a CloudTrail record tells of; undefined when it is another call, one that failed, or names no case. */
export function caseCallOf(record: unknown): CaseCall | undefined {
  const read = shape.safeParse(record).data;
  if (!read || read.errorCode) return undefined;
  const { recipientAccountId: accountId, eventName, eventTime, requestParameters, responseElements } = read;
  const caseId = responseElements?.caseId || requestParameters?.caseId;
  if (!caseId) return undefined;
  return { kind: "case-call", accountId, caseId, eventName, at: new Date(eventTime).toISOString() };
}
