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

/** Schedules of teams that do not exist, and nobody for what no team claims. */
export function onCallContradictions({
  teams,
  defaultTeam,
  pagerduty,
}: Pick<OrgConfig, "teams" | "defaultTeam" | "pagerduty">): readonly string[] {
  if (pagerduty === undefined) return [];
  const named = Object.keys(pagerduty.onCall);
  return [
    ...named
      .filter((onCall) => !teams.some(({ name }) => name === onCall))
      .map((name) => `pagerduty.onCall.${name}: there is no team ${JSON.stringify(name)}`),
    ...(named.includes(defaultTeam)
      ? []
      : [
          `pagerduty.onCall: must name the default team ${JSON.stringify(defaultTeam)}, whose service has the alerts of teams without one`,
        ]),
  ];
}

/** S3 tells only queues of the bucket's own region. */
export function trailContradictions({
  homeRegion,
  supportCases,
}: Pick<OrgConfig, "homeRegion" | "supportCases">): readonly string[] {
  const region = supportCases?.trailBucket?.region;
  return region === undefined || region === homeRegion
    ? []
    : [
        `supportCases.trailBucket.region: S3 cannot tell a queue in ${homeRegion} of files in ${region}; leave trailBucket out`,
      ];
}

/** An SSM parameter holds 8 KB at most (advanced tier). */
export function settingsTooLarge(
  config: Pick<OrgConfig, "teams" | "defaultTeam" | "accountSource" | "slack">,
): readonly string[] {
  const settings = {
    teams: { value: routingOf(config), way: "claim OUs instead of accounts" },
    accountSource: { value: config.accountSource, way: "let Organizations list the accounts" },
    slack: { value: config.slack ?? null, way: "name fewer responders" },
  };
  return Object.entries(settings)
    .map(([path, { value, way }]) => ({ path, way, size: JSON.stringify(value).length }))
    .filter(({ size }) => size > 8192)
    .map(
      ({ path, way, size }) => `${path}: takes ${size} characters as a setting, and SSM holds 8192; ${way}`,
    );
}

function partitionOf(region: string): Partition {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
