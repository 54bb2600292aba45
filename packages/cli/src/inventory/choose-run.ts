// Runs by the words that a person uses for them.
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { UsageProblem } from "../words-of-error";
import type { StoredRuns } from "./stored-runs";

/** There is no such run, or it has not finished. */
export class NoSuchRun extends Error {
  override readonly name = "NoSuchRun";
}

/** For the help of commands. */
export const runWords =
  "A run is called latest (the last whole one), previous, by a day in UTC (2030-01-07: the last of that day) or by the time when it began.";

/**
 * The manifest of the run: `latest`, `previous`, the beginning of its id (such as its day: the newest that has finished), or its id.
 * @throws NoSuchRun, UsageProblem for words that name no run.
 */
export async function chooseRun(words: string, runs: StoredRuns): Promise<RunManifest> {
  if (words === "latest") return latestRun(runs);
  if (words === "previous") {
    const { run, previous } = await latestRun(runs);
    if (previous === undefined)
      throw new NoSuchRun(`the run ${run} is the first whole one: there is none before it`);
    const manifest = await runs.manifest(previous);
    if (manifest === undefined) throw new NoSuchRun(`the run ${previous} is not in the bucket any more`);
    return manifest;
  }
  if (!/^\d{4}-\d{2}(-\d{2}(T[\d:.]*Z?)?)?$/.test(words)) throw new UsageProblem(runWords);
  return runThatBegins(words, runs);
}

async function latestRun(runs: StoredRuns): Promise<RunManifest> {
  const run = await runs.latest();
  const manifest = run === undefined ? undefined : await runs.manifest(run);
  if (manifest === undefined)
    throw new NoSuchRun(
      "no run over the whole organization has finished yet: orgwatch inventory run starts one, orgwatch inventory status says how far it is",
    );
  return manifest;
}

async function runThatBegins(beginning: string, runs: StoredRuns): Promise<RunManifest> {
  const found = (await runs.ids()).filter((run) => run.startsWith(beginning));
  for (const run of found) {
    const manifest = await runs.manifest(run);
    if (manifest !== undefined) return manifest;
  }
  const [unfinished] = found;
  throw new NoSuchRun(
    unfinished === undefined
      ? `no run began ${beginning.includes("T") ? "at" : "on"} ${beginning} (UTC): orgwatch inventory runs lists all`
      : `the run ${unfinished} has not finished: orgwatch inventory status says how far it is`,
  );
}
