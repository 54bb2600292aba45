// The facts that must be the same whether the manifests or Terraform wired a lambda, in a form that can be compared.
import type { DeployedRole } from "../src/iam/guard";
import type { DeployedLambda, Deployment } from "../src/wiring/deployment";

export type Wired = { readonly lambda: DeployedLambda; readonly role: DeployedRole | undefined };

/** One entry per lambda and region, in a fixed order. Hosts of URLs and the grants on keys belong to a reader, not to the manifest. */
export function comparable(wired: readonly Wired[]) {
  return wired
    .map(({ lambda, role }) => {
      const { name, region, functionName, handler, runtime, timeoutSeconds, memoryMb, roleName } = lambda;
      return {
        ...{ name, region, functionName, handler, runtime, timeoutSeconds, memoryMb, roleName },
        environment: environmentOf(lambda),
        sources: lambda.sources
          .map(({ queueUrl: _, ...source }) => source)
          .toSorted((one, other) => one.queueArn.localeCompare(other.queueArn)),
        schedules: lambda.schedules.map(({ expression }) => expression),
        onEvents: lambda.onEvents.map(({ bus, pattern }) => ({ bus, pattern })),
        routes: lambda.routes,
        actions: actionsOf(role),
      };
    })
    .toSorted((one, other) => `${one.name} ${one.region}`.localeCompare(`${other.name} ${other.region}`));
}

/**
 * The state machines with what they may run and what starts them when, in a fixed order. Permissions for their log and for Scheduler's dead
 * letters are Terraform's alone.
 */
export function comparableMachines({ machines, roles }: Pick<Deployment, "machines" | "roles">) {
  const actionsIn = (accountId: string, roleName: string) =>
    actionsOf(roles.find((role) => role.accountId === accountId && role.name === roleName)).filter((action) =>
      /^(lambda|states):/.test(action),
    );
  return machines
    .map(({ schedules, accountId, roleName, ...machine }) => ({
      ...machine,
      actions: actionsIn(accountId, roleName),
      schedules: schedules.map(({ expression, input, roleName }) => ({
        ...{ expression, input },
        actions: actionsIn(accountId, roleName),
      })),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** The roles of these names in all accounts but the security account, with what they may do there, in a fixed order. */
export function comparableMemberRoles(roles: readonly DeployedRole[], names: readonly string[]) {
  return roles
    .filter(({ name }) => names.includes(name))
    .map((role) => ({ accountId: role.accountId, name: role.name, actions: actionsOf(role) }))
    .toSorted((one, other) =>
      `${one.name} ${one.accountId}`.localeCompare(`${other.name} ${other.accountId}`),
    );
}

/** Only the sandbox sets them. */
const addresses = new Set([
  "PAGERDUTY_API",
  "PAGERDUTY_EVENTS",
  "SEARCH_ENDPOINT",
  "SLACK_API",
  "SLACK_HOOKS",
]);

/** Without the addresses of Slack and PagerDuty, and with the path of each queue's URL alone. */
function environmentOf({ environment }: DeployedLambda): Record<string, string> {
  const kept = Object.entries(environment).filter(([name]) => !addresses.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, value.replaceAll(/https?:\/\/[^/"]+/g, "")]));
}

function actionsOf(role: DeployedRole | undefined): readonly string[] {
  const actions = role?.policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)) ?? [];
  return [...new Set(actions)].filter((action) => !action.startsWith("kms:")).toSorted();
}
