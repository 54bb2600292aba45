// Proof that alerts would arrive, without waiting for one.
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { defaultBus } from "@orgwatch/manifest/references";
import { schedule } from "@orgwatch/manifest/trigger";

/** Sends an event the way of an alert; slack-notifier and pagerduty-pager count it and end it (packages/manifest/src/heartbeat.ts). */
export const heartbeat = defineLambda({
  name: "heartbeat",
  summary: "Sends a synthetic event down the way of an alert, and so proves that it works",
  impact: "Nobody knows whether alerts arrive",
  stack: "infrasec-admin-global",
  runsIn: "each-region",
  entry: "src/handler.ts",
  trigger: schedule("rate(5 minutes)", "every five minutes"),
  timeoutSeconds: 30,
  env: {},
  allow: [allow(["events:PutEvents"], defaultBus())],
});
