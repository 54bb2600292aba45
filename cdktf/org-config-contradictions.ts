// What is well-formed and still cannot be right: teams named twice, accounts claimed twice, regions that miss root sign-ins.

import type { Band } from "@orgwatch/manifest/routing";
import type { OrgConfig } from "./org-config";
import { inventoryPolicyOf } from "./org-config-inventory";
import { policyOf, type SecurityGroupsSection } from "./org-config-policy";
import { routingOf } from "./org-config-routing";
import { tagPolicyOf } from "./org-config-tag-policy";
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

/** Buttons that nobody may press, denials that come too late, event data stores that Orgwatch may not read. */
export function securityGroupContradictions({
  partition,
  accounts,
  slack,
  securityGroups,
}: Pick<OrgConfig, "partition" | "accounts" | "slack" | "securityGroups">): readonly string[] {
  if (securityGroups === undefined) return [];
  const { deciders, lake } = securityGroups;
  const nobody = deciders !== undefined && deciders.users.length + deciders.userGroups.length === 0;
  const stores = lake?.eventDataStores ?? [];
  const owner = accounts.management;
  const isOwn = (arn: string) => arn.startsWith(`arn:${partition}:cloudtrail:`) && arn.includes(`:${owner}:`);
  return [
    ...(nobody && slack !== undefined
      ? [
          "securityGroups.deciders: names nobody, so that nobody could press Keep or Deny; leave it out for slack.responders",
        ]
      : []),
    ...denialContradictions(securityGroups),
    ...stores
      .filter((arn) => !isOwn(arn))
      .map(
        (arn) =>
          `securityGroups.lake.eventDataStores: ${arn} does not belong to the management account ${owner} in the partition ${partition}`,
      ),
    ...repeated(stores).map((arn) => `securityGroups.lake.eventDataStores: ${arn} is listed twice`),
  ];
}

/** What the policy would deny later, and never gets to. */
function denialContradictions({
  denyFrom,
  denyUnanswered,
  expireHours,
}: SecurityGroupsSection): readonly string[] {
  if (denyUnanswered === undefined) return [];
  const { from, afterMinutes } = denyUnanswered;
  return [
    ...(afterMinutes < expireHours * 60
      ? []
      : [
          `securityGroups.denyUnanswered.afterMinutes: ${afterMinutes} must be below expireHours (${expireHours} hours are ${expireHours * 60} minutes)`,
        ]),
    ...(denyFrom !== undefined && gravity.indexOf(denyFrom) >= gravity.indexOf(from)
      ? [
          `securityGroups.denyUnanswered.from: ${from} is denied at once already (denyFrom is ${denyFrom}); name a lower risk`,
        ]
      : []),
  ];
}

const gravity: readonly Band[] = ["critical", "high", "medium", "low", "info"];

/** An SSM parameter holds 8 KB at most (advanced tier). */
export function settingsTooLarge(
  config: Pick<
    OrgConfig,
    "teams" | "defaultTeam" | "accountSource" | "slack" | "securityGroups" | "tagAudit" | "inventory"
  >,
): readonly string[] {
  const { securityGroups, slack, tagAudit, inventory } = config;
  const settings = {
    teams: { value: routingOf(config), way: "claim OUs instead of accounts" },
    accountSource: { value: config.accountSource, way: "let Organizations list the accounts" },
    slack: { value: slack ?? null, way: "name fewer responders" },
    securityGroups: {
      value: securityGroups ? policyOf(securityGroups, slack) : null,
      way: "name a user group, write fewer exemptions or a shorter risk table",
    },
    "securityGroups.lake": { value: securityGroups?.lake ?? null, way: "name fewer event data stores" },
    tagAudit: {
      value: tagAudit ? tagPolicyOf(tagAudit) : null,
      way: "claim OUs instead of accounts, or write a pattern instead of many values",
    },
    inventory: {
      value: inventory ? inventoryPolicyOf(inventory) : null,
      way: "exempt fewer accounts, or name fewer types",
    },
  };
  return Object.entries(settings)
    .map(([path, { value, way }]) => ({ path, way, size: Buffer.byteLength(JSON.stringify(value)) }))
    .filter(({ size }) => size > 8192)
    .map(({ path, way, size }) => `${path}: takes ${size} bytes as a setting, and SSM holds 8192; ${way}`);
}

function partitionOf(region: string): Partition {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

/** Each value that is there more than once. */
export function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
