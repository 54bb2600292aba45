// The operations that change a case, or get something ready to change one.
import * as z from "zod";
import { resolved, withCommunication } from "./change-case";
import type { SupportCaller, SupportParts } from "./operation";
import { type Operation, operation, optionalText, optionalTexts, requiredText } from "./operation";
import { type Communication, caseIdsOf, type SupportCase, severityCodes } from "./support-case";

const severity = z.enum(severityCodes, `Member must satisfy enum value set: [${severityCodes.join(", ")}]`);
const writing = {
  communicationBody: requiredText,
  ccEmailAddresses: optionalTexts,
  attachmentSetId: optionalText,
};

const createCase = operation(
  z.object({
    ...writing,
    subject: requiredText,
    serviceCode: optionalText,
    categoryCode: optionalText,
    severityCode: severity.nullish(),
    language: optionalText,
  }),
  (input, parts, caller) => {
    const opening = newCommunication(input, parts, caller);
    const supportCase: SupportCase = {
      sequence: opening.sequence,
      accountId: caller.accountId,
      ...caseIdsOf(caller.accountId, parts.now(), parts.newId()),
      subject: input.subject,
      status: "unassigned",
      serviceCode: input.serviceCode ?? "general-info",
      categoryCode: input.categoryCode ?? "using-aws",
      severityCode: input.severityCode ?? "low",
      submittedBy: caller.email,
      timeCreated: opening.timeCreated,
      ccEmailAddresses: input.ccEmailAddresses ?? [],
      language: input.language ?? "en",
      communications: [opening],
    };
    parts.cases.put(supportCase);
    parts.tell(supportCase, [{ eventName: "CreateCase" }]);
    return { caseId: supportCase.caseId };
  },
);

const addCommunicationToCase = operation(
  z.object({ ...writing, caseId: requiredText }),
  (input, parts, caller) => {
    const before = parts.cases.get(caller.accountId, input.caseId);
    const communication = newCommunication(input, parts, caller);
    const { supportCase, changes } = withCommunication(before, communication, "CUSTOMER", parts.newId());
    const ccEmailAddresses = [...new Set([...before.ccEmailAddresses, ...(input.ccEmailAddresses ?? [])])];
    parts.cases.put({ ...supportCase, ccEmailAddresses });
    parts.tell(supportCase, changes);
    return { result: true };
  },
);

const resolveCase = operation(z.object({ caseId: requiredText }), ({ caseId }, parts, caller) => {
  const before = parts.cases.get(caller.accountId, caseId);
  const { supportCase, changes } = resolved(before);
  parts.cases.put(supportCase);
  parts.tell(supportCase, changes);
  return { initialCaseStatus: before.status, finalCaseStatus: supportCase.status };
});

const addAttachmentsToSet = operation(
  z.object({
    attachmentSetId: optionalText,
    attachments: z.array(z.object({ fileName: requiredText, data: requiredText })),
  }),
  ({ attachmentSetId, attachments }, parts, caller) => {
    const files = attachments.map(({ fileName, data }) => ({
      fileName,
      bytes: Buffer.byteLength(data, "base64"),
    }));
    return parts.attachmentSets.add(caller.accountId, attachmentSetId ?? undefined, files);
  },
);

/** By the API's names. */
export const changeOperations: Readonly<Record<string, Operation>> = {
  CreateCase: createCase,
  AddCommunicationToCase: addCommunicationToCase,
  ResolveCase: resolveCase,
  AddAttachmentsToSet: addAttachmentsToSet,
};

type Written = { readonly communicationBody: string; readonly attachmentSetId?: string | null | undefined };

function newCommunication(
  { communicationBody, attachmentSetId }: Written,
  parts: SupportParts,
  { accountId, signature }: SupportCaller,
): Communication {
  return {
    attachments: parts.attachmentSets.of(accountId, attachmentSetId ?? undefined),
    sequence: parts.nextSequence(),
    body: communicationBody,
    submittedBy: signature,
    timeCreated: parts.now().toISOString(),
  };
}
