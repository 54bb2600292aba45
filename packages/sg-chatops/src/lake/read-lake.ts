// All event data stores: each alone, so that one that fails never stops the others.
import { inParallel } from "@orgwatch/core/concurrency";
import { reasonOf } from "@orgwatch/core/errors";
import { readStore, type StoreDependencies } from "./read-store";

/** An account has ten queries at a time, and people want some of them. */
const storesAtATime = 5;

/** Some stores could not be read: the run fails, so that its alarm tells, after the others were read. */
export class StoresUnread extends Error {
  override readonly name = "StoresUnread";
  constructor(failures: readonly string[], stores: number) {
    super(`${failures.length} of ${stores} event data stores could not be read: ${failures.join("; ")}`);
  }
}

/** Reads each store up to `at`. @throws StoresUnread with each that failed and why. */
export async function readLake(
  arns: readonly string[],
  at: Date,
  dependencies: StoreDependencies,
): Promise<void> {
  const failures: string[] = [];
  await inParallel(arns, storesAtATime, async (arn) => {
    await readStore(arn, at, dependencies).catch((error: unknown) => {
      failures.push(`${arn}: ${reasonOf(error)}`);
    });
  });
  if (failures.length > 0) throw new StoresUnread(failures.toSorted(), arns.length);
}
