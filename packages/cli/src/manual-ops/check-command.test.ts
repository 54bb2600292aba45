import {
  allDone,
  atHome,
  checked,
  confirmed,
  everywhere,
  extension,
  inBoth,
  json,
  lines,
} from "./testing/done-world";
import { memoryAccount, memoryFetch, type SeenRequest } from "./testing/memory-world";
import { runManualOps } from "./testing/run-manual-ops";

it("finds nothing open where all is done, and names what nobody wrote down", async () => {
  const { code, out, err } = await checked(inBoth);
  expect({ code, out, err }).toEqual({
    code: 0,
    err: "",
    out: `0 open, 0 not checked, 14 done.
Done, and not in the log (orgwatch manual-ops record): failover-emails, slack-channels, slack-bot-token, slack-webhook-url, slack-signing-secret, pagerduty-api-key, pagerduty-webhook-secret, pagerduty-slack-extension.
`,
  });
});

it("says for each open thing what, where and how to mend it", async () => {
  const regions = {
    "us-west-2": {
      emails: [
        { address: "security@example.com", state: "pending" },
        { address: "ben@example.com", state: "confirmed" },
      ],
      parameters: {
        ...atHome,
        "/infrasec-admin-global/slack/signing-secret": { type: "String", value: "signing-hush" },
        "/pagerduty/webhook-secrets": "unknown",
      },
    },
    "us-east-1": {
      emails: [{ address: "ben@example.com", state: "gone" }],
      parameters: { "/infrasec-admin-global/slack/bot-token": "xoxb-hush" },
    },
  } as const;
  const answers = {
    "https://slack.com/api/auth.test": () =>
      json({ ok: true, team: "acme", team_id: "T01" }, { "x-oauth-scopes": "chat:write,incoming-webhook" }),
    "https://slack.com/api/conversations.history": ({ body }: SeenRequest) =>
      json(body.includes("C02") ? { ok: false, error: "not_in_channel" } : { ok: true }),
    "https://api.pagerduty.com/extensions": () => json({ extensions: [extension("PX1", "PINFRA", {})] }),
  };
  const stored = (id: string) =>
    `store it with aws ssm put-parameter --type SecureString (docs/manual-operations.md, ${id})`;
  const absent =
    "SNS gives up after 48 hours: apply infrasec-admin-global again, and open Confirm subscription in the mail";
  const lacking =
    "the bot in acme (T01) lacks channels:history (a message in a public channel whose answer was lost comes twice), groups:history (a message in a private channel whose answer was lost comes twice), users:read.email (nobody can decide about security-group changes that people made), a:right";
  const reinstall = "install the app again from docs/slack-app-manifest.json, and store its token";
  expect(lines(await checked(inBoth, { regions, answers }))).toEqual({
    code: 1,
    lines: [
      "open  failover-emails  us-west-2 security@example.com: waits for confirmation. open Confirm subscription in AWS's mail; no mail: apply infrasec-admin-global again, or use Request confirmation in the SNS console",
      `open  failover-emails  us-east-1 ben@example.com: no subscription. ${absent}`,
      `open  failover-emails  us-east-1 security@example.com: no subscription. ${absent}`,
      `open  slack-app  us-west-2: ${lacking}. ${reinstall}`,
      `open  slack-app  us-east-1: ${lacking}. ${reinstall}`,
      "open  slack-channels  #payments (C02): the bot cannot read it: not_in_channel. write /invite @orgwatch in the channel, or correct its id in cdktf/org.config.ts",
      `open  slack-webhook-url  us-east-1 /infrasec-admin-global/slack/webhook-url: is not there. ${stored("slack-webhook-url")}`,
      `open  slack-signing-secret  us-west-2 /infrasec-admin-global/slack/signing-secret: is no SecureString but a String. delete it, then ${stored("slack-signing-secret")}`,
      `open  pagerduty-webhook-secret  us-west-2 /pagerduty/webhook-secrets: Terraform did not learn the secret, and every webhook is refused. ${stored("pagerduty-webhook-secret")}`,
      "open  pagerduty-slack-extension  Orgwatch infra: its Slack extension is not authorised. in PagerDuty, Integrations, Extensions: Authorize at the extension's gear, choose the channel, save",
      "",
      "10 open, 0 not checked, 6 done.",
      "Done, and not in the log (orgwatch manual-ops record): slack-bot-token, pagerduty-api-key.",
    ],
  });
});

it("tells what could not be asked, and hides nothing else by it", async () => {
  const denied = Object.assign(new Error("not allowed"), { name: "AccessDenied" });
  const regions = { ...allDone, "us-east-1": { fails: denied } };
  const answers = {
    "https://slack.com/api/conversations.history": () => new Response("<html>", { status: 502 }),
    "https://api.pagerduty.com/services": () => json({ error: { message: "no" } }),
  };
  const unknown = { regions, answers, log: "" };
  const { err, ...ended } = await checked(inBoth, unknown);
  expect({ err, ...lines(ended) }).toEqual({
    code: 2,
    err: "orgwatch: it has no table with the columns when (UTC), what, where, who, note\n",
    lines: [
      "not checked  failover-emails  us-east-1: AccessDenied: not allowed",
      "not checked  slack-app  us-east-1: AccessDenied: not allowed",
      "not checked  slack-channels  #security (C01): Slack answered with HTTP 502 and no JSON",
      "not checked  slack-channels  #payments (C02): Slack answered with HTTP 502 and no JSON",
      "not checked  slack-bot-token  us-east-1 /infrasec-admin-global/slack/bot-token: AccessDenied: not allowed",
      "not checked  slack-webhook-url  us-east-1 /infrasec-admin-global/slack/webhook-url: AccessDenied: not allowed",
      "not checked  pagerduty-slack-extension  PagerDuty: PagerDuty answered in another shape (the whole)",
      "",
      "0 open, 7 not checked, 7 done.",
      "Done, and not in the log (orgwatch manual-ops record): slack-signing-secret, pagerduty-api-key, pagerduty-webhook-secret.",
    ],
  });
});

it("knows an account that is not Orgwatch's, where nothing can be asked with a token", async () => {
  const { code, out } = await checked([
    "check",
    "failover-emails",
    "slack-app",
    "slack-channels",
    "pagerduty-slack-extension",
    "--region",
    "eu-west-1",
  ]);
  expect(lines({ code, out })).toEqual({
    code: 2,
    lines: [
      "not checked  failover-emails  eu-west-1: there is no topic orgwatch-failover: is this the security account, and a watched region?",
      "not checked  slack-app  eu-west-1: there is no /infrasec-admin-global/slack/bot-token",
      "not checked  slack-channels  eu-west-1: there is no bot token that works",
      "not checked  pagerduty-slack-extension  PagerDuty: there is no API key: set PAGERDUTY_TOKEN or store it in SSM",
      "",
      "0 open, 4 not checked, 0 done.",
    ],
  });
});

it("asks only what it is told to, of the addresses and with the key that it is given", async () => {
  const { fetch: fetcher, seen } = memoryFetch({
    "http://127.0.0.1:1/pd/services": () => json({ services: [] }),
  });
  const ended = await runManualOps(
    [
      "check",
      "pagerduty-slack-extension",
      "--region",
      "us-west-2",
      "--pagerduty-api",
      "http://127.0.0.1:1/pd",
      "--json",
    ],
    {
      fetch: fetcher,
      pagerdutyToken: "from-the-environment",
      accountIn: () => memoryAccount({ fails: new Error("asked") }),
    },
  );
  expect({ code: ended.code, report: JSON.parse(ended.out), err: ended.err, seen }).toEqual({
    code: 1,
    err: "",
    report: {
      findings: [
        {
          operation: "pagerduty-slack-extension",
          where: "PagerDuty",
          state: "open",
          says: "no service is called Orgwatch <team>",
          mend: "apply the stack pagerduty",
        },
      ],
    },
    seen: [
      {
        url: "http://127.0.0.1:1/pd/services?limit=100&offset=0",
        authorization: "Token token=from-the-environment",
        body: "",
      },
    ],
  });
});

it("tells of nothing that it was not asked for", async () => {
  const { code, out } = await checked(["check", "slack-app", "--region", "us-west-2"], {
    answers: {
      "https://slack.com/api/conversations.history": () => json({ ok: false, error: "not_in_channel" }),
    },
  });
  expect({ code, out }).toEqual({ code: 0, out: "0 open, 0 not checked, 1 done.\n" });
});

it("takes the own region for the home region when none is given", async () => {
  const regions = { "us-west-2": { parameters: atHome } };
  const ended = await runManualOps(["check", "slack-signing-secret", "--json"], {
    ownRegion: async () => "us-west-2",
    accountIn: (region) => memoryAccount(regions[region as keyof typeof regions] ?? {}),
  });
  expect({ code: ended.code, findings: JSON.parse(ended.out).findings }).toEqual({
    code: 0,
    findings: [
      {
        operation: "slack-signing-secret",
        where: "us-west-2 /infrasec-admin-global/slack/signing-secret",
        state: "done",
        says: "is there",
      },
    ],
  });
});

it.each([
  [
    "Slack repeats the token",
    allDone,
    {
      "https://slack.com/api/auth.test": ({ authorization }: SeenRequest) =>
        json({ ok: false, error: authorization }),
    },
  ],
  [
    "values that are no tokens",
    {
      "us-west-2": {
        emails: confirmed,
        parameters: {
          ...atHome,
          "/pagerduty/api-token": "pd hush",
          "/infrasec-admin-global/slack/bot-token": "xoxb\nhush",
        },
      },
      "us-east-1": { emails: confirmed, parameters: everywhere },
    },
    {},
  ],
  [
    "a secret in the wrong place",
    {
      ...allDone,
      "us-west-2": {
        emails: confirmed,
        parameters: { ...atHome, "/infrasec-admin-global/routing": "xoxb-hush" },
      },
    },
    {},
  ],
])("never prints a secret: %s", async (_, regions, answers) => {
  const { code, out, err } = await checked(inBoth, { regions, answers });
  expect({ code: code === 0, hush: `${out}${err}`.includes("hush") }).toEqual({ code: false, hush: false });
});

it.each([
  ["no region", ["check"], "no region is configured: give --region, or set AWS_REGION"],
  [
    "an operation that nobody can check",
    ["check", "trusted-access", "--region", "us-west-2"],
    "no program can check trusted-access: see docs/manual-operations.md",
  ],
])("says what is wrong with the usage: %s", async (_, args, words) => {
  const { code, out, err } = await checked(args);
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: `orgwatch: ${words}\n` });
});
