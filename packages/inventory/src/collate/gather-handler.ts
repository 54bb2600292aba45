// The wiring of inventory-gather: the run in, slices of its accounts out.
import { onSweepStep } from "@orgwatch/core/on-sweep";
import { inventoryGather } from "../../manifest";
import { inventoryFiles, ownS3 } from "../files/s3-files";
import { accountItems } from "../plan/hand-out";
import { plannedShape } from "../plan/run-input";
import { readScope } from "./read-scope";

export const handler = onSweepStep(inventoryGather, plannedShape, ({ config }) => {
  const files = inventoryFiles(ownS3(), config.FILES);
  return async ({ plan: { run } }, _call, log) => {
    const { accounts } = await readScope(run, files);
    const items = accountItems(run, accounts.length);
    log.info("the run's files can be written", { run, accounts: accounts.length, items: items.length });
    return { run, items };
  };
});
