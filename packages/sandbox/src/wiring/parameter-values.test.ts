import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { secret, setting } from "@orgwatch/manifest/references";
import { schedule } from "@orgwatch/manifest/trigger";
import { secretParameters, settingParameters } from "./parameter-values";

const common = {
  summary: "Reads parameters",
  impact: "Nothing is read",
  runsIn: "home-region",
  entry: "src/handler.ts",
  trigger: schedule("rate(1 hour)", "hourly"),
  timeoutSeconds: 10,
  allow: [],
} as const;
const alerts = defineLambda({
  ...common,
  name: "alerts",
  stack: "alerts",
  env: {
    TOKEN: secret("api-token"),
    PAGES: secret("api-token", { stack: "pagerduty" }),
    HOOK: secret("hook", { optional: true }),
    ROUTING: setting("routing"),
  },
});
const pages = defineLambda({
  ...common,
  name: "pages",
  stack: "pagerduty",
  env: { TOKEN: secret("routing-keys"), ROUTING: setting("routing") },
});

it("finds a secret by its name in the lambda's own stack, and by owner and name in another", () => {
  const values = { "api-token": "ours", "pagerduty/api-token": "theirs", "routing-keys": "keys", other: "x" };
  expect(secretParameters([alerts, pages, alerts], values)).toEqual([
    ["/alerts/api-token", "ours"],
    ["/pagerduty/api-token", "theirs"],
    ["/pagerduty/routing-keys", "keys"],
  ]);
});

it("keeps a setting as JSON below each stack that reads it", () => {
  const settings = { "/alerts/routing": { teams: [] }, "/pagerduty/routing": { teams: [1] }, other: 1 };
  expect(settingParameters([alerts, pages, alerts], settings)).toEqual([
    ["/alerts/routing", '{"teams":[]}'],
    ["/pagerduty/routing", '{"teams":[1]}'],
  ]);
});
