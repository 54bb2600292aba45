// A GuardDuty finding: what happened, who did it from where, how grave it is, and a link to it.
import { guardDutyFindingLink } from "../../console-link";
import { bandOf } from "../../severity";
import { findingKey } from "../finding-key";
import type { Fact, Reading } from "../notice";
import { fact, isoTime, joined, post } from "./compose";
import type { BusEvent } from "./event";
import { actionFacts } from "./guardduty-action";
import { evidenceFacts } from "./guardduty-evidence";
import { resourceFacts } from "./guardduty-resource";
import { type GuardDutyFinding, type GuardDutyService, guardDutyFinding } from "./guardduty-schema";

/** Reads a finding, also one with most of its fields missing. An archived one is the end of its notice: somebody has dealt with it. */
export function readGuardDutyFinding(event: BusEvent): Reading {
  const finding = guardDutyFinding().parse(event.detail);
  const { service, id } = finding;
  const accountId = finding.accountId ?? event.account;
  const region = finding.region ?? event.region;
  const key =
    id === undefined ? `event/${event.id}` : findingKey({ region: region ?? "unknown", findingId: id });
  const version = isoTime(finding.updatedAt) ?? isoTime(event.time);
  if (service?.archived)
    return version === undefined
      ? { skip: `${key} is archived, since when is not known` }
      : { archived: { key, id: event.id, at: version, by: undefined } };
  return post({
    key,
    version,
    kind: "guardduty-finding",
    weight:
      finding.severity === undefined
        ? { band: "medium" }
        : { band: bandOf(finding.severity), score: finding.severity },
    headline: headline(finding),
    explanation: unmarked(finding.description ?? service?.detection?.sequence?.description),
    accountId,
    region,
    facts: facts(finding),
    seen: {
      first: isoTime(service?.eventFirstSeen ?? finding.createdAt),
      last: isoTime(service?.eventLastSeen ?? finding.updatedAt),
      count: service?.count,
    },
    link:
      region === undefined || id === undefined
        ? undefined
        : { label: "Open in GuardDuty", url: guardDutyFindingLink(region, id) },
    sample: isSample(service),
  });
}

/** GuardDuty's own title is a good sentence; without it, the type says most. */
function headline({ title, type, resource }: GuardDutyFinding): string {
  const sentence = unmarked(title)?.replace(/\.$/, "");
  return sentence || joined([type, resource?.resourceType], " on ") || "GuardDuty finding without a title";
}

/** A text without the mark of a sample, which the message shows in its own way. */
function unmarked(text: string | undefined): string | undefined {
  return text?.replace(/^\[SAMPLE\]\s*/i, "");
}

function facts(finding: GuardDutyFinding): (Fact | undefined)[] {
  const { severity, type, service, resource, associatedAttackSequenceArn } = finding;
  return unique([
    severity === undefined ? fact("Severity", "not stated in the finding, treated as medium") : undefined,
    fact("Finding type", type),
    ...resourceFacts(resource),
    ...actionFacts(service?.action),
    ...evidenceFacts(service),
    fact("Part of attack sequence", associatedAttackSequenceArn?.split("/").at(-1)),
  ]);
}

/** Two blocks of a finding may say the same: the first word on a subject stands, a different one is added. */
function unique(facts: readonly (Fact | undefined)[]): (Fact | undefined)[] {
  return facts.filter(
    (each, index) =>
      !facts.slice(0, index).some((before) => before?.label === each?.label && before?.value === each?.value),
  );
}

/** Samples carry a flag; in some forms it is inside a JSON text. */
function isSample(service: GuardDutyService | undefined): boolean {
  const info = service?.additionalInfo;
  return info?.sample ?? (info?.value !== undefined && /^\{[^{}]*"sample"\s*:\s*true/.test(info.value));
}
