// PagerDuty's API key: the environment's, or the one that is stored.
import { manualOperations } from "../../manual-ops/operations";
import type { World } from "../check";

/** Undefined when there is none. Rejects with what SSM says. */
export async function pagerdutyApiKey({
  allLambdas,
  account,
  config,
  pagerdutyToken,
}: World): Promise<string | undefined> {
  if (pagerdutyToken !== undefined) return pagerdutyToken;
  const stored = manualOperations(allLambdas).find(({ id }) => id === "pagerduty-api-key")?.secret?.parameter;
  return account("infrasec")
    .manual(config.homeRegion)
    .valueOf(stored ?? "");
}
