// AWS Support's answers, read into our data model. Whatever is missing, null or empty is no reason to lose a case.
import { createHash } from "node:crypto";
import type { Communication, SupportCase } from "@orgwatch/core/support-cases/case";
import * as z from "zod/mini";

/** What DescribeCases tells. `lastActivityAt` knows the newest five communications, which is enough: the newest is among them. */
export type CaseFacts = Omit<SupportCase, "accountId" | "readAt" | "communications">;

const said = z.catch(z.optional(z.string()), undefined);
const list = <Item extends z.ZodMiniType>(item: Item) => z.catch(z.array(item), []);

const communicationAnswer = z.object({
  timeCreated: said,
  submittedBy: said,
  body: said,
  attachmentSet: list(z.object({ attachmentId: said, fileName: said })),
});
const caseAnswer = z.object({
  caseId: z.string().check(z.minLength(1)),
  displayId: said,
  subject: said,
  status: said,
  serviceCode: said,
  categoryCode: said,
  severityCode: said,
  submittedBy: said,
  timeCreated: said,
  language: said,
  ccEmailAddresses: list(z.string()),
  recentCommunications: z.catch(z.object({ communications: list(z.object({ timeCreated: said })) }), {
    communications: [],
  }),
});

/** Stands for a time that AWS did not tell: always the same, so that the same answer is the same item, and sorted last. */
const noTime = "1970-01-01T00:00:00.000Z";
/** Keys of indexes must not be empty. */
const unknown = "unknown";

/** The case in an entry of DescribeCases; none where it has no id. */
export function caseFactsOf(entry: unknown): CaseFacts[] {
  const parsed = caseAnswer.safeParse(entry);
  if (!parsed.success) return [];
  const { recentCommunications, status, severityCode, timeCreated, ...rest } = parsed.data;
  const created = isoTime(timeCreated);
  return [
    {
      ...rest,
      status: status || unknown,
      severityCode: severityCode || unknown,
      timeCreated: created,
      lastActivityAt: newest(
        created,
        recentCommunications.communications.map((one) => isoTime(one.timeCreated)),
      ),
    },
  ];
}

/** The communication in an entry of DescribeCommunications. Its id is a hash of time, author and words: AWS gives it none. */
export function communicationOf(caseId: string, entry: unknown): Communication {
  const parsed = communicationAnswer.safeParse(entry);
  const { timeCreated, submittedBy, body, attachmentSet } = parsed.success
    ? parsed.data
    : { timeCreated: undefined, submittedBy: undefined, body: undefined, attachmentSet: [] };
  const time = isoTime(timeCreated);
  const words = JSON.stringify([time, submittedBy, body, attachmentSet.map(({ fileName }) => fileName)]);
  const id = createHash("sha256").update(words).digest("hex").slice(0, 16);
  return { caseId, id, timeCreated: time, submittedBy, body, attachments: attachmentSet };
}

/** The newest of a time and others, all ISO. */
export function newest(time: string, others: readonly string[]): string {
  return [time, ...others].toSorted().at(-1) ?? time;
}

/** AWS names its zone; a time without one is UTC. */
function isoTime(time: string | undefined): string {
  const zoned = time === undefined || /(Z|[+-]\d{2}:?\d{2})$/.test(time) ? time : `${time}Z`;
  const read = new Date(zoned ?? "");
  return Number.isNaN(read.getTime()) ? noTime : read.toISOString();
}
