// Use of root anywhere in the organization, taken from the organization's bus.
import { alertingRuleName, rootUse } from "@orgwatch/manifest/alerting-rules";
import { ruleStateOf } from "../baseline/forwarded-events";
import type { BusReference } from "./event-rule";
import type { AlertingRule } from "./regional-alerting";

/** One rule for each way of using root; all are alerts. */
export function rootUseRules(bus: BusReference): readonly AlertingRule[] {
  return rootUse.map((event) => ({
    name: alertingRuleName(event.name),
    description: event.words,
    pattern: event.pattern,
    state: ruleStateOf(event),
    to: "alert",
    bus,
  }));
}
