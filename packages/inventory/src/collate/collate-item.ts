// Some accounts of a run, one after the other: one that fails stops none of the others.
import { runEach } from "@orgwatch/core/run-each";
import type { InventoryFiles } from "../files/s3-files";
import type { Item } from "../plan/run-input";
import { collateAccount } from "./collate-account";
import { readScope } from "./read-scope";

/** Answers how many accounts it brought together. @throws the gravest failure of an account once all others are done. */
export async function collateItem({ run, from, to }: Item, files: InventoryFiles): Promise<number> {
  const scope = await readScope(run, files);
  const accounts = scope.accounts.slice(from, to);
  await runEach(accounts, async (account) => void (await collateAccount(scope, account, files)));
  return accounts.length;
}
