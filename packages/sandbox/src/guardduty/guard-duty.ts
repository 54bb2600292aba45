// GuardDuty as far as moto lacks it: findings, an organization's administrator and configuration, members, tags of detectors.

import { errorAnswer, jsonAnswer } from "../gateway/error-answer";
import { type Answer, type MotoClient, MotoRefused, type Place } from "../gateway/moto-client";
import type { OrganizationLookup } from "../gateway/organization-lookup";
import type { ReceivedCall } from "../gateway/received-call";
import type { Journal } from "../journal";
import { enableMembers, newAdministration } from "./administration";
import { detectorOperations } from "./detector-operations";
import { newDetectors } from "./detectors";
import type { Finding, FindingContent } from "./finding";
import { findingOperations } from "./finding-operations";
import { newFindings } from "./findings";
import { type GuardDutyParts, GuardDutyRefused } from "./operation";
import { organizationOperations } from "./organization-operations";

/** An event that a service puts on an account's default bus. */
export type EmittedEvent = {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type GuardDutyOptions = {
  readonly moto: MotoClient;
  readonly organizations: OrganizationLookup;
  readonly journal: Journal;
  readonly emit: (event: EmittedEvent, place: Place) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
};

export type GuardDuty = {
  /** The answer to a call that moto lacks; undefined for the others. */
  readonly answer: (call: ReceivedCall, requestId: string) => Promise<Answer | undefined>;
  /** A finding that is no sample; with an `id` that exists, that one seen again. The account gets a detector if it has none. */
  readonly raise: (content: FindingContent, place: Place, id?: string) => Promise<Finding>;
  readonly find: (id: string) => Finding | undefined;
  /** A new account of an organization: it gets what the administrator has configured for new ones. */
  readonly joined: (accountId: string) => Promise<void>;
};

const operations = { ...findingOperations, ...organizationOperations, ...detectorOperations };

/** Keeps its state in memory; detectors stay in moto. */
export function newGuardDuty(options: GuardDutyOptions): GuardDuty {
  const { moto, organizations, now, newId } = options;
  const administration = newAdministration(organizations);
  const detectors = newDetectors(moto);
  const findings = newFindings({ now, newId, publish });
  const parts: GuardDutyParts = { findings, detectors, administration, organizations, now };

  async function publish(finding: Finding): Promise<void> {
    const { accountId, region, severity, type, id, service } = finding;
    const what = `${type}, severity ${severity}${service.count > 1 ? `, seen ${service.count} times` : ""}`;
    options.journal.record({ stop: "GuardDuty", accountId, region, subject: id, what });
    const administrator = await administration.administratorOf({ accountId, region });
    const told = new Set([accountId, administrator ?? accountId]);
    const event = { source: "aws.guardduty", "detail-type": "GuardDuty Finding", detail: finding };
    for (const account of told) await options.emit(event, { accountId: account, region });
  }
  return {
    answer: async (call, requestId) => {
      const operation = operations[call.operation];
      const place = { accountId: call.principal.accountId, region: call.region };
      try {
        const json = await operation?.(parts, { place, parameters: call.parameters });
        return json && jsonAnswer(json);
      } catch (error) {
        if (error instanceof GuardDutyRefused) return errorAnswer(call.protocol, error.refusal, requestId);
        if (!(error instanceof MotoRefused)) throw error;
        const { status, code, message } = error;
        return errorAnswer(call.protocol, { status, code, message }, requestId);
      }
    },
    raise: async (content, place, id) => {
      const detectorId = await detectors.ensure(place);
      return findings.raise(content, { ...place, detectorId }, id);
    },
    find: findings.find,
    joined: async (accountId) => {
      const organization = await organizations.of(accountId);
      for (const place of administration.allOf(organization?.managementAccountId ?? "")) {
        await enableMembers(administration, organizations, detectors, place, now(), accountId);
      }
    },
  };
}
