// What a user says about an organization: its shape, and every problem of a wrong one, in words, by path.
import { z } from "zod";
import {
  alertContradictions,
  onCallContradictions,
  regionContradictions,
  securityGroupContradictions,
  settingsTooLarge,
  teamContradictions,
  trailContradictions,
} from "./org-config-contradictions";
import { inventorySection } from "./org-config-inventory";
import { inventoryContradictions } from "./org-config-inventory-contradictions";
import { supportCasesSection } from "./org-config-jobs";
import { pagerDutySection, slackSection } from "./org-config-people";
import { readableProblems } from "./org-config-problems";
import { securityGroupsSection } from "./org-config-security-groups";
import { tagAuditSection } from "./org-config-tag-audit";
import { tagAuditContradictions, tagAuditForeigners } from "./org-config-tag-contradictions";
import { accountId, bucketName, email, organizationalUnit, region, text } from "./org-config-text";

const name = text(/^[a-z][a-z0-9-]{0,39}$/, "a team's name (small letters, digits and hyphens, at most 40)");
const channel = z.strictObject({
  id: text(/^[CG][A-Z0-9]{8,}$/, "a Slack channel id (it looks like C0123ABCDEF)"),
  name: text(/^#?[^\s#]+$/, "a Slack channel's name").transform((written) => written.replace(/^#/, "")),
});
const severity = z
  .number({ error: "must be a number" })
  .min(0, { error: "must be 0 or more" })
  .max(10, { error: "must be at most 10, GuardDuty's highest" });

const team = z.strictObject({
  name,
  accounts: z.array(accountId).default([]),
  organizationalUnits: z.array(organizationalUnit).default([]),
  channels: z.strictObject({
    default: channel,
    critical: channel.optional(),
    high: channel.optional(),
    medium: channel.optional(),
    low: channel.optional(),
    info: channel.optional(),
  }),
});

/** GuardDuty's protection plans by their names in its API; leave out what a region of yours does not have. */
const guardDutyFeature = z.enum([
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
  "RUNTIME_MONITORING",
]);

const orgConfig = z.strictObject({
  organization: z.strictObject({
    id: text(/^o-[a-z0-9]{10,32}$/, "an organization id (it looks like o-a1b2c3d4e5)"),
    rootId: text(/^r-[a-z0-9]{4,32}$/, "an organization root id (it looks like r-ab12)"),
    baselineUnits: z.array(organizationalUnit).optional(),
  }),
  accounts: z.strictObject({ management: accountId, infrasec: accountId }),
  partition: z.enum(["aws", "aws-us-gov", "aws-cn"]).default("aws"),
  homeRegion: region,
  regions: z.array(region).min(1, { error: "must name at least the home region" }),
  retiredRegions: z.array(region).default([]),
  accountSource: z
    .union([
      z.literal("organizations"),
      z.strictObject({ fixed: z.array(z.strictObject({ id: accountId, name: z.string().min(1) })).min(1) }),
    ])
    .default("organizations"),
  teams: z.array(team).min(1, { error: "must name at least one team" }),
  defaultTeam: name,
  contacts: z.strictObject({
    failoverEmails: z
      .array(email)
      .min(1, { error: "must name at least one person: it is the way that needs no Slack" }),
  }),
  slack: slackSection.optional(),
  pagerduty: pagerDutySection.optional(),
  supportCases: supportCasesSection.optional(),
  securityGroups: securityGroupsSection.optional(),
  tagAudit: tagAuditSection.optional(),
  inventory: inventorySection.optional(),
  alerts: z.strictObject({ alertFrom: severity.default(7), notifyFrom: severity.default(0) }).prefault({}),
  guardDuty: z
    .strictObject({
      features: z.array(guardDutyFeature).default([...guardDutyFeature.options]),
      existingDetectors: z
        .record(region, text(/^[0-9a-f]{32}$/, "a detector id (32 hex digits)"))
        .default({}),
    })
    .prefault({}),
  logRetentionDays: z
    .union(
      [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
        3653,
      ].map((days) => z.literal(days)),
      { error: "must be a number of days that CloudWatch Logs offers, e.g. 90 or 365" },
    )
    .default(90),
  stateBucket: z
    .strictObject({ management: bucketName.optional(), infrasec: bucketName.optional() })
    .prefault({}),
  tags: z.record(z.string(), z.string()).default({}),
});

/** What `org.config.ts` holds; everything with a default may be left out. */
export type OrgConfigInput = z.input<typeof orgConfig>;
/** The same with all defaults filled in. */
export type OrgConfig = z.output<typeof orgConfig>;

/** What a team's entry in `pagerduty.onCall` says. */
export type OnCall = NonNullable<OrgConfig["pagerduty"]>["onCall"][string];

/** A wrong configuration, with all its problems, one a line. */
export class InvalidOrgConfig extends Error {
  override readonly name = "InvalidOrgConfig";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The organization's configuration has ${problems.length} problem(s):\n- ${problems.join("\n- ")}`);
    this.problems = problems;
  }
}

/**
 * Reads a configuration (from `org.config.ts` or JSON).
 * @throws InvalidOrgConfig which lists every problem at once, each with its path.
 */
export function parseOrgConfig(input: unknown): OrgConfig {
  const parsed = orgConfig.safeParse(input);
  const problems = [...(parsed.success ? [] : readableProblems(parsed.error)), ...contradictionsOf(input)];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new InvalidOrgConfig(problems);
}

/** Parts that are well-formed are checked against each other even when others are not: all problems come at once. */
function contradictionsOf(input: unknown): readonly string[] {
  const regions = orgConfig.pick({
    partition: true,
    homeRegion: true,
    regions: true,
    retiredRegions: true,
    guardDuty: true,
  });
  const teams = orgConfig.pick({ teams: true, defaultTeam: true });
  const alerts = orgConfig.pick({ alerts: true });
  const onCall = orgConfig.pick({ teams: true, defaultTeam: true, pagerduty: true });
  const trail = orgConfig.pick({ homeRegion: true, supportCases: true });
  const securityGroups = orgConfig.pick({
    partition: true,
    accounts: true,
    slack: true,
    securityGroups: true,
  });
  const settings = orgConfig.pick({
    teams: true,
    defaultTeam: true,
    accountSource: true,
    slack: true,
    securityGroups: true,
    tagAudit: true,
    inventory: true,
  });
  const inventory = orgConfig.pick({ inventory: true });
  const tagAudit = orgConfig.pick({ tagAudit: true });
  const tagPlaces = orgConfig.pick({ partition: true, accounts: true, homeRegion: true, tagAudit: true });
  return [
    ...checked(regions.strip(), input, regionContradictions),
    ...checked(teams.strip(), input, teamContradictions),
    ...checked(alerts.strip(), input, alertContradictions),
    ...checked(onCall.strip(), input, onCallContradictions),
    ...checked(trail.strip(), input, trailContradictions),
    ...checked(securityGroups.strip(), input, securityGroupContradictions),
    ...checked(tagAudit.strip(), input, tagAuditContradictions),
    ...checked(tagPlaces.strip(), input, tagAuditForeigners),
    ...checked(inventory.strip(), input, inventoryContradictions),
    ...checked(settings.strip(), input, settingsTooLarge),
  ];
}

function checked<T>(
  part: z.ZodType<T>,
  input: unknown,
  check: (value: T) => readonly string[],
): readonly string[] {
  const parsed = part.safeParse(input);
  return parsed.success ? check(parsed.data) : [];
}
