// What tells that a case changed: the event of AWS Support, or a call that the trail or the sweep found.
import * as z from "zod/mini";

/** A case that changed. `what` is AWS's word for it (`CreateCase`, …); `at` is ISO. */
export type CaseUpdate = {
  readonly accountId: string;
  readonly caseId: string;
  readonly what: string;
  readonly at: string;
};

const supportEvent = z.pipe(
  z.object({
    source: z.literal("aws.support"),
    "detail-type": z.literal("Support Case Update"),
    account: z.string(),
    time: z.iso.datetime(),
    detail: z.object({ "case-id": z.string(), "event-name": z.string() }),
  }),
  z.transform(
    ({ account, time, detail }): CaseUpdate => ({
      accountId: account,
      caseId: detail["case-id"],
      what: detail["event-name"],
      at: time,
    }),
  ),
);
const caseCall = z.pipe(
  z.object({
    kind: z.literal("case-call"),
    accountId: z.string(),
    caseId: z.string(),
    eventName: z.string(),
    at: z.iso.datetime(),
  }),
  z.transform(
    ({ accountId, caseId, eventName, at }): CaseUpdate => ({ accountId, caseId, what: eventName, at }),
  ),
);
const update = z.union([supportEvent, caseCall]);

/** The update in a record's body; undefined when it is neither. */
export function readUpdate(body: unknown): CaseUpdate | undefined {
  return update.safeParse(body).data;
}
