// What people do by hand, asked with the checks of `orgwatch manual-ops check`; here only of what the configuration wants.
import { homeFirst, routingOf } from "@orgwatch/cdktf/org-config-routing";
import { parameterName } from "@orgwatch/manifest/names";
import { checkAll } from "../../manual-ops/check/check-all";
import type { CheckReport } from "../../manual-ops/check/finding";
import type { SecurityAccount } from "../../manual-ops/check/security-account";
import { neededSecrets } from "../../manual-ops/needed-secrets";
import { manualOperations, type Operation, type OperationId } from "../../manual-ops/operations";
import type { World } from "../check";
import { broken, type Found, unseen } from "../finding";

type ManualFinding = CheckReport["findings"][number];

const routing = parameterName("infrasec-admin-global", "routing");

/** These operations, those of them that the configuration needs. */
export function checkByHand(...ids: readonly OperationId[]): (world: World) => Promise<readonly Found[]> {
  return async (world) => {
    // All of them, because what is only in the home region is looked for in the first.
    const watched = homeFirst(world.config);
    const operations = manualOperations(world.allLambdas);
    const only = operations.filter((one) => ids.includes(one.id) && isNeeded(one, world)).map(({ id }) => id);
    const manual = (region: string) => withRouting(world.account("infrasec").manual(region), world);
    const { findings } = await checkAll(
      { operations, only, regions: watched },
      {
        accountIn: manual,
        pagerduty: world.pagerduty,
        slack: world.slack,
        pagerdutyToken: world.pagerdutyToken,
        scopes: world.slackScopes,
      },
    );
    const others = watched.filter((region) => !world.regions.includes(region));
    return findings
      .filter(({ where }) => !others.some((region) => where === region || where.startsWith(`${region} `)))
      .filter((one) => !isSaidElsewhere(one, findings, world))
      .flatMap(foundOf);
  };
}

/** Without its section a vendor is not used; a secret is needed when a lambda reads it that will be there. */
function isNeeded({ id, secret }: Operation, { config, lambdas }: World): boolean {
  if (id === "pagerduty-slack-extension") return config.pagerduty !== undefined;
  if (secret === undefined) return true;
  const read = neededSecrets(lambdas).some(({ parameter }) => parameter === secret.parameter);
  // Without the section PagerDuty's door and pager are not there, and whoever else could ask PagerDuty has nothing to ask.
  return read && (!id.startsWith("pagerduty-") || config.pagerduty !== undefined);
}

/** Before the deployment the channels are in the configuration alone. */
function withRouting(account: SecurityAccount, { config }: World): SecurityAccount {
  return {
    ...account,
    valueOf: async (name) =>
      name === routing ? JSON.stringify(routingOf(config)) : await account.valueOf(name),
  };
}

/** A token or key that is not there, or is refused, is told once: the rest follows from it. */
function isSaidElsewhere(
  { operation, state, where, says }: ManualFinding,
  all: readonly ManualFinding[],
  { asked }: World,
): boolean {
  if (state !== "not-checked") return false;
  if (operation === "slack-channels" && says === "there is no bot token that works")
    return all.some((one) => one.operation === "slack-app" && one.where === where);
  if (operation === "slack-app" && says.startsWith("there is no /"))
    return all.some((one) => one.operation === "slack-bot-token" && one.where.startsWith(`${where} `));
  // `secrets` and `on-call`, which are asked before a deployment, tell of the key itself.
  const ofTheKey = says.startsWith("there is no API key") || says.startsWith("PagerDuty refused the API key");
  return operation === "pagerduty-slack-extension" && ofTheKey && asked.includes("before");
}

function foundOf({ state, where, says, mend }: ManualFinding): readonly Found[] {
  if (state === "done") return [];
  return state === "open"
    ? [broken(where, says, mend ?? "see docs/manual-operations.md")]
    : [unseen(where, says, "see to the reason, and run doctor again")];
}
