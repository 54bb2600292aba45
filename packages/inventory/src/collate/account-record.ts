// What became of an account in a run, as it stands in the bucket.
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { type AccountResult, accountShape } from "@orgwatch/core/inventory/run-manifest";
import type { InventoryFiles } from "../files/s3-files";

/** Undefined when there is none, or one of another shape (an older Orgwatch's). @throws TryLater while S3 cannot be used. */
export async function readAccountRecord(
  run: string,
  account: string,
  files: Pick<InventoryFiles, "readJson">,
): Promise<AccountResult | undefined> {
  return accountShape.safeParse(await files.readJson(runKeys.account(run, account))).data;
}
