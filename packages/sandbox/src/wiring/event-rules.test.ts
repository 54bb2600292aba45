import { rootUse, standardRules } from "@orgwatch/manifest/alerting-rules";
import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { bus, queue } from "@orgwatch/manifest/trigger";
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

const events = ["finding-alert", "finding-notification", "finding-archived", "heartbeat", "health"];
const rootEvents = ["root-sign-in", "root-call", "assume-root"];

it("rules send events to topics in their region, members' to the bus, the bus's to lambdas and people", () => {
  const lines = eventRules(planLambdas(request), request).map(
    ({ accountId, region, bus: on = "default", name, targetArn }) =>
      `${accountId} ${region} ${on}: ${name} -> ${targetArn.split(":").slice(2).join(":")}`,
  );
  const topicOf = (name: string) => (/notification|health/.test(name) ? "notification" : "alert");
  const bus = "events:us-west-2:111122223333:event-bus/orgwatch";
  expect(lines).toEqual([
    ...["us-west-2", "us-east-1"].flatMap((region) =>
      events.map(
        (name) =>
          `111122223333 ${region} default: orgwatch-${name} -> sns:${region}:111122223333:platform-${topicOf(name)}`,
      ),
    ),
    ...rootEvents.map(
      (name) =>
        `111122223333 us-west-2 orgwatch: orgwatch-${name} -> sns:us-west-2:111122223333:platform-alert`,
    ),
    "111122223333 us-west-2 orgwatch: orgwatch-listener-support -> sqs:us-west-2:111122223333:orgwatch-listener-support",
    ...["999999999999", "444455556666"].flatMap((id) =>
      ["us-west-2", "us-east-1"].flatMap((region) =>
        [...rootEvents, "listener-support"].map(
          (name) => `${id} ${region} default: orgwatch-${name}-forward -> ${bus}`,
        ),
      ),
    ),
  ]);
});

it("listens for the events of the manifest's list, and for reads where that asks for them", () => {
  const rules = eventRules(planLambdas(request), request);
  const wanted = new Map(rules.map(({ name, pattern, readOnly }) => [name, { pattern, readOnly }]));
  const listed = standardRules({ alertFrom: 7, notifyFrom: 0 });
  const ofRoot = rootUse.flatMap(({ name, pattern: wants, readOnly }) =>
    ["", "-forward"].map((end) => [`orgwatch-${name}${end}`, { pattern: wants, readOnly }]),
  );
  expect(Object.fromEntries(wanted)).toEqual({
    ...Object.fromEntries(listed.map((rule) => [`orgwatch-${rule.name}`, { pattern: rule.pattern }])),
    ...Object.fromEntries(ofRoot),
    "orgwatch-listener-support": { pattern },
    "orgwatch-listener-support-forward": { pattern },
  });
  expect([...wanted].filter(([, { readOnly }]) => readOnly).map(([name]) => name)).toEqual([
    "orgwatch-assume-root",
    "orgwatch-assume-root-forward",
  ]);
});
