// The operations that show cases and their conversations.
import * as z from "zod";
import { type Operation, operation, optionalText, requiredText } from "./operation";
import { pageOf } from "./paging";
import { communicationJson, type SupportCase } from "./support-case";

const time = z.iso
  .datetime({ offset: true, error: "Member must be a time in ISO 8601" })
  .transform((text) => new Date(text).toISOString())
  .nullish();
const times = { afterTime: time, beforeTime: time };
const pages = {
  nextToken: optionalText,
  maxResults: z
    .int("Member must be an integer")
    .min(10, "Member must have value greater than or equal to 10")
    .max(100, "Member must have value less than or equal to 100")
    .nullish(),
};
/** AWS does not say how long a page is when nobody asks; short pages make callers follow tokens. */
const defaultPage = 10;
/** DescribeCases shows so many communications of each case. */
const recent = 5;

const describeCases = operation(
  z.object({
    ...times,
    ...pages,
    caseIdList: z.array(requiredText).max(100, "Member must have length less than or equal to 100").nullish(),
    displayId: optionalText,
    includeResolvedCases: z.boolean("Member must be a boolean").nullish(),
    includeCommunications: z.boolean("Member must be a boolean").nullish(),
    language: optionalText,
  }),
  (input, { cases }, { accountId }) => {
    for (const caseId of input.caseIdList ?? []) cases.get(accountId, caseId);
    const wantedIds = input.caseIdList?.length ? new Set(input.caseIdList) : undefined;
    const found = cases
      .of(accountId)
      .filter(({ caseId }) => wantedIds?.has(caseId) ?? true)
      .filter(({ displayId }) => !input.displayId || displayId === input.displayId)
      .filter(({ language }) => !input.language || language === input.language)
      .filter(({ status }) => input.includeResolvedCases || status !== "resolved")
      .filter((supportCase) => isBetween(supportCase, input));
    const { page, nextToken } = pageOf(found, input.maxResults ?? defaultPage, input.nextToken ?? undefined);
    return {
      cases: page.map((supportCase) => caseJson(supportCase, input.includeCommunications ?? true)),
      nextToken,
    };
  },
);

const describeCommunications = operation(
  z.object({ ...times, ...pages, caseId: requiredText }),
  (input, { cases }, { accountId }) => {
    const { caseId, communications } = cases.get(accountId, input.caseId);
    const found = communications.filter((communication) => isBetween(communication, input));
    const { page, nextToken } = pageOf(found, input.maxResults ?? defaultPage, input.nextToken ?? undefined);
    return {
      communications: page.map((communication) => communicationJson(caseId, communication)),
      nextToken,
    };
  },
);

/** By the API's names. */
export const describeOperations: Readonly<Record<string, Operation>> = {
  DescribeCases: describeCases,
  DescribeCommunications: describeCommunications,
};

type Times = { readonly [Name in keyof typeof times]?: string | null | undefined };

/** AWS looks at when a case was opened, however new its last message is. Both ends belong to the time asked for. */
function isBetween(
  { timeCreated }: { readonly timeCreated: string },
  { afterTime, beforeTime }: Times,
): boolean {
  return (!afterTime || timeCreated >= afterTime) && (!beforeTime || timeCreated <= beforeTime);
}

function caseJson(supportCase: SupportCase, withCommunications: boolean) {
  const { sequence: _, accountId: __, communications, ...shown } = supportCase;
  if (!withCommunications) return shown;
  const { page, nextToken } = pageOf(communications, recent, undefined);
  const shownCommunications = page.map((one) => communicationJson(supportCase.caseId, one));
  return { ...shown, recentCommunications: { communications: shownCommunications, nextToken } };
}
