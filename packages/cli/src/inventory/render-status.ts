// How the inventory stands, for people.
import type { RunChanges, RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { kindsWords, unreadGroups } from "@orgwatch/core/inventory/unread-groups";
import { accountWords } from "../account-names";
import type { Reader } from "../cases/render-list";
import { columns } from "../columns";
import { localTime } from "../local-time";
import { cleanLine, painter } from "../terminal";
import type { InventoryStatus } from "./inventory-status";
import { accountNamer, changeWords, counted, duration, someOf } from "./inventory-words";

/** More lines than a person reads; `--json` has everything. */
const linesAtMost = 40;

/** What runs now, the last run, and line by line what it could not read and what that hides. */
export function statusAsText(status: InventoryStatus, { timeZone, colours }: Reader): string {
  const { last, latest } = status;
  const lines = [
    ...nowLines(status, timeZone),
    ...(last === undefined ? [] : runLines(last, { timeZone, colours })),
    ...(last?.isPart && latest !== undefined
      ? ["", `The last run over the whole organization is ${cleanLine(latest, 40)}.`]
      : []),
    "",
    `Times are in ${timeZone}.`,
  ];
  return `${lines.join("\n").trimStart()}\n`;
}

/** One run, as its manifest tells it. */
export function runLines(manifest: RunManifest, { timeZone, colours }: Reader): readonly string[] {
  const paint = painter(colours);
  const { run, finishedAt, durationMs, result, isPart } = manifest;
  const isWhole = result === "complete";
  const title = `Run ${cleanLine(run, 40)}, ${isWhole ? "complete" : "PARTIAL"}${isPart ? ", of some accounts or regions only" : ""}`;
  const section = (name: string, rows: readonly (readonly string[])[]) => {
    if (rows.length === 0) return [];
    const shown = columns(rows.slice(0, linesAtMost)).map((line) => `  ${line.trimEnd()}`);
    const more = rows.length - shown.length;
    return ["", paint("red", name), ...shown, ...(more > 0 ? [`  and ${more} more; --json has all`] : [])];
  };
  return [
    "",
    paint(isWhole ? "bold" : "red", title),
    `Finished ${localTime(finishedAt, timeZone)}, after ${duration(durationMs)}.`,
    ...countLines(manifest),
    ...accountLines(manifest),
    ...section("Could not be read:", failureRows(manifest)),
    ...section("There were some the time before, and there are none now:", droppedRows(manifest)),
    ...skippedLines(manifest),
  ];
}

function nowLines({ execution, unfinished, last }: InventoryStatus, timeZone: string): readonly string[] {
  const isRunning = execution?.status === "running";
  const far =
    unfinished &&
    `${unfinished.cells.toLocaleString("en-US")} of ${counted(unfinished.of, "account and region", "accounts and regions")} read`;
  if (unfinished !== undefined && (isRunning || execution === undefined))
    return [`${isRunning ? "Running" : "Not finished"}: ${cleanLine(unfinished.run, 40)}, ${far}.`];
  const started = localTime(execution?.startedAt.toISOString(), timeZone);
  if (isRunning) return [`Running since ${started}.`];
  if (unfinished !== undefined || (execution !== undefined && execution.status !== "succeeded"))
    return [
      `The last run, started ${started}, ended as ${execution?.status}${reasonWords(execution?.reason)}${far === undefined ? "" : `; ${far}`}.`,
    ];
  return last === undefined ? ["No run of the inventory has finished yet: orgwatch inventory run"] : [];
}

function reasonWords(reason: string | undefined): string {
  return reason === undefined ? "" : ` (${cleanLine(reason, 400)})`;
}

/** New accounts and those that left are neither failures nor resources. */
function accountLines({ accountChanges }: RunManifest): readonly string[] {
  const words = (
    what: string,
    accounts: readonly { readonly id: string; readonly name?: string | undefined }[],
  ) =>
    accounts.length === 0
      ? []
      : [
          `${what}: ${someOf(
            accounts.map(({ id, name }) => accountWords(id, name)),
            5,
          )}.`,
        ];
  return [
    ...words("New accounts", accountChanges?.appeared ?? []),
    ...words("Accounts that are gone", accountChanges?.vanished ?? []),
  ];
}

function countLines({ counts, accounts, asked, changes }: RunManifest): readonly string[] {
  const resources = accounts.reduce((sum, account) => sum + account.resources, 0);
  const kinds = Object.values(counts).filter((count) => count > 0).length;
  const cells = accounts.flatMap(({ regions }) => Object.values(regions));
  const results = (["read", "partial", "skipped", "failed", "unfinished"] as const)
    .map((word) => ({ word, count: cells.filter((cell) => cell === word).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count.toLocaleString("en-US")} ${word}`);
  const exempt = asked.exempt.length;
  return [
    `${counted(resources, "resource")} of ${counted(kinds, "kind")} in ${counted(asked.accounts.length, "account")} and ${counted(asked.regions.length, "region")}${exempt === 0 ? "" : `; ${counted(exempt, "account")} left out by configuration`}.`,
    `Accounts and regions: ${results.join(", ") || "none"}.`,
    ...(changes === undefined
      ? []
      : [`Since ${cleanLine(changes.since, 40)}: ${changeWords(changes)}${missedWords(changes)}.`]),
  ];
}

function missedWords({ notCompared = 0 }: Pick<RunChanges, "notCompared">): string {
  return notCompared === 0 ? "" : "; not all could be compared (orgwatch inventory diff names the rest)";
}

function failureRows(manifest: RunManifest): readonly (readonly string[])[] {
  const nameOf = accountNamer(manifest);
  return unreadGroups(manifest).map(({ type, kinds, isDetail, accounts, regions, hides, words }) => [
    type,
    cleanLine(kinds.length === 1 && !isDetail ? String(kinds[0]) : kindsWords(kinds, isDetail), 80),
    someOf(accounts.map(nameOf), 2),
    regions.includes("*") ? "everywhere" : someOf(regions, 3),
    cleanLine(hides, 120),
    cleanLine(words, 160),
  ]);
}

function droppedRows(manifest: RunManifest): readonly (readonly string[])[] {
  const nameOf = accountNamer(manifest);
  return manifest.dropped.map(({ account, kind, before }) => [
    nameOf(account),
    cleanLine(kind, 60),
    `${before.toLocaleString("en-US")} before`,
  ]);
}

function skippedLines(manifest: RunManifest): readonly string[] {
  const nameOf = accountNamer(manifest);
  const byRegions = new Map<string, string[]>();
  for (const { account, regions } of manifest.skipped) {
    const key = regions.join(", ");
    byRegions.set(key, [...(byRegions.get(key) ?? []), nameOf(account)]);
  }
  if (byRegions.size === 0) return [];
  const rows = [...byRegions].map(([regions, accounts]) => [cleanLine(regions, 200), someOf(accounts, 3)]);
  return ["", "Not opted in:", ...columns(rows.slice(0, linesAtMost)).map((line) => `  ${line}`)];
}
