// Two regions, Slack and PagerDuty where all manual operations are done, for tests to undo one by one.
import { type MemoryRegion, memoryAccount, memoryFetch, memoryLog, type SeenRequest } from "./memory-world";
import { runManualOps } from "./run-manual-ops";

const scopes = [
  "channels:history",
  "chat:write",
  "groups:history",
  "incoming-webhook",
  "users:read.email",
  "a:right",
];
const appManifest = JSON.stringify({
  oauth_config: { scopes: { bot: scopes } },
  settings: { interactivity: { is_enabled: true, request_url: "https://example.com/slack" } },
});
const routing = JSON.stringify({
  defaultTeam: "infra",
  teams: [
    {
      name: "infra",
      accounts: [],
      organizationalUnits: [],
      channels: { default: { id: "C01", name: "#security" }, high: { id: "C01", name: "#security" } },
    },
    {
      name: "payments",
      accounts: [],
      organizationalUnits: [],
      channels: { default: { id: "C02", name: "#payments" } },
    },
  ],
});

/** What each region has in SSM. */
export const everywhere = {
  "/infrasec-admin-global/slack/bot-token": "xoxb-hush",
  "/infrasec-admin-global/slack/webhook-url": "https://hooks.slack.com/services/hush",
};
/** What the home region has in SSM. */
export const atHome = {
  ...everywhere,
  "/infrasec-admin-global/slack/signing-secret": "signing-hush",
  "/infrasec-admin-global/routing": { type: "String", value: routing },
  "/pagerduty/api-token": "pd-hush",
  "/pagerduty/webhook-secrets": "hook-hush",
};
/** The failover topic's one address. */
export const confirmed = [{ address: "security@example.com", state: "confirmed" }] as const;
/** The security account, the home region first. */
export const allDone: Readonly<Record<string, MemoryRegion>> = {
  "us-west-2": { emails: confirmed, parameters: atHome },
  "us-east-1": { emails: confirmed, parameters: everywhere },
};

/** An answer with this JSON. */
export const json = (body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { headers });
const authorised = {
  access_token: "xoxp-hush",
  incoming_webhook: { channel: "#security", channel_id: "C01", url: "https://hooks.slack.com/hush" },
};
/** An extension of type Slack V2, as PagerDuty lists it. */
export const extension = (id: string, service: string, config: unknown) => ({
  id,
  name: `Orgwatch ${service}`,
  extension_schema: { id: "PSLACK", type: "extension_schema_reference" },
  extension_objects: [{ id: service, type: "service_reference" }],
  config,
});
const vendors = {
  "https://slack.com/api/auth.test": () =>
    json(
      { ok: true, team: "acme", team_id: "T01" },
      { "x-oauth-scopes": [...scopes, "users:read"].join(",") },
    ),
  "https://slack.com/api/conversations.history": (): Response => json({ ok: true, messages: [] }),
  "https://api.pagerduty.com/services": () =>
    json({
      services: [
        { id: "PINFRA", name: "Orgwatch infra" },
        { id: "PSHOP", name: "The shop" },
      ],
      more: false,
    }),
  "https://api.pagerduty.com/extension_schemas": () =>
    json({
      extension_schemas: [
        { id: "PHOOK", label: "Generic Webhook" },
        { id: "PSLACK", label: "Slack V2" },
      ],
    }),
  "https://api.pagerduty.com/extensions": (): Response =>
    json({ extensions: [extension("PX1", "PINFRA", authorised)], more: false }),
} satisfies Record<string, (request: SeenRequest) => Response>;

/** What differs from that. */
export type World = {
  readonly regions?: Readonly<Record<string, MemoryRegion>>;
  readonly answers?: Partial<Record<keyof typeof vendors, (request: SeenRequest) => Response>>;
  readonly pagerdutyToken?: string;
  readonly log?: string;
};

/** A check of everything, in both regions. */
export const inBoth = ["check", "--region", "us-west-2", "us-east-1"];
const log = `| when (UTC) | what | where | who | note |
|---|---|---|---|---|
| 2030-01-02 08:00 | slack-app | acme | Ana | |
`;

/** Runs a check where all is done but for what the test says. */
export async function checked(args: readonly string[], world: World = {}) {
  const { regions = allDone, answers = {}, pagerdutyToken } = world;
  const { fetch: fetcher, seen } = memoryFetch({ ...vendors, ...answers });
  const ended = await runManualOps(args, {
    accountIn: (region) => memoryAccount(regions[region] ?? {}),
    fetch: fetcher,
    appManifest: async () => appManifest,
    logFile: (path) => memoryLog(path, world.log ?? log),
    pagerdutyToken,
  });
  return { ...ended, seen };
}

/** A run's exit code, and its output line by line. */
export const lines = ({ code, out }: { readonly code: number; readonly out: string }) => ({
  code,
  lines: out.trimEnd().split("\n"),
});
