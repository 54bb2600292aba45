import { checkExtensions } from "./check-extensions";
import type { SlackExtension } from "./pagerduty-rest";

const extension: SlackExtension = {
  name: "x",
  services: ["P1"],
  consented: true,
  channel: "#a",
  disabled: false,
};
const authorise =
  "in PagerDuty, Integrations, Extensions: Authorize at the extension's gear, choose the channel, save";

async function found(extensions: readonly SlackExtension[]) {
  const [finding] = await checkExtensions(async () => "key", {
    services: async () => [{ id: "P1", name: "Orgwatch infra" }],
    slackExtensions: async () => extensions,
  });
  return [finding?.state, finding?.says, finding?.mend];
}

it.each<[string, readonly SlackExtension[], readonly (string | undefined)[]]>([
  ["one that works", [extension], ["done", "authorised, writes to #a", undefined]],
  [
    "a good one beside a bad one",
    [{ ...extension, consented: false }, extension],
    ["done", "authorised, writes to #a", undefined],
  ],
  [
    "none, only another service's",
    [{ ...extension, services: ["P2"] }],
    ["open", "has no extension Slack V2", "apply the stack pagerduty, then authorise it"],
  ],
  [
    "no consent",
    [{ ...extension, consented: false }],
    ["open", "its Slack extension is not authorised", authorise],
  ],
  [
    "no channel",
    [{ ...extension, channel: undefined }],
    ["open", "its Slack extension has no channel", authorise],
  ],
  [
    "one that is off",
    [{ ...extension, disabled: true }],
    [
      "open",
      "PagerDuty switched its Slack extension off after failures",
      "in PagerDuty, Integrations, Extensions: Enable at the extension's gear",
    ],
  ],
])("says of a service with %s what is to be done", async (_, extensions, words) => {
  expect(await found(extensions)).toEqual(words);
});
