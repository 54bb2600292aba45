// Reads the account files of a run, several at a time, and hands out what is looked for as it comes.
import { inParallel } from "@orgwatch/core/concurrency";
import { parseResource } from "@orgwatch/core/inventory/join-parts";
import { type Match, matchOf, mayMatch, type Query } from "@orgwatch/core/inventory/match-resource";
import type { Resource } from "@orgwatch/core/inventory/resource";
import { wordsOf } from "../words-of-error";
import type { InventoryBucket } from "./inventory-region";

export type Found = { readonly match: Match; readonly resource: Resource };

/** What is looked for; without a query everything that passes. */
export type Search = {
  readonly query: Query | undefined;
  readonly passes: (resource: Pick<Resource, "kind" | "region">) => boolean;
};

/** A file of which not everything could be looked at. */
export type FailedFile = { readonly account: string; readonly reason: string };

/** What a search tells while it goes on. */
export type SearchEvents = {
  readonly found: (one: Found) => void;
  /** The next file was read, or could not be. */
  readonly read: () => void;
};

/** As many streams as one process can unzip and search; more only wait for each other. */
const filesAtATime = 6;

/**
 * Hands out each match and ends when all files are read, or soon after `signal` is aborted. A file that cannot be read is answered and
 * stops no other.
 */
export async function searchFiles(
  files: readonly { readonly account: string; readonly file: string }[],
  search: Search,
  { readLines }: Pick<InventoryBucket, "readLines">,
  signal: AbortSignal,
  { found, read }: SearchEvents,
): Promise<readonly FailedFile[]> {
  const failed: FailedFile[] = [];
  await inParallel(files, filesAtATime, async ({ account, file }) => {
    try {
      if (!signal.aborted) await searchLines(readLines(file, signal), search, signal, found);
    } catch (error) {
      if (!signal.aborted) failed.push({ account, reason: wordsOf(error) });
    }
    read();
  });
  return failed;
}

async function searchLines(
  lines: AsyncIterable<string>,
  { query, passes }: Search,
  signal: AbortSignal,
  found: (one: Found) => void,
): Promise<void> {
  for await (const line of lines) {
    if (signal.aborted) return;
    if (query !== undefined && !mayMatch(query, line)) continue;
    const resource = parseResource(line);
    const match = query === undefined ? "exact" : matchOf(query, resource);
    if (match !== undefined && passes(resource)) found({ match, resource });
  }
}
