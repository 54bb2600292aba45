// What lambdas read at run time from SSM, because it grows with the organization. Settings are no secrets.
import type { OrgConfig } from "./org-config";
import { routingOf } from "./org-config-routing";

/** A setting's value becomes JSON; `says` is for people who find the parameter. */
export type Setting = { readonly says: string; readonly value: unknown };

/** All settings by the names that manifests use. */
export function settingsOf(config: OrgConfig): Readonly<Record<string, Setting>> {
  return {
    routing: { says: "Teams, the accounts they claim, and their channels", value: routingOf(config) },
    "account-source": { says: "Where the list of accounts comes from", value: config.accountSource },
    "slack-app": {
      says: "Whose buttons in Slack are obeyed: workspace, app and responders; null for nobody's",
      value: config.slack ?? null,
    },
  };
}
