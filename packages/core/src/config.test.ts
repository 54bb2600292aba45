import { int, nameOf, regions, text } from "@orgwatch/manifest/environment";
import { secret, setting, table } from "@orgwatch/manifest/references";
import { readConfig } from "./config";

const environment = {
  TABLE: nameOf(table("deliveries")),
  MOST: int({ fallback: 50 }),
  LEAST: int(),
  API: text({ fallback: "https://slack.com/api" }),
  REGIONS: regions(),
  TOKEN: secret("slack/bot-token"),
  WEBHOOK: secret("slack/webhook-url", { optional: true }),
  ROUTING: setting("routing"),
};

const parameters = (stored: Record<string, string>) => (name: string) => Promise.resolve(stored[name]);

it("reads what the manifest declares", async () => {
  const config = readConfig(
    "notifier",
    environment,
    {
      TABLE: "t",
      LEAST: " 3 ",
      REGIONS: "us-west-2,us-east-1",
      TOKEN: "/s/token",
      WEBHOOK: "/s/hook",
      ROUTING: "/s/r",
    },
    parameters({ "/s/token": "xoxb-1", "/s/r": '{"teams":[]}' }),
  );
  const { TOKEN, WEBHOOK, ROUTING, ...plain } = config;
  expect({ plain, token: await TOKEN(), webhook: await WEBHOOK(), routing: await ROUTING() }).toEqual({
    plain: {
      TABLE: "t",
      MOST: 50,
      LEAST: 3,
      API: "https://slack.com/api",
      REGIONS: ["us-west-2", "us-east-1"],
    },
    token: "xoxb-1",
    webhook: undefined,
    routing: { teams: [] },
  });
});

it("reports all problems together and never a value", () => {
  const read = () =>
    readConfig("notifier", environment, { TABLE: "  ", MOST: "many", WEBHOOK: "/s/hook" }, parameters({}));
  expect(read).toThrow(
    new Error(
      "notifier: TABLE is not set; MOST is not a whole number; LEAST is not set; REGIONS is not set; " +
        "TOKEN is not set; ROUTING is not set",
    ),
  );
});

it("names a secret that does not exist and a setting that is no JSON, without its text", async () => {
  const set = {
    TABLE: "t",
    LEAST: "1",
    REGIONS: "r",
    TOKEN: "/s/token",
    WEBHOOK: "/s/hook",
    ROUTING: "/s/r",
  };
  const config = readConfig("notifier", environment, set, parameters({ "/s/r": "hunter2 {" }));
  await expect(config.TOKEN()).rejects.toThrow(new Error("the SSM parameter /s/token does not exist"));
  await expect(config.ROUTING()).rejects.toThrow(new Error("the SSM parameter /s/r does not hold JSON"));
});
