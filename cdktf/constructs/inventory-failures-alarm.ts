// The alarm on inventories that could not read everything.
import { inventoryFailuresMetric } from "@orgwatch/manifest/metrics";
import type { Construct } from "constructs";
import { CountAlarm } from "./count-alarm";
import type { AlarmDuty } from "./impact-alarm";

const hour = 3600;

/** `Maximum` over an hour: a run that could not read something fires it within minutes; the next one that reads all ends it. */
export class InventoryFailuresAlarm extends CountAlarm {
  constructor(scope: Construct, id: string, duty: AlarmDuty) {
    super(scope, id, {
      ...duty,
      name: "orgwatch-inventory-failures",
      means:
        "The last inventory could not read all that it was asked to: it is partial, and what it does not show may exist all the same. `orgwatch inventory status` says what is hidden, and why",
      metric: inventoryFailuresMetric,
      statistic: "Maximum",
      periodSeconds: hour,
    });
  }
}
