// The summary of a run in Slack: what is new, what is gone, and above all what could not be read.
import { accountWords } from "@orgwatch/core/inventory/account-words";
import { allAccounts, countGaps } from "@orgwatch/core/inventory/gaps";
import type { Changes, NotComparedRow, RunChanges, RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { unreadGroups } from "@orgwatch/core/inventory/unread-groups";
import type { SlackMessage } from "@orgwatch/core/slack/slack-api";
import { cut, safeLine, slackTime } from "@orgwatch/core/slack-text";
import type { Band } from "@orgwatch/manifest/routing";
import { notComparedLine } from "./not-compared-line";
import { droppedLine, kindWords, type LabelOf, namedLine, some, unreadLine } from "./slack-lines";

/** A section takes 3,000 characters, a message about 13,000 in all. */
const section = 2900;
const mostNamed = 5;
const mostUnread = 8;
const mostAccounts = 5;

/** Where the whole manifest is: its key, and a link where the partition has a console. */
export type ManifestPlace = { readonly key: string; readonly link: string | undefined };

/** The message. */
export function slackSummary(manifest: RunManifest, place: ManifestPlace): SlackMessage {
  const names = new Map(manifest.accounts.map(({ account, name }) => [account, name]));
  const labelOf = (account: string) =>
    account === allAccounts ? "all accounts" : accountWords({ account, name: names.get(account) });
  const size = sizeWords(manifest);
  const missed = missedIn(manifest);
  const parts = [
    `${title(manifest)} of ${when(manifest.run)}\n${size}`,
    list("*Could not be read*", unreadGroups(manifest), (one) => unreadLine(one, labelOf), mostUnread),
    ...changeWords(manifest, labelOf),
    notComparedLine(missed, (account) => names.get(account)?.trim() || account),
    list("*Dropped to zero*", manifest.dropped, (one) => droppedLine(one, labelOf), mostNamed),
    place.link === undefined ? `The manifest: ${safeLine(place.key, 300)}` : `<${place.link}|The manifest>`,
  ].filter((part) => part !== "");
  return {
    text: `${manifest.result === "partial" ? "⚠️ PARTIAL inventory" : "Inventory"}: ${size}`,
    blocks: parts.map((text) => ({
      type: "section",
      text: { type: "mrkdwn", text: cut(text, section), verbatim: true },
    })),
  };
}

/** How much a summary weighs, which chooses the channel. */
export function bandOf({ result, dropped }: Pick<RunManifest, "result" | "dropped">): Band {
  if (result === "partial") return "medium";
  return dropped.length > 0 ? "low" : "info";
}

function title({ result }: RunManifest): string {
  return result === "partial" ? "⚠️ *PARTIAL inventory*" : "✅ *Inventory*";
}

function sizeWords(manifest: RunManifest): string {
  const { accounts, asked, counts, skipped, isPart, durationMs } = manifest;
  const resources = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const kinds = Object.values(counts).filter((count) => count > 0).length;
  const cells = accounts.length * (asked.regions.length + 1);
  const gaps = countGaps(manifest);
  const passed = skipped.reduce((sum, { regions }) => sum + regions.length, 0);
  return [
    `${plural(resources, "resource")} of ${plural(kinds, "kind")} in ${plural(accounts.length, "account")} and ${plural(asked.regions.length, "region")}, read in ${duration(durationMs)}.`,
    ...(gaps > 0
      ? [`${amount(gaps)} of ${amount(cells)} places (an account's region) could not be read to their end.`]
      : []),
    ...(passed > 0
      ? [
          `${amount(passed)} ${passed === 1 ? "was" : "were"} skipped: the account has not opted into the region.`,
        ]
      : []),
    ...(asked.exempt.length > 0 ? [`${plural(asked.exempt.length, "account")} exempt.`] : []),
    ...(isPart ? ["Only these accounts and regions were asked for."] : []),
  ].join(" ");
}

function changeWords(manifest: RunManifest, labelOf: LabelOf): string[] {
  const { previous, changes, accountChanges: around } = manifest;
  if (previous === undefined)
    return ["There is no run before to compare with: the next one tells what is new and gone."];
  const since = `since ${when(previous)}`;
  const accounts = [
    ...accountLine("New accounts", around?.appeared),
    ...accountLine("Accounts that are not looked at any more", around?.vanished),
  ];
  if (changes === undefined)
    return [
      ...accounts,
      `Nothing can be compared with the run of ${when(previous)}: they read nothing in common.`,
    ];
  const { appeared, vanished, changed, kinds } = changes;
  if (appeared + vanished + changed === 0) {
    const where = missedIn(manifest).firstNotCompared?.length ? ", where both runs could read" : "";
    return [...accounts, `Nothing is new, gone or changed ${since}${where}.`];
  }
  const told = (what: "appeared" | "vanished", words: string, first: Changes["firstAppeared"]) =>
    changes[what] === 0
      ? `*${words}* ${since}: nothing`
      : list(
          `*${words}* ${since}: ${amount(changes[what])} (${kindWords(kinds, what)})`,
          first,
          (one) => namedLine(one, labelOf),
          mostNamed,
          changes[what],
        );
  const third =
    changed === 0 ? [] : [`*Changed* ${since}: ${amount(changed)} (${kindWords(kinds, "changed")})`];
  return [
    ...accounts,
    told("appeared", "New", changes.firstAppeared),
    told("vanished", "Gone", changes.firstVanished),
    ...third,
  ];
}

/** What was not compared, but new accounts: the summary tells of them anyway. */
function missedIn({
  changes,
  accountChanges,
}: RunManifest): Pick<RunChanges, "notCompared" | "firstNotCompared"> {
  const all = changes?.firstNotCompared ?? [];
  const isNewAccount = ({ regions, kinds, why, by }: NotComparedRow) =>
    regions.includes("*") && kinds === undefined && why === "not-asked" && by === "before";
  const firstNotCompared = all.filter((row) => accountChanges === undefined || !isNewAccount(row));
  const notCompared = (changes?.notCompared ?? 0) - (all.length - firstNotCompared.length);
  return { notCompared, firstNotCompared };
}

function accountLine(
  words: string,
  accounts: readonly { id: string; name?: string | undefined }[] = [],
): string[] {
  if (accounts.length === 0) return [];
  const named = accounts.map(({ id, name }) => safeLine(accountWords({ account: id, name }), 80));
  return [`*${words}*: ${some(named, mostAccounts)}`];
}

/** A heading and its first lines; `count` is how many there are where the items are only the first of them. */
function list<Item>(
  heading: string,
  items: readonly Item[],
  lineOf: (item: Item) => string,
  most: number,
  count = items.length,
): string {
  if (count === 0) return "";
  const shown = items.slice(0, most).map(lineOf);
  const more = shown.length > 0 && count > shown.length ? [`… and ${amount(count - shown.length)} more`] : [];
  return [heading, ...shown, ...more].join("\n");
}

function plural(count: number, what: string): string {
  return `${amount(count)} ${what}${count === 1 ? "" : "s"}`;
}

function amount(count: number): string {
  return count.toLocaleString("en-US");
}

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 1 ? "less than a minute" : plural(minutes, "minute");
}

function when(iso: string): string {
  return slackTime(iso) ?? `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
