// A finding's key: the same in the delivery log, in PagerDuty's dedup key and in a button, and enough to find it in GuardDuty again.

/** Where GuardDuty keeps a finding: findings of all accounts are in the administrator account, in their own region. */
export type FindingPlace = { readonly region: string; readonly findingId: string };

/** The id of the button that archives a finding; the part before the colon is how slack-door knows whose it is. */
export const archiveAction = "finding:archive";

/** `guardduty/<region>/<finding id>` */
export function findingKey({ region, findingId }: FindingPlace): string {
  return `guardduty/${region}/${findingId}`;
}

/** The finding of a key, with or without `#for-<team>` behind it; undefined for keys of other things. */
export function findingOfKey(key: string): FindingPlace | undefined {
  const [, region, findingId] = /^guardduty\/([a-z0-9-]+)\/([0-9a-zA-Z-]+)(?:#for-.*)?$/.exec(key) ?? [];
  return region === undefined || findingId === undefined ? undefined : { region, findingId };
}
