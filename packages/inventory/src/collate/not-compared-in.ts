// What of an account is not compared with the run before: nobody may take its silence for «nothing is new».
import { notCompared } from "@orgwatch/core/inventory/not-compared";
import type { ReadRecord } from "@orgwatch/core/inventory/read-in-both";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import {
  type AccountResult,
  type NotComparedPlace,
  type Scope,
  scopeShape,
} from "@orgwatch/core/inventory/run-manifest";
import type { InventoryFiles } from "../files/s3-files";

/** The account in this run, its record of the run before, and whether the file that this names is not there any more. */
export type ComparedAccount = ReadRecord & {
  readonly account: string;
  readonly record: AccountResult | undefined;
  readonly isFileGone: boolean;
};

/** A part of its record; empty where there is no run before, or all was compared. @throws TryLater while S3 cannot be used. */
export async function notComparedIn(
  { previous, isPart }: Scope,
  { account, record, isFileGone, ...now }: ComparedAccount,
  files: Pick<InventoryFiles, "readJson">,
): Promise<{ notCompared?: NotComparedPlace[] }> {
  if (previous === undefined) return {};
  const whole = (why: NotComparedPlace["why"]) => ({
    notCompared: [{ region: "*", why, by: "before" as const }],
  });
  if (record === undefined)
    return whole((await wasAsked(previous, account, files)) ? "not-read" : "not-asked");
  if (isFileGone) return whole("file-gone");
  const missing = notCompared(isPart ? within(record, now) : record, now);
  return missing.length === 0 ? {} : { notCompared: [...missing] };
}

/** An account without a record is new, or nobody came to write it down. */
async function wasAsked(
  previous: string,
  account: string,
  files: Pick<InventoryFiles, "readJson">,
): Promise<boolean> {
  const scope = scopeShape.safeParse(await files.readJson(runKeys.scope(previous))).data;
  return scope?.accounts.some(({ id }) => id === account) === true;
}

/** Who asks for some regions does not miss the others. */
function within({ regions, counts, failures }: ReadRecord, now: ReadRecord): ReadRecord {
  const isAsked = (region: string) => region === "*" || Object.hasOwn(now.regions, region);
  return {
    regions: Object.fromEntries(Object.entries(regions).filter(([region]) => isAsked(region))),
    counts,
    failures: failures.filter(({ region }) => isAsked(region)),
  };
}
