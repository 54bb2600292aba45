import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { bus, queue } from "@orgwatch/manifest/trigger";
import { noticeRules, rootUse } from "./event-patterns";
import { eventRules } from "./event-rules";
import { planLambdas } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

const pattern = { source: ["aws.support"] };
const listener = defineLambda({
  name: "listener",
  summary: "Listens to the bus",
  impact: "Nobody listens",
  stack: "tests",
  runsIn: "home-region",
  entry: "src/handler.ts",
  trigger: queue({ from: bus("support", pattern), batchSize: 1, receiveLimit: 5 }),
  timeoutSeconds: 10,
  env: {},
  allow: [],
});
const request: WiringRequest = {
  endpoint: "http://127.0.0.1:1",
  organization: {
    id: "o-acme",
    managementAccountId: "999999999999",
    infrasecAccountId: "111122223333",
    homeRegion: "us-west-2",
    regions: ["us-west-2", "us-east-1"],
    accounts: [
      { id: "999999999999", state: "ACTIVE" },
      { id: "444455556666", state: "ACTIVE" },
      { id: "777788889999", state: "SUSPENDED" },
    ],
  },
  teams: ["platform", "payments"],
  defaultTeam: "platform",
  lambdas: [listener],
  tables: [],
  settings: {},
  secrets: {},
};

it("rules send findings to topics in their region, members to the bus, the bus to lambdas and people", () => {
  const rules = eventRules(planLambdas(request), request);
  const lines = rules.map(
    ({ accountId, region, bus: on = "default", name, targetArn }) =>
      `${accountId} ${region} ${on}: ${name} -> ${targetArn.split(":").slice(2).join(":")}`,
  );
  expect(lines).toEqual([
    "111122223333 us-west-2 default: orgwatch-findings-alert -> sns:us-west-2:111122223333:platform-alert",
    "111122223333 us-west-2 default: orgwatch-findings-notification -> sns:us-west-2:111122223333:platform-notification",
    "111122223333 us-west-2 default: orgwatch-health -> sns:us-west-2:111122223333:platform-notification",
    "111122223333 us-east-1 default: orgwatch-findings-alert -> sns:us-east-1:111122223333:platform-alert",
    "111122223333 us-east-1 default: orgwatch-findings-notification -> sns:us-east-1:111122223333:platform-notification",
    "111122223333 us-east-1 default: orgwatch-health -> sns:us-east-1:111122223333:platform-notification",
    "111122223333 us-west-2 orgwatch: orgwatch-root-use -> sns:us-west-2:111122223333:platform-alert",
    "111122223333 us-west-2 orgwatch: orgwatch-listener-support -> sqs:us-west-2:111122223333:orgwatch-listener-support",
    ...["999999999999", "444455556666"].flatMap((id) =>
      ["us-west-2", "us-east-1"].flatMap((region) => [
        `${id} ${region} default: orgwatch-root-use-forward -> events:us-west-2:111122223333:event-bus/orgwatch`,
        `${id} ${region} default: orgwatch-listener-support-forward -> events:us-west-2:111122223333:event-bus/orgwatch`,
      ]),
    ),
  ]);
  const patterns = new Map(rules.map((rule) => [rule.name, rule.pattern]));
  expect(Object.fromEntries(patterns)).toEqual({
    ...Object.fromEntries(noticeRules.map((rule) => [rule.name, rule.pattern])),
    "orgwatch-root-use": rootUse,
    "orgwatch-root-use-forward": rootUse,
    "orgwatch-listener-support": pattern,
    "orgwatch-listener-support-forward": pattern,
  });
});
