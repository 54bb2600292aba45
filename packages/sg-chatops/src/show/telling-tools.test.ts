import { ConfigurationProblem } from "@orgwatch/core/config";
import { verdictOf } from "@orgwatch/core/errors";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { tellingTools } from "./telling-tools";

it.each<[string, () => Promise<unknown>]>([
  ["of another shape", async () => ({ deciders: "everybody" })],
  ["not there", () => Promise.reject(new ConfigurationProblem("the parameter is missing"))],
])("waits with a change while its settings are %s: somebody mends them", async (_name, setting) => {
  const tools = tellingTools({
    config: {
      ...{ CHANGES: "changes", STATE: "state", ACCOUNTS: "accounts", DELIVERIES: "deliveries" },
      ...{ ROUTING: setting, POLICY: setting, SLACK_APP: setting },
      ...{ SLACK_API: "https://slack.example/api" },
      ...{ SLACK_TOKEN: async () => undefined, SLACK_WEBHOOK: async () => undefined },
    },
    ...{ log: silent, now: () => new Date(0), sleep: async () => {}, fetch },
  });
  const failures = await Promise.allSettled<unknown>([tools.policy(), tools.routing(), tools.slackApp()]);
  expect(failures.map((one) => (one.status === "rejected" ? verdictOf(one.reason).kind : one.value))).toEqual(
    ["later", "later", "later"],
  );
});
