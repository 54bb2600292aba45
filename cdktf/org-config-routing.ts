// The configuration's teams as the setting `routing` that the lambdas read.
import type { Routing } from "@orgwatch/manifest/routing";
import type { OrgConfig } from "./org-config";

/** Teams, their claims and channels, and who has the rest. */
export function routingOf(config: Pick<OrgConfig, "teams" | "defaultTeam">): Routing {
  return {
    defaultTeam: config.defaultTeam,
    teams: config.teams.map(({ name, accounts, organizationalUnits, channels }) => ({
      name,
      accounts,
      organizationalUnits,
      channels: {
        default: channels.default,
        ...(channels.critical && { critical: channels.critical }),
        ...(channels.high && { high: channels.high }),
        ...(channels.medium && { medium: channels.medium }),
        ...(channels.low && { low: channels.low }),
        ...(channels.info && { info: channels.info }),
      },
    })),
  };
}

/** The watched regions with the home region first. */
export function homeFirst(config: Pick<OrgConfig, "homeRegion" | "regions">): readonly string[] {
  return [config.homeRegion, ...config.regions.filter((region) => region !== config.homeRegion)];
}
