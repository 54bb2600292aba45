// The end of an inventory: its manifest, where the next run begins, the alarm's number, and what people hear of it.
import { inParallel } from "@orgwatch/core/concurrency";
import type { CountMetric } from "@orgwatch/core/count-metric";
import { countGaps, countMistakes, isAnythingRead } from "@orgwatch/core/inventory/gaps";
import { isLater } from "@orgwatch/core/inventory/latest-run";
import { rollUp } from "@orgwatch/core/inventory/roll-up";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { type RunManifest, type Scope, scopeShape } from "@orgwatch/core/inventory/run-manifest";
import type { DeliverDependencies } from "@orgwatch/core/slack-delivery/parcel";
import { inventoryFailuresMetric } from "@orgwatch/manifest/metrics";
import type { Routing } from "@orgwatch/manifest/routing";
import { readAccountRecord } from "../collate/account-record";
import { readScope } from "../collate/read-scope";
import type { InventoryFiles } from "../files/s3-files";
import { tellSlack } from "./tell-slack";

export type WriteDownDependencies = {
  readonly files: Pick<InventoryFiles, "readJson" | "writeJson">;
  readonly now: () => Date;
};
export type FinishDependencies = WriteDownDependencies &
  DeliverDependencies & {
    readonly routing: () => Promise<Routing>;
    readonly count: CountMetric;
    /** A link to an object of the bucket, where the partition has a console. */
    readonly linkTo: (key: string) => string | undefined;
  };

/** A run that could read nothing in any account: it must not end as if it had. */
export class NothingRead extends Error {
  override readonly name = "NothingRead";
}

const readers = 50;

/** @throws TryLater while S3, the tables or Slack cannot be used; NothingRead once everything else is done. Done again, nobody hears of it twice. */
export async function finishRun(run: string, dependencies: FinishDependencies): Promise<RunManifest> {
  const { count, routing, linkTo, log } = dependencies;
  const manifest = await writeManifest(run, dependencies);
  // A run over a part of the organization cannot say that all is well, nor may it end the alarm of one that saw all.
  if (!manifest.isPart) await count(inventoryFailuresMetric, countGaps(manifest) + countMistakes(manifest));
  const key = runKeys.manifest(run);
  await tellSlack(manifest, { key, link: linkTo(key) }, await routing(), dependencies);
  const { result, accounts, failures } = manifest;
  log.info("inventory finished", { run, result, accounts: accounts.length, failures: failures.length });
  if (!isAnythingRead(manifest)) throw new NothingRead("the inventory could read nothing in any account");
  return manifest;
}

/**
 * Writes the run's manifest, and makes it the one that the next is compared with: only where it looked at everything and could read anything, and
 * none that began later is there. It needs nothing but the bucket.
 * @throws TryLater while S3 cannot be used; NeverAgain when there is no such run.
 */
export async function writeManifest(
  run: string,
  { files, now }: WriteDownDependencies,
): Promise<RunManifest> {
  const scope = await readScope(run, files);
  const sum = rollUp(scope);
  for (let start = 0; start < scope.accounts.length; start += readers) {
    const some = scope.accounts.slice(start, start + readers);
    const results = await inParallel(some, readers, ({ id }) => readAccountRecord(run, id, files));
    for (const [index, account] of some.entries()) sum.add(account, results[index]);
  }
  const manifest = sum.manifest(now(), await scopeBefore(scope, files));
  await files.writeJson(runKeys.manifest(run), manifest);
  const isCandidate = !manifest.isPart && isAnythingRead(manifest);
  if (isCandidate && isLater(run, await files.readJson(runKeys.latest)))
    await files.writeJson(runKeys.latest, { run });
  return manifest;
}

/** What the run before looked at; undefined where there is none, or nobody understands it any more. */
async function scopeBefore({ previous }: Scope, files: Pick<InventoryFiles, "readJson">) {
  if (previous === undefined) return undefined;
  return scopeShape.safeParse(await files.readJson(runKeys.scope(previous))).data;
}
