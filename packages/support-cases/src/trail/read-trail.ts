// From S3's notification to calls in case-updates' queue: each file alone, so that a bad one takes no other with it.
import { inParallel } from "@orgwatch/core/concurrency";
import { NeverAgain, TryLater, verdictOf } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import { findCalls } from "./find-calls";
import { type NewObject, newTrailFiles } from "./new-objects";
import type { OpenFile } from "./s3-files";
import type { HandCalls } from "./updates-queue";

export type TrailDependencies = {
  readonly openFile: OpenFile;
  readonly handCalls: HandCalls;
  readonly log: Log;
  readonly now: () => Date;
  /** When Lambda ends this run: files that are not read by then are read again. */
  readonly deadline: Date;
};

/** S3 names one file in a message, now and then a few. */
const filesAtATime = 2;
/** What is left for saying that a file was not read in time. */
const reserveMs = 3000;

/**
 * Reads the files that a message names. All are tried before anything is thrown, and no line of theirs is logged.
 * @throws NeverAgain with bucket and key of the files that can never be read; TryLater when one has to be read again.
 */
export async function readTrail(body: unknown, dependencies: TrailDependencies): Promise<void> {
  const { deadline, now } = dependencies;
  const left = Math.max(1, deadline.getTime() - now().getTime() - reserveMs);
  const signal = AbortSignal.timeout(left);
  const failures: Failure[] = [];
  await inParallel(newTrailFiles(body), filesAtATime, async (file) => {
    await readFile(file, signal, dependencies).catch((error: unknown) => {
      failures.push({ place: `s3://${file.bucket}/${file.key}`, error });
    });
  });
  const worst = failures.find(({ error }) => verdictOf(error).kind !== "never") ?? failures[0];
  if (worst === undefined) return;
  const others = failures.length > 1 ? `, and ${failures.length - 1} more of this message` : "";
  const Problem = verdictOf(worst.error).kind === "never" ? NeverAgain : TryLater;
  throw new Problem(`${worst.place}${others}`, { cause: worst.error });
}

type Failure = { readonly place: string; readonly error: unknown };

async function readFile(
  file: NewObject,
  signal: AbortSignal,
  { openFile, handCalls, log }: TrailDependencies,
): Promise<void> {
  const calls = await findCalls(await openFile(file, signal), signal);
  if (calls.length === 0) return;
  await handCalls(calls, signal);
  log.info("calls about support cases", { key: file.key, calls: calls.length });
}
