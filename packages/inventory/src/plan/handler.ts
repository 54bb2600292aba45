// The wiring of inventory-orchestrator: what was asked for in, slices of cells out.
import { readAccounts } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { parseInventoryPolicy } from "@orgwatch/core/inventory/policy";
import { onSweepStep } from "@orgwatch/core/on-sweep";
import { inventoryOrchestrator } from "../../manifest";
import { inventoryFiles, ownS3 } from "../files/s3-files";
import { beginRun } from "./begin-run";
import { askedShape } from "./run-input";

export const handler = onSweepStep(inventoryOrchestrator, askedShape, ({ config }) => {
  const files = inventoryFiles(ownS3(), config.FILES);
  return async (asked, { at }, log) => {
    const begun = await beginRun(asked, {
      accounts: () => readAccounts(dynamodb(), config.ACCOUNTS),
      watched: config.REGIONS,
      policy: parseInventoryPolicy(await config.POLICY()),
      files,
      now: at,
      log,
    });
    const { run, accounts, cells, items } = begun;
    log.info("inventory begun", { run, accounts, cells, items: items.length });
    return begun;
  };
});
