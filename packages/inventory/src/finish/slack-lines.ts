// The lines of a run's summary in Slack. Names and AWS's words were written by others: they are escaped and short.

import { globalRegion } from "@orgwatch/core/inventory/run-keys";
import type { Changes, RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { kindsWords, type UnreadGroup } from "@orgwatch/core/inventory/unread-groups";
import { safeCode, safeLine } from "@orgwatch/core/slack-text";

/** How an account is called. */
export type LabelOf = (account: string) => string;

const longestLabel = 60;
const mostKinds = 6;
const mostAccounts = 3;
const mostRegions = 4;

/** «iam/role 5, s3/bucket 3 and 4 of 2 more kinds». */
export function kindWords(kinds: Changes["kinds"], what: "appeared" | "vanished" | "changed"): string {
  const counts = Object.entries(kinds)
    .map(([kind, of]) => [kind, of[what]] as const)
    .filter(([, count]) => count > 0)
    .toSorted(([, one], [, other]) => other - one);
  const shown = counts.slice(0, mostKinds).map(([kind, count]) => `${safeLine(kind, 60)} ${count}`);
  const rest = counts.slice(mostKinds);
  const more = rest.reduce((sum, [, count]) => sum + count, 0);
  return rest.length === 0
    ? shown.join(", ")
    : `${shown.join(", ")} and ${more} of ${rest.length} more kinds`;
}

/** «• `i-0abc` web-1 (ec2/instance, payments-prod (444444444444), eu-west-1)». */
export function namedLine(
  { account, region, kind, id, name }: Changes["firstAppeared"][number],
  labelOf: LabelOf,
): string {
  const called = name === undefined || name === id ? "" : ` ${safeLine(name, 60)}`;
  const place = [kind, labelOf(account ?? ""), region].map((part) => safeLine(part, longestLabel)).join(", ");
  return `• ${safeCode(id, 100)}${called} (${place})`;
}

/** «• s3/bucket in payments-prod (444444444444): 12 before, none now». */
export function droppedLine(
  { account, kind, before }: RunManifest["dropped"][number],
  labelOf: LabelOf,
): string {
  return `• ${safeLine(kind, 60)} in ${safeLine(labelOf(account), longestLabel)}: ${before} before, none now`;
}

/** «• *denied*: every s3/bucket in 4 accounts: one (1…), two (2…), three (3…) and 1 more. AccessDenied: …». */
export function unreadLine(group: UnreadGroup, labelOf: LabelOf): string {
  const { type, kinds, isDetail, accounts, regions, words, failures, hides } = group;
  const hidden = safeLine(failures === 1 && kinds.length === 1 ? hides : kindsWords(kinds, isDetail), 120);
  const who = some(
    accounts.map((account) => safeLine(labelOf(account), longestLabel)),
    mostAccounts,
  );
  const count = accounts.length > 1 ? `${accounts.length} accounts: ` : "";
  return `• *${type}*: ${hidden} in ${count}${who}${regionWords(regions)}. ${safeLine(words, 150)}`;
}

/** «one, two and 3 more». */
export function some(words: readonly string[], most: number): string {
  const shown = words.slice(0, most).join(", ");
  return words.length > most ? `${shown} and ${words.length - most} more` : shown;
}

function regionWords(regions: readonly string[]): string {
  if (regions.includes("*")) return "";
  const named = regions.filter((region) => region !== globalRegion).map((region) => safeLine(region, 30));
  const others = regions.includes(globalRegion) ? ["what belongs to no region"] : [];
  return ` (${some([...others, ...named], mostRegions)})`;
}
