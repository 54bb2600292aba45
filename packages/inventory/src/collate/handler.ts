// The wiring of inventory-collate: a slice of a run's accounts in, their files out.
import { onMapItem } from "@orgwatch/core/on-sweep";
import { inventoryCollate } from "../../manifest";
import { inventoryFiles, ownS3 } from "../files/s3-files";
import { itemShape } from "../plan/run-input";
import { collateItem } from "./collate-item";

export const handler = onMapItem(inventoryCollate, itemShape, ({ config }) => {
  const files = inventoryFiles(ownS3(), config.FILES);
  return async (item, _call, log) => {
    const accounts = await collateItem(item, files);
    log.info("accounts brought together", { ...item, accounts });
    return { accounts };
  };
});
