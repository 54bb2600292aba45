// What has to be wired, and whether it can be: everything that is wrong is said at once, before anything is created.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { TableManifest } from "@orgwatch/manifest/define-table";
import type { WiredOrganization } from "./deployment";

export type WiringRequest = {
  /** The gateway (or moto itself). */
  readonly endpoint: string;
  readonly organization: WiredOrganization;
  /** Names of all teams, and the one whose topics receive findings, root use and notices. */
  readonly teams: readonly string[];
  readonly defaultTeam: string;
  readonly lambdas: readonly LambdaManifest[];
  readonly tables: readonly TableManifest[];
  /** By the setting's name, e.g. `routing`; stored as JSON. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** By the secret's name, e.g. `slack/bot-token`. */
  readonly secrets: Readonly<Record<string, string>>;
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
  const known = new Set(request.lambdas.map(({ name }) => name));
  for (const name of Object.keys(request.overrides ?? {}))
    if (!known.has(name)) problems.push(`there are overrides for ${name}, which is not wired`);
  if (problems.length > 0) throw new Error(`The sandbox cannot wire this: ${problems.join("; ")}`);
}

function problemsOfTrigger({ name, trigger, runsIn }: LambdaManifest): string[] {
  if (trigger.kind === "request" || trigger.kind === "map-item")
    return [`${name}: the sandbox does not start lambdas by a ${trigger.kind} trigger yet`];
  const fromBus = trigger.kind === "schedule" ? trigger.alsoOn.length > 0 : trigger.from.kind === "bus";
  return fromBus && runsIn === "each-region"
    ? [`${name}: the bus is in the home region only, so a lambda in each region cannot listen to it`]
    : [];
}

function problemsOfReferences(lambda: LambdaManifest, request: WiringRequest): string[] {
  const problems: string[] = [];
  const tables = new Set(request.tables.map(({ name }) => name));
  const variables = Object.values(lambda.env);
  const named = variables.flatMap((variable) => (variable.kind === "name" ? [variable.of] : []));
  for (const on of [...named, ...lambda.allow.map((allowance) => allowance.on)])
    if (on.kind === "table" && !tables.has(on.name))
      problems.push(`${lambda.name}: there is no table ${on.name}`);
  for (const variable of variables) {
    if (variable.kind === "setting" && request.settings[variable.name] === undefined)
      problems.push(`${lambda.name}: the setting ${variable.name} has no value`);
    if (variable.kind === "secret" && !variable.optional && request.secrets[variable.name] === undefined)
      problems.push(`${lambda.name}: the secret ${variable.name} has no value`);
  }
  return [...new Set(problems)];
}
