// What is well-formed and still cannot be right: teams named twice, accounts claimed twice, regions that miss root sign-ins.

import type { OrgConfig } from "./org-config";
import { routingOf } from "./org-config-routing";
import { globalEventsRegion, type Partition } from "./place";

/** The home region, doubles, foreign partitions, and the one region that must be watched. */
export function regionContradictions(
  config: Pick<OrgConfig, "partition" | "homeRegion" | "regions" | "retiredRegions" | "guardDuty">,
): readonly string[] {
  const global = globalEventsRegion[config.partition];
  const foreign = config.regions.filter((region) => partitionOf(region) !== config.partition);
  return [
    ...repeated(config.regions).map((region) => `regions: ${region} is listed twice`),
    ...foreign.map((region) => `regions: ${region} does not belong to the partition ${config.partition}`),
    ...config.retiredRegions
      .filter((region) => config.regions.includes(region))
      .map((region) => `retiredRegions: ${region} is watched; take it out of one of the two lists`),
    ...(config.regions.includes(config.homeRegion)
      ? []
      : [`homeRegion: ${config.homeRegion} is not among the regions`]),
    ...(config.regions.includes(global)
      ? []
      : [`regions: ${global} is missing; root sign-ins of the whole partition are recorded only there`]),
    ...Object.keys(config.guardDuty.existingDetectors)
      .filter((region) => !config.regions.includes(region))
      .map((region) => `guardDuty.existingDetectors.${region}: is not among the regions`),
  ];
}

/** Teams and claims that exist twice, and a default team that does not exist. */
export function teamContradictions({
  teams,
  defaultTeam,
}: Pick<OrgConfig, "teams" | "defaultTeam">): readonly string[] {
  return [
    ...repeated(teams.map(({ name }) => name)).map((name) => `teams: ${name} is named twice`),
    ...(teams.some(({ name }) => name === defaultTeam)
      ? []
      : [`defaultTeam: there is no team ${JSON.stringify(defaultTeam)}`]),
    ...repeated(teams.flatMap(({ accounts }) => accounts)).map(
      (account) => `teams: account ${account} is claimed more than once`,
    ),
    ...repeated(teams.flatMap(({ organizationalUnits }) => organizationalUnits)).map(
      (unit) => `teams: OU ${unit} is claimed more than once`,
    ),
  ];
}

/** Severities that leave no room for notifications. */
export function alertContradictions({
  alerts: { alertFrom, notifyFrom },
}: Pick<OrgConfig, "alerts">): readonly string[] {
  return notifyFrom < alertFrom
    ? []
    : [`alerts.notifyFrom: ${notifyFrom} must be below alertFrom (${alertFrom})`];
}

/** An SSM parameter holds 8 KB at most (advanced tier). */
export function settingsTooLarge(
  config: Pick<OrgConfig, "teams" | "defaultTeam" | "accountSource">,
): readonly string[] {
  const sizes = {
    teams: JSON.stringify(routingOf(config)).length,
    accountSource: JSON.stringify(config.accountSource).length,
  };
  return Object.entries(sizes)
    .filter(([, size]) => size > 8192)
    .map(
      ([path, size]) =>
        `${path}: takes ${size} characters as a setting, and SSM holds 8192; claim OUs instead of accounts`,
    );
}

function partitionOf(region: string): Partition {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
