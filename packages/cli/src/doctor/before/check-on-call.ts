// Whether PagerDuty's key opens the account that the configuration means: the one with its schedules.
import { NotAnswered } from "../../manual-ops/check/ask-json";
import type { World } from "../check";
import { broken, type Found } from "../finding";
import { pagerdutyApiKey } from "./pagerduty-api-key";

/** One finding for each schedule that this key does not see. */
export async function checkOnCall(world: World): Promise<readonly Found[]> {
  const onCall = Object.entries(world.config.pagerduty?.onCall ?? {});
  if (onCall.length === 0) return [];
  const token = await pagerdutyApiKey(world);
  // A key that is not stored is told by the check of secrets.
  if (token === undefined) return [];
  const schedules = await seen(() => world.pagerdutySchedules(token));
  if (schedules === "refused")
    return [
      broken(
        "PagerDuty",
        "refuses the API key",
        "create a read-only key, and store it (docs/manual-operations.md, pagerduty-api-key)",
      ),
    ];
  return onCall
    .filter(([, { schedule }]) => !schedules.includes(schedule))
    .map(([team, { schedule }]) =>
      broken(
        `PagerDuty, team ${team}`,
        `the account of this key has no schedule ${JSON.stringify(schedule)}`,
        `store a key of the right account, or correct pagerduty.onCall.${team} in cdktf/org.config.ts`,
      ),
    );
}

async function seen(ask: () => Promise<readonly string[]>): Promise<readonly string[] | "refused"> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NotAnswered && error.message.startsWith("PagerDuty refused the API key"))
      return "refused";
    throw error;
  }
}
