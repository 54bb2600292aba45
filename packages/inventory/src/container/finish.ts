// The end of a run without Slack: the accounts' files, some at a time, and the manifest, whatever became of single accounts.
import { reasonOf } from "@orgwatch/core/errors";
import { isAnythingRead } from "@orgwatch/core/inventory/gaps";
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import type { Log } from "@orgwatch/core/log";
import { collateItem } from "../collate/collate-item";
import type { InventoryFiles } from "../files/s3-files";
import { NothingRead, writeManifest } from "../finish/finish-run";
import { beginScope } from "./begin-scope";
import type { RunFile } from "./run-file";

/** Each holds the keys of an account's run before. */
const accountsAtATime = 4;

/**
 * Joins all accounts and writes the manifest; done again, it writes what is missing. It does so even where no reader ever came to the scope: then
 * the manifest says that everything is missing.
 * @throws NothingRead, or why some account's file could not be written, both with the manifest written; TryLater while S3 cannot be used.
 */
export async function finish(
  file: RunFile,
  { files, now, log }: { readonly files: InventoryFiles; readonly now: () => Date; readonly log: Log },
): Promise<RunManifest> {
  const { run, accounts } = await beginScope(file, files);
  const size = Math.ceil(accounts.length / accountsAtATime);
  const joined = await Promise.allSettled(
    Array.from({ length: accountsAtATime }, (_, index) =>
      collateItem({ run, from: index * size, to: (index + 1) * size }, files),
    ),
  );
  const failures = joined.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  for (const failure of failures) log.error("accounts could not be joined", { reason: reasonOf(failure) });
  const manifest = await writeManifest(run, { files, now });
  const facts = { run, result: manifest.result, failures: manifest.failures.length };
  // Nobody is told in Slack: whoever watches the logs must find it.
  if (manifest.result === "partial") log.error("PARTIAL: not all could be read, see the manifest", facts);
  else log.info("inventory finished", facts);
  if (failures.length > 0) throw failures[0];
  if (!isAnythingRead(manifest)) throw new NothingRead("the inventory could read nothing in any account");
  return manifest;
}
