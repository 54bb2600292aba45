// What has to be wired, and whether it can be: everything that is wrong is said at once, before anything is created.
import type { BucketManifest } from "@orgwatch/manifest/define-bucket";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { MemberRoleManifest } from "@orgwatch/manifest/define-member-role";
import type { SweepManifest } from "@orgwatch/manifest/define-sweep";
import type { TableManifest } from "@orgwatch/manifest/define-table";
import type { QueueReference } from "@orgwatch/manifest/references";
import type { PolicyStatement } from "../iam/policy-document";
import type { ConfiguredArns } from "../iam/policy-of";
import type { WiredOrganization } from "./deployment";
import { type SecretValues, secretKeyOf, settingNameOf } from "./parameter-values";
import { problemsOfSweeps } from "./problems-of-sweeps";

export type WiringRequest = {
  /** The gateway (or moto itself). */
  readonly endpoint: string;
  readonly organization: WiredOrganization;
  /** Names of all teams, and the one whose topics receive findings, root use and notices. */
  readonly teams: readonly string[];
  readonly defaultTeam: string;
  readonly lambdas: readonly LambdaManifest[];
  readonly tables: readonly TableManifest[];
  /** None unless given. */
  readonly sweeps?: readonly SweepManifest[];
  /** Roles of every active account; none unless given. */
  readonly memberRoles?: readonly MemberRoleManifest[];
  /** What roles of the management account may do where a configuration decides it, by their names. */
  readonly managementRoles?: Readonly<Record<string, readonly PolicyStatement[]>>;
  /** Buckets of the security account by the manifests' words, e.g. `trail`. They are created when they are not there. */
  readonly buckets?: Readonly<Record<string, string>>;
  /** Buckets of our own; none unless given. */
  readonly ownBuckets?: readonly BucketManifest[];
  /** ARNs of what the configuration may name; nothing unless given. */
  readonly configured?: ConfiguredArns;
  /** By the parameter's whole name, e.g. `/sg-chatops/policy`; stored as JSON. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** By `secretKeyOf`: `slack/bot-token` of the lambda's own stack, `pagerduty/routing-keys` of another one. */
  readonly secrets: SecretValues;
  /** Variables by the lambda's name, e.g. `SLACK_API`. */
  readonly overrides?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** @throws Error that lists every trigger the sandbox cannot honour and every reference that nothing resolves. */
export function checkWiring(request: WiringRequest): void {
  const problems = request.lambdas.flatMap((lambda) => [
    ...problemsOfTrigger(lambda),
    ...problemsOfReferences(lambda, request),
  ]);
  if (!request.teams.includes(request.defaultTeam))
    problems.push(`the default team ${request.defaultTeam} is not among the teams`);
  if (request.organization.regions[0] !== request.organization.homeRegion)
    problems.push("the home region is not the first of the regions");
  problems.push(...problemsOfRoutes(request.lambdas), ...problemsOfSweeps(request));
  const known = new Set(request.lambdas.map(({ name }) => name));
  for (const name of Object.keys(request.overrides ?? {}))
    if (!known.has(name)) problems.push(`there are overrides for ${name}, which is not wired`);
  if (problems.length > 0) throw new Error(`The sandbox cannot wire this: ${problems.join("; ")}`);
}

function problemsOfTrigger({ name, trigger, runsIn }: LambdaManifest): string[] {
  if (runsIn === "home-region") return [];
  switch (trigger.kind) {
    case "request":
      return [
        `${name}: the HTTP API is in the home region only, so a lambda in each region cannot answer its requests`,
      ];
    case "map-item":
    case "sweep-step":
      return [
        `${name}: sweeps are in the home region only, so a lambda in each region cannot be part of one`,
      ];
    default: {
      const fromBus = trigger.kind === "schedule" ? trigger.alsoOn.length > 0 : trigger.from.kind === "bus";
      return fromBus
        ? [`${name}: the bus is in the home region only, so a lambda in each region cannot listen to it`]
        : [];
    }
  }
}

/** Two lambdas cannot answer the same requests. */
function problemsOfRoutes(lambdas: readonly LambdaManifest[]): string[] {
  const owners = new Map<string, string>();
  return lambdas.flatMap(({ name, trigger }) => {
    if (trigger.kind !== "request") return [];
    const route = `${trigger.method} ${trigger.path}`;
    const owner = owners.get(route);
    owners.set(route, name);
    return owner === undefined ? [] : [`${name}: ${owner} answers ${route} already`];
  });
}

function problemsOfReferences(lambda: LambdaManifest, request: WiringRequest): string[] {
  const variables = Object.values(lambda.env);
  const named = variables.flatMap((variable) => {
    if (variable.kind === "queues") return Object.values(variable.of);
    return variable.kind === "name" ? [variable.of] : [];
  });
  const problems: string[] = [];
  const tables = new Set(request.tables.map(({ name }) => name));
  const ownBuckets = new Set(request.ownBuckets?.map(({ bucket }) => bucket));
  for (const on of [...named, ...lambda.allow.map((allowance) => allowance.on)]) {
    if (on.kind === "table" && !tables.has(on.name)) problems.push(`there is no table ${on.name}`);
    if (on.kind === "indexes" && !tables.has(on.table)) problems.push(`there is no table ${on.table}`);
    if (on.kind === "own-bucket" && !ownBuckets.has(on.name)) problems.push(`there is no bucket ${on.name}`);
    if (on.kind === "role" && on.account === "every" && !isMemberRoleOf(lambda, on.name, request))
      problems.push(`no role ${on.name} of every account is for it`);
    if (on.kind === "queue") problems.push(...problemsOfQueue(on, lambda, request));
  }
  for (const variable of variables) {
    if (variable.kind === "setting") {
      const name = settingNameOf(lambda, variable);
      if (request.settings[name] === undefined) problems.push(`the setting ${name} has no value`);
    }
    if (variable.kind !== "secret" || variable.optional) continue;
    const key = secretKeyOf(lambda, variable);
    if (request.secrets[key] === undefined) problems.push(`the secret ${key} has no value`);
  }
  return [...new Set(problems)].map((problem) => `${lambda.name}: ${problem}`);
}

function isMemberRoleOf(
  { name }: LambdaManifest,
  role: string,
  { memberRoles = [] }: WiringRequest,
): boolean {
  return memberRoles.some(({ roleName, usedBy }) => roleName === role && usedBy.includes(name));
}

/** Messages are handed over within a region. */
function problemsOfQueue(
  { lambda: name, source }: QueueReference,
  sender: LambdaManifest,
  { lambdas }: WiringRequest,
): string[] {
  const reader = lambdas.find((lambda) => lambda.name === name);
  const from = reader?.trigger.kind === "queue" ? reader.trigger.from : undefined;
  // Messages that are handed over may come beside those of a rule.
  const takes = from?.kind === "handed" || from?.kind === "bus";
  if (!takes || from.name !== source) return [`no lambda ${name} is handed messages in a queue ${source}`];
  return reader?.runsIn === "home-region" && sender.runsIn === "each-region"
    ? [`the queue ${source} of ${name} is in the home region only`]
    : [];
}
