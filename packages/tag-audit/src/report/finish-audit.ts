// The end of a tag audit: files, OpenSearch, mails and Slack, each on its own; what failed is tried again with the step, and only that.
import type { CountMetric } from "@orgwatch/core/count-metric";
import { reasonOf } from "@orgwatch/core/errors";
import { rollUp } from "@orgwatch/core/tag-audit/roll-up";
import { countCanariesMissing } from "@orgwatch/core/tag-audit/trusted-regions";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";
import { canariesMissingMetric } from "@orgwatch/manifest/metrics";
import { tagViolatorTable } from "@orgwatch/manifest/tag-report";
import { oncePart } from "./once-part";
import { type Finished, type ReadDependencies, type RunFacts, readAgain, readFacts } from "./read-facts";
import type { WriteRows } from "./report-files";
import { reportKey } from "./report-rows";
import type { SearchDomain } from "./search/search-domain";
import { type TellDependencies, tellPeople } from "./tell-people";
import { indexDocuments, writeFiles } from "./write-documents";

export type FinishDependencies = Omit<TellDependencies, "list"> &
  Omit<ReadDependencies, "violations"> & {
    readonly violations: ViolationTable;
    readonly write: WriteRows;
    readonly count: CountMetric;
    /** The domain of OpenSearch that the policy names. */
    readonly search: (place: { readonly endpoint: string; readonly region: string }) => SearchDomain;
    /** A link to an object of the bucket, where the partition has a console. */
    readonly linkTo: (key: string) => string | undefined;
  };

/** Parts of the report did not come to their end; the others are done. */
export class ReportIncomplete extends Error {
  override readonly name = "ReportIncomplete";
}

/** A run that could read no account and region at all: it must not end as if it had. */
export class NothingRead extends Error {
  override readonly name = "NothingRead";
}

/** @throws TryLater when the run's facts cannot be read; ReportIncomplete and NothingRead once everything else is done. */
export async function finishAudit(finished: Finished, dependencies: FinishDependencies): Promise<void> {
  const { log, linkTo, violations } = dependencies;
  const facts = await readFacts(finished, dependencies);
  await countCanaries(finished, facts, dependencies.count);
  const { runId } = facts;
  const problems = await writeDown(facts, "", dependencies);
  const key = reportKey(tagViolatorTable.name, runId);
  const told = await tellPeople(facts, { ...dependencies, list: { key, link: linkTo(key) } }).catch(
    (error: unknown) => ({
      warned: [],
      problems: [`nobody was told: ${reasonOf(error)}`],
    }),
  );
  problems.push(...told.problems);
  // The documents were written before anybody was told: once more, with the warnings that were given.
  if (told.warned.length > 0 && problems.length === 0)
    problems.push(
      ...(await writeDown(await readAgain(facts, told.warned, dependencies), "/warned", dependencies)),
    );
  for (const problem of problems) log.error("a part of the report failed", { problem });
  const counts = { accounts: facts.accounts.length, cells: facts.cells.length };
  log.info("tag audit reported", { runId, ...counts, warned: told.warned.length, failed: problems.length });
  if (problems.length > 0) throw new ReportIncomplete(problems.join("; "));
  await violations.putRun({
    runId,
    startedAt: runId,
    finishedAt: dependencies.now().toISOString(),
    ...counts,
  });
  if (!facts.cells.some(({ result }) => result !== "failed"))
    throw new NothingRead("the tag audit could read no account in any region");
}

/** A run over a part of the organization cannot say that all is well, nor may it end the alarm of one that saw all. */
async function countCanaries(
  { accounts, regions }: Finished,
  { cells, expectedCells, policy }: RunFacts,
  count: CountMetric,
): Promise<void> {
  if (accounts === undefined && regions === undefined)
    await count(canariesMissingMetric, countCanariesMissing(cells, expectedCells, policy));
}

/** Files and OpenSearch; what failed, in words. `again` keeps a second writing apart from the first. */
async function writeDown(
  facts: RunFacts,
  again: string,
  dependencies: FinishDependencies,
): Promise<string[]> {
  const { write, search, sleep, log } = dependencies;
  const { runId, policy } = facts;
  const { openSearch } = policy;
  const documents = rollUp(facts);
  const parts: (readonly [string, () => Promise<void>])[] = [
    ["files", () => writeFiles(documents, runId, write)],
  ];
  if (openSearch)
    parts.push([
      "search",
      () => indexDocuments(documents, runId, { domain: search(openSearch), sleep, log }),
    ]);
  const problems: string[] = [];
  for (const [name, work] of parts) {
    try {
      await oncePart(`tag-audit/${runId}/${name}${again}`, work, dependencies);
    } catch (error) {
      problems.push(`${name}: ${reasonOf(error)}`);
    }
  }
  return problems;
}
