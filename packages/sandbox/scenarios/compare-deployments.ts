// The facts that must be the same whether the manifests or Terraform wired a lambda, in a form that can be compared.
import type { DeployedRole } from "../src/iam/guard";
import type { DeployedLambda } from "../src/wiring/deployment";

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

/** Only the sandbox sets them. */
const addresses = new Set(["PAGERDUTY_API", "PAGERDUTY_EVENTS", "SLACK_API", "SLACK_HOOKS"]);

/** Without the addresses of Slack and PagerDuty, and with the path of each queue's URL alone. */
function environmentOf({ environment }: DeployedLambda): Record<string, string> {
  const kept = Object.entries(environment).filter(([name]) => !addresses.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, value.replaceAll(/https?:\/\/[^/"]+/g, "")]));
}

function actionsOf(role: DeployedRole | undefined): readonly string[] {
  const actions = role?.policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)) ?? [];
  return [...new Set(actions)].filter((action) => !action.startsWith("kms:")).toSorted();
}
