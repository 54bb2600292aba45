// Which integration key an alert goes to: the team's own, or the default team's. Read from the secret `routing-keys`.
import { TryLater } from "@orgwatch/core/errors";
import { markSecret } from "@orgwatch/core/redact";
import * as z from "zod/mini";

/** Integration keys by team. */
export type IntegrationKeys = ReadonlyMap<string, string>;

/** A key, and whose it is: the log keeps the team, never the key. */
export type IntegrationKey = { readonly team: string; readonly key: string };

/** PagerDuty's integration keys; anything else it would refuse, and the alert would be given up. */
const keyForm = /^[0-9A-Za-z]{32}$/;

const keysShape = z.record(z.string(), z.unknown());

/**
 * Reads `{"<team>": "<integration key>"}`. What has not the form of a key is left out, so that one slip does not silence all teams.
 * @throws TryLater when it is no such JSON: somebody mends it within hours, and alerts wait. The secret is never in the error.
 */
export function parseIntegrationKeys(secret: string): IntegrationKeys {
  const { data } = keysShape.safeParse(jsonOf(secret));
  if (!data) throw new TryLater("the secret routing-keys does not hold integration keys by team");
  const keys = new Map<string, string>();
  for (const [team, key] of Object.entries(data)) {
    if (typeof key !== "string") continue;
    markSecret(key);
    if (keyForm.test(key.trim())) keys.set(team, key.trim());
  }
  return keys;
}

/** The parser's own error is dropped: it would repeat the secret's beginning. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The key for a team. @throws TryLater when neither the team nor the default team has one */
export function integrationKeyOf(keys: IntegrationKeys, team: string, defaultTeam: string): IntegrationKey {
  for (const owner of [team, defaultTeam]) {
    const key = keys.get(owner);
    if (key !== undefined) return { team: owner, key };
  }
  throw new TryLater(
    `the secret routing-keys has no integration key for ${team}, and none for ${defaultTeam}`,
  );
}
