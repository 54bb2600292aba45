// The job of the inventory: besides what every job has, its files as tables for Athena, and the alarm on what could not be read.
import { inventoryFiles, inventorySweep } from "@orgwatch/inventory/manifest";
import { bucketName } from "@orgwatch/manifest/names";
import type { Construct } from "constructs";
import { InventoryFailuresAlarm } from "../constructs/inventory-failures-alarm";
import { InventoryTables } from "../constructs/inventory-tables";
import type { OrgConfig } from "../org-config";
import type { InventorySection } from "../org-config-inventory";
import { JobStack } from "./job-stack";

export class InventoryStack extends JobStack {
  constructor(scope: Construct, config: OrgConfig, section: InventorySection, bundles: string) {
    const { keepDays, schedule } = section;
    super(scope, inventorySweep.stack, {
      config,
      bundles,
      keepDays,
      ...(schedule !== undefined && { schedule }),
    });
    new InventoryTables(this.home, "tables", {
      bucket: bucketName(inventoryFiles.bucket, this.home.place.accountId),
      keptDays: keepDays,
    });
    new InventoryFailuresAlarm(this.home, "failures", {
      notify: this.failoverArn,
      impact: inventorySweep.impact,
    });
  }
}
