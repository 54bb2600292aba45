// `orgwatch doctor` run as a person does, in a world that is in memory.
import { join } from "node:path";
import { memoryCases } from "../../cases/testing/memory-home";
import { MayNot } from "../../init/caller-account";
import { memoryInventory } from "../../inventory/testing/memory-inventory";
import { memoryAccount, memoryFetch, memoryManualOps } from "../../manual-ops/testing/memory-world";
import { runProgram } from "../../run-program";
import { memorySg } from "../../sg/testing/memory-sg";
import { memoryTagAudit } from "../../tag-audit/testing/memory-audit";
import { memoryQueues } from "../../testing/memory-queues";
import type { DoctorAccount } from "../account-facts";
import type { DoctorDependencies } from "../doctor-command";
import type { RegionFacts } from "../region-facts";
import { type Held, type HeldRegion, now, regions } from "./held";

const json = (body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { headers });

/** What Slack and PagerDuty answer. */
function vendors({ slack, pagerduty }: Held): typeof fetch {
  const rest = (body: object) => () =>
    pagerduty.refuses ? new Response("{}", { status: 401 }) : json({ ...body, more: false });
  return memoryFetch({
    "https://slack.com/api/auth.test": () =>
      slack.error === undefined
        ? json({ ok: true, team: "acme", team_id: "T01" }, { "x-oauth-scopes": slack.scopes.join(",") })
        : json({ ok: false, error: slack.error }),
    "https://slack.com/api/conversations.history": ({ body }) =>
      slack.absentFrom.some((channel) => body.includes(channel))
        ? json({ ok: false, error: "not_in_channel" })
        : json({ ok: true, messages: [] }),
    "https://api.pagerduty.com/schedules": rest({
      schedules: pagerduty.schedules.map((name, index) => ({ id: `PS${index}`, name })),
    }),
    "https://api.pagerduty.com/services": rest({ services: [{ id: "PINFRA", name: "Orgwatch infra" }] }),
    "https://api.pagerduty.com/extension_schemas": rest({
      extension_schemas: [{ id: "PSLACK", label: "Slack V2" }],
    }),
    "https://api.pagerduty.com/extensions": rest({
      extensions: [
        {
          id: "PX1",
          name: "Orgwatch infra",
          extension_schema: { id: "PSLACK" },
          extension_objects: [{ id: "PINFRA" }],
          config: pagerduty.extensionConfig,
        },
      ],
    }),
  }).fetch;
}

function facts(held: HeldRegion): RegionFacts {
  const among = <Value>(names: readonly string[], all: ReadonlyMap<string, Value>) =>
    new Map([...all].filter(([name]) => names.includes(name)));
  const ask = <Answer>(name: keyof RegionFacts, answer: Answer): Promise<Answer> => {
    const action = held.denied.get(name);
    if (action === undefined) return Promise.resolve(answer);
    const message = `User: arn:aws:iam::222222222222:user/ana is not authorized to perform: ${action} on resource: *`;
    return Promise.reject(Object.assign(new Error(message), { name: "AccessDeniedException" }));
  };
  return {
    functions: () => ask("functions", held.functions),
    mappings: () => ask("mappings", held.mappings),
    alarms: () => ask("alarms", held.alarms),
    queues: (names) => ask("queues", among(names, held.queues)),
    subscriptions: (topic) => ask("subscriptions", held.subscriptions.get(topic)),
    rules: (bus) =>
      ask(
        "rules",
        new Map(
          [...held.rules].flatMap(([key, state]) =>
            key.startsWith(`${bus}/`) ? [[key.slice(bus.length + 1), state] as const] : [],
          ),
        ),
      ),
    withoutTarget: (bus, rules) =>
      ask(
        "withoutTarget",
        rules.filter((rule) => held.idle.has(`${bus}/${rule}`)),
      ),
    tables: (names) => ask("tables", among(names, held.tables)),
    parameters: (names) => ask("parameters", among(names, held.parameters)),
    settings: (names) => ask("settings", among(names, held.settings)),
    lastRuns: (names) => ask("lastRuns", among(names, held.runs)),
    schedules: () => ask("schedules", held.schedules),
    keys: (aliases) => ask("keys", among(aliases, held.keys)),
    detector: () => ask("detector", held.detector),
  };
}

function accountOf(held: Held, signedIn: string | Error): DoctorAccount {
  const id = typeof signedIn === "string" ? signedIn : "";
  const region = (name: string): HeldRegion => {
    const found = regions.find((one) => one === name);
    if (found === undefined) throw new Error(`nobody watches ${name}`);
    return held.regions[found];
  };
  return {
    caller: {
      accountId: async () => {
        if (typeof signedIn !== "string") throw signedIn;
        return signedIn;
      },
      organization: async () => held.organization,
      accounts: async () => held.accounts,
      trustedServices: async () => held.trusted,
      organizationTrails: async () => {
        if (held.trails instanceof MayNot) throw held.trails;
        return held.trails;
      },
      regions: async () => held.regionsOf[id] ?? [],
    },
    guardDutyAdministrator: async (name) => held.administrators.get(name),
    bucket: async (name) => held.buckets.get(name),
    stackSet: async () => held.stackSet,
    stackStatus: async (name) => held.stacks.get(name),
    manual: (name) => {
      const { emails, parameters } = region(name);
      return memoryAccount({
        ...(emails === undefined ? {} : { emails }),
        parameters: Object.fromEntries(parameters),
      });
    },
    in: (name) => facts(region(name)),
    directory: async (name) => region(name).directory,
    member: (accountId) => ({
      trustOf: async (role) => held.trust.get(`${accountId}/${role}`),
      rulesIn: async (name) =>
        new Map(
          [...held.memberRules].flatMap(([key, state]) => {
            const prefix = `${accountId}/${name}/`;
            return key.startsWith(prefix) ? [[key.slice(prefix.length), state] as const] : [];
          }),
        ),
    }),
  };
}

/** Runs `orgwatch doctor` on the deployed sample; without more arguments both accounts are signed in. No limit of time is ever reached. */
export async function runDoctor(
  held: Held,
  folder: string,
  args: readonly string[] = ["--management-profile", "root"],
  parts: Partial<DoctorDependencies["doctor"]> & {
    readonly pagerdutyToken?: string;
    /** Hears the status line; nobody watches without it. */
    readonly onStatus?: (text: string) => void;
  } = {},
) {
  let [out, err] = ["", ""];
  const { pagerdutyToken, onStatus, ...doctor } = parts;
  const given = ["--config", join(folder, "org.json"), "--out", join(folder, "out")];
  const code = await runProgram(["doctor", ...given, ...args], {
    ...memoryManualOps({ fetch: vendors(held), pagerdutyToken, now: () => now }),
    ...memoryCases(),
    ...memoryInventory(),
    ...memorySg(),
    ...memoryTagAudit(),
    lambdas: [],
    queuesIn: () => memoryQueues([]),
    signal: new AbortController().signal,
    ownRegion: async () => "us-west-2",
    appManifest: async () =>
      JSON.stringify({
        oauth_config: { scopes: { bot: ["chat:write", "users:read"] } },
        settings: { interactivity: { is_enabled: true, request_url: "https://example.com/slack" } },
      }),
    now: () => now,
    timeZone: "Europe/Zurich",
    doctor: {
      configPath: join(folder, "org.json"),
      accountAs: (profile) => accountOf(held, profile === "root" ? held.signedIn.root : held.signedIn.chain),
      limit: () => new Promise(() => {}),
      ...doctor,
    },
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      colours: false,
      ...(onStatus && { status: onStatus }),
    },
  });
  return { code, out, err };
}
