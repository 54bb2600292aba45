// What stands below an alert's headline in PagerDuty: everything a notice knows, by readable names.
import type { Fact, Notice } from "@orgwatch/core/notice/notice";
import { plainLine, plainText } from "./plain-line";

type Detail = readonly [label: string, value: string | number];

const sizes = { label: 60, value: 2000, explanation: 10_000, key: 1000 } as const;
/** PagerDuty takes 512 KB in all. What stands beside the facts is limited piece by piece, and stays far below the rest. */
const factsBytes = 400 * 1024;

/** The details in the order in which they are shown. `account` is in words. Facts that would make the event too large are counted only. */
export function detailsOf(
  notice: Notice,
  account: string | undefined,
): Readonly<Record<string, string | number>> {
  const { region, explanation, seen, key } = notice;
  return Object.fromEntries([
    ...detail("Account", account),
    ...detail("Region", region && plainLine(region, sizes.label)),
    ...detail("Explanation", explanation && plainText(explanation, sizes.explanation)),
    ...factDetails(notice.facts),
    ...detail("First seen", seen?.first),
    ...detail("Last seen", seen?.last),
    ...detail("Count", seen?.count),
    ...detail("Key", plainLine(key, sizes.key)),
  ]);
}

function detail(label: string, value: string | number | undefined): Detail[] {
  return value === undefined || value === "" ? [] : [[label, value]];
}

const ownLabels = ["Account", "Region", "Explanation", "First seen", "Last seen", "Count", "Key"];

/** A label that comes again gets a number: a second fact must not replace the first. */
function factDetails(facts: readonly Fact[]): Detail[] {
  const seen = new Map(ownLabels.map((label) => [label, 1]));
  const details: Detail[] = [];
  let bytes = 0;
  for (const fact of facts) {
    const label = plainLine(fact.label, sizes.label);
    const value = plainText(fact.value, sizes.value);
    if (value === "") continue;
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    const next: Detail = [times === 1 ? label : `${label} (${times})`, value];
    bytes += Buffer.byteLength(JSON.stringify(next));
    if (bytes > factsBytes) break;
    details.push(next);
  }
  const left = facts.filter(({ value }) => /\S/.test(value)).length - details.length;
  return left === 0 ? details : [...details, ["More", `${left} facts are not shown here`]];
}
