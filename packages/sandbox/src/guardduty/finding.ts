// A GuardDuty finding as its API and its events write it.

/** Resource and action blocks are GuardDuty's own JSON; nothing here looks into them. */
export type Finding = {
  readonly schemaVersion: "2.0";
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly id: string;
  readonly arn: string;
  readonly type: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly service: FindingService;
  readonly severity: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly title: string;
  readonly description: string;
};

export type FindingService = Readonly<Record<string, unknown>> & {
  readonly serviceName: "guardduty";
  readonly detectorId: string;
  readonly eventFirstSeen: string;
  readonly eventLastSeen: string;
  readonly archived: boolean;
  readonly count: number;
};

/** What a new finding says; the rest follows from where and when it is found. */
export type FindingContent = {
  readonly type: string;
  readonly severity: number;
  readonly title: string;
  readonly description: string;
  readonly resource: Readonly<Record<string, unknown>>;
  /** `action`, `additionalInfo`, `resourceRole`, scan details and so on. */
  readonly service: Readonly<Record<string, unknown>>;
};

/** Where a finding is found. */
export type FindingPlace = {
  readonly accountId: string;
  readonly region: string;
  readonly detectorId: string;
};

/** A finding seen for the first time. */
export function newFinding(content: FindingContent, place: FindingPlace, id: string, now: Date): Finding {
  const { accountId, region, detectorId } = place;
  const partition = partitionOf(region);
  const at = now.toISOString();
  return {
    schemaVersion: "2.0",
    accountId,
    region,
    partition,
    id,
    arn: `arn:${partition}:guardduty:${region}:${accountId}:detector/${detectorId}/finding/${id}`,
    type: content.type,
    resource: content.resource,
    service: {
      ...content.service,
      serviceName: "guardduty",
      detectorId,
      eventFirstSeen: at,
      eventLastSeen: at,
      archived: false,
      count: 1,
    },
    severity: content.severity,
    createdAt: at,
    updatedAt: at,
    title: content.title,
    description: content.description,
  };
}

/** The same finding seen once more: one more count, a newer time, and what has changed. */
export function seenAgain(finding: Finding, now: Date, changed: Partial<FindingContent> = {}): Finding {
  const at = now.toISOString();
  const { serviceName, detectorId, eventFirstSeen, archived, count } = finding.service;
  return {
    ...finding,
    ...changed,
    service: {
      ...finding.service,
      ...changed.service,
      serviceName,
      detectorId,
      eventFirstSeen,
      eventLastSeen: at,
      archived,
      count: count + 1,
    },
    updatedAt: at,
  };
}

/** The finding as archived or not. */
export function withArchived(finding: Finding, archived: boolean): Finding {
  return { ...finding, service: { ...finding.service, archived } };
}

/** `aws`, `aws-us-gov` or `aws-cn`. */
export function partitionOf(region: string): string {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}
