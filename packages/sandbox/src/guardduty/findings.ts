// Keeps the findings of every account and region, and tells when one is new or was seen again.
import {
  type Finding,
  type FindingContent,
  type FindingPlace,
  newFinding,
  seenAgain,
  withArchived,
} from "./finding";
import { sampleContent } from "./sample-finding";
import type { SampleType } from "./sample-types";

export type Findings = {
  /** A new finding; with the `id` of one that exists, that one seen again. */
  readonly raise: (content: FindingContent, place: FindingPlace, id?: string) => Promise<Finding>;
  /** A sample of this type in this place: new, or seen again as GuardDuty does it. */
  readonly sample: (type: SampleType, place: FindingPlace) => Promise<Finding>;
  /** The findings of some accounts in a region, in the order in which they were found. */
  readonly of: (accountIds: ReadonlySet<string>, region: string) => readonly Finding[];
  readonly find: (id: string) => Finding | undefined;
  readonly setArchived: (ids: readonly string[], archived: boolean) => void;
};

export type FindingsOptions = {
  /** Tells others about a finding that is new or was seen again. An archived one is not told. */
  readonly publish: (finding: Finding) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** Keeps findings in memory. */
export function newFindings({ publish, now, newId }: FindingsOptions): Findings {
  const byId = new Map<string, Finding>();
  const samples = new Map<string, string>();

  const raise: Findings["raise"] = async (content, place, id = newId()) => {
    const existing = byId.get(id);
    const finding = existing ? seenAgain(existing, now(), content) : newFinding(content, place, id, now());
    byId.set(id, finding);
    if (!finding.service.archived) await publish(finding);
    return finding;
  };
  return {
    raise,
    sample: (type, place) => {
      const key = `${place.accountId}/${place.region}/${type.type}`;
      const id = samples.get(key) ?? newId();
      samples.set(key, id);
      return raise(sampleContent(type, place, now()), place, id);
    },
    of: (accountIds, region) =>
      [...byId.values()].filter((finding) => finding.region === region && accountIds.has(finding.accountId)),
    find: (id) => byId.get(id),
    setArchived: (ids, archived) => {
      for (const id of ids) {
        const finding = byId.get(id);
        if (finding) byId.set(id, withArchived(finding, archived));
      }
    },
  };
}
