// What the plan of a run wrote down for its scans: the scope, and the people of Identity Center.
import * as z from "zod/mini";
import type { RunFiles } from "../plan/run-files";
import { type RunScope, scopeShape } from "../plan/run-input";

export type RunFacts = { readonly scope: RunScope; readonly people: ReadonlySet<string> | undefined };

/** Reads them once for each run, as long as the process lives. @throws TryLater while S3 cannot be used. */
export function runFactsFrom(files: RunFiles): (runId: string) => Promise<RunFacts> {
  let last: { readonly runId: string; readonly facts: RunFacts } | undefined;
  return async (runId) => {
    if (last?.runId !== runId) last = { runId, facts: await readFacts(files, runId) };
    return last.facts;
  };
}

async function readFacts(files: RunFiles, runId: string): Promise<RunFacts> {
  const scope = z.parse(scopeShape, await files.read(runId, "scope"));
  if (!scope.people) return { scope, people: undefined };
  return { scope, people: new Set(z.parse(z.array(z.string()), await files.read(runId, "people"))) };
}
