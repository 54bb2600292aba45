// AWS Support of all accounts. moto knows three operations of cases, but no conversation, no filter for resolved ones, no pages, no plan
// and no event; half of a case in moto and half here would never fit together, so the gateway answers all that is about cases itself.
// Trusted Advisor's calls, which belong to the same API, stay moto's.
import type { Principal } from "../aws-call";
import type { Background } from "../gateway/background";
import { errorAnswer, jsonAnswer } from "../gateway/error-answer";
import type { Answer, Place } from "../gateway/moto-client";
import type { OrganizationLookup } from "../gateway/organization-lookup";
import type { ReceivedCall } from "../gateway/received-call";
import type { EmittedEvent } from "../guardduty/guard-duty";
import { newAttachmentSets } from "./attachment-sets";
import { caseEvent, supportRegion } from "./case-event";
import { newCases } from "./cases";
import { catalogueOperations } from "./catalogue-operations";
import { type CaseChange, type Changed, resolved, withCommunication, withSeverity } from "./change-case";
import { changeOperations } from "./change-operations";
import { describeOperations } from "./describe-operations";
import type { SupportCaller, SupportParts } from "./operation";
import type { Communication, SeverityCode, SupportCase } from "./support-case";
import { SupportRefused } from "./support-refused";

export type AwsSupportOptions = {
  readonly organizations: OrganizationLookup;
  readonly background: Background;
  readonly emit: (event: EmittedEvent, place: Place) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** What no API of a customer can do. All throw SupportRefused when the account has no such case, and resolve when the event is delivered. */
export type SupportCases = {
  readonly answerAsAws: (accountId: string, caseId: string, text: string) => Promise<void>;
  /** AWS has no event for a severity; with a text, AWS says so in the case, which is one. */
  readonly changeSeverity: (
    accountId: string,
    caseId: string,
    severity: SeverityCode,
    text?: string,
  ) => Promise<void>;
  readonly resolveAsAws: (accountId: string, caseId: string) => Promise<void>;
  /** The newest case of any account that is not resolved. */
  readonly newestOpen: () => Pick<SupportCase, "accountId" | "caseId" | "subject"> | undefined;
  /** The account has no support plan from now on: each call about cases is refused. */
  readonly endPlan: (accountId: string) => void;
};

export type AwsSupport = SupportCases & {
  /** The answer to a call about cases; undefined for all others. */
  readonly answer: (call: ReceivedCall, requestId: string) => Promise<Answer | undefined>;
};

const operations = { ...changeOperations, ...describeOperations, ...catalogueOperations };

/** Every account has a plan at the start, and no case. */
export function newAwsSupport(options: AwsSupportOptions): AwsSupport {
  const { now, newId, background } = options;
  const cases = newCases();
  const withoutPlan = new Set<string>();
  let sequence = 0;
  const tell = async (supportCase: SupportCase, changes: readonly CaseChange[]) => {
    const place = { accountId: supportCase.accountId, region: supportRegion };
    for (const change of changes) await options.emit(caseEvent(supportCase, change), place);
  };
  const parts: SupportParts = {
    cases,
    attachmentSets: newAttachmentSets(options),
    tell: (supportCase, changes) => background.run(tell(supportCase, changes)),
    nextSequence: () => ++sequence,
    now,
    newId,
  };
  const change = async (accountId: string, caseId: string, by: (supportCase: SupportCase) => Changed) => {
    const { supportCase, changes } = by(cases.get(accountId, caseId));
    cases.put(supportCase);
    await tell(supportCase, changes);
  };
  const written = (supportCase: SupportCase, text: string) =>
    withCommunication(supportCase, awsSays(text, parts), "AWS", newId());
  return {
    answer: async (call, requestId) => {
      const operation = operations[call.operation];
      if (!operation) return undefined;
      try {
        if (withoutPlan.has(call.principal.accountId)) throw noPlan();
        const run = operation(call.parameters);
        if (call.parameters.dryRun === true) throw dryRun();
        return jsonAnswer(run(parts, await callerOf(call.principal, options.organizations)));
      } catch (error) {
        if (error instanceof SupportRefused) return errorAnswer(call.protocol, error.refusal, requestId);
        throw error;
      }
    },
    answerAsAws: (accountId, caseId, text) =>
      change(accountId, caseId, (supportCase) => written(supportCase, text)),
    changeSeverity: (accountId, caseId, severity, text) =>
      change(accountId, caseId, (before) => {
        const changed = withSeverity(before, severity);
        return text === undefined ? changed : written(changed.supportCase, text);
      }),
    resolveAsAws: (accountId, caseId) => change(accountId, caseId, resolved),
    newestOpen: cases.newestOpen,
    endPlan: (accountId) => withoutPlan.add(accountId),
  };
}

function awsSays(body: string, { nextSequence, now }: SupportParts): Communication {
  const said = { sequence: nextSequence(), submittedBy: "Amazon Web Services", attachments: [] };
  return { ...said, body, timeCreated: now().toISOString() };
}

/** A customer's message is signed with the role's name, if it was a role, and the account's address. */
async function callerOf(
  { accountId, kind, roleName }: Principal,
  organizations: OrganizationLookup,
): Promise<SupportCaller> {
  const organization = await organizations.of(accountId);
  const accounts = organization ? await organizations.accountsOf(organization.managementAccountId) : [];
  const email = accounts.find(({ id }) => id === accountId)?.email ?? `aws+${accountId}@example.com`;
  return { accountId, email, signature: kind === "role" ? `${roleName} (Role) <${email}>` : email };
}

function noPlan(): SupportRefused {
  const message = "Amazon Web Services Premium Support Subscription is required to use this service.";
  return new SupportRefused("SubscriptionRequiredException", message);
}

function dryRun(): SupportRefused {
  const message = "The request would have succeeded, but dryRun is set.";
  return new SupportRefused("DryRunOperationException", message);
}
