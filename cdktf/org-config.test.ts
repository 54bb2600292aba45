import { orgConfig } from "./org.config";
import { InvalidOrgConfig, type OrgConfigInput, parseOrgConfig } from "./org-config";
import { homeFirst, routingOf } from "./org-config-routing";
import { sampleConfig, sampleInput } from "./testing/sample-config";

function problemsOf(input: unknown): readonly string[] {
  try {
    parseOrgConfig(input);
  } catch (error) {
    if (error instanceof InvalidOrgConfig) return error.problems;
    throw error;
  }
  return [];
}

describe("parseOrgConfig", () => {
  it("accepts the example that a user starts from", () => {
    expect(problemsOf(orgConfig)).toEqual([]);
  });

  it("fills in what may be left out", () => {
    const { partition, accountSource, alerts, guardDuty, logRetentionDays, pagerduty, stateBucket, tags } =
      sampleConfig();
    expect({
      partition,
      accountSource,
      alerts,
      guardDuty,
      logRetentionDays,
      pagerduty,
      stateBucket,
      tags,
    }).toEqual({
      partition: "aws",
      accountSource: "organizations",
      alerts: { alertFrom: 7, notifyFrom: 0 },
      guardDuty: {
        features: [
          "S3_DATA_EVENTS",
          "EKS_AUDIT_LOGS",
          "EBS_MALWARE_PROTECTION",
          "RDS_LOGIN_EVENTS",
          "LAMBDA_NETWORK_LOGS",
          "RUNTIME_MONITORING",
        ],
        existingDetectors: {},
      },
      logRetentionDays: 90,
      pagerduty: {
        delivery: "events-v2",
        onCall: { infra: { schedule: "Infrastructure on call", escalateAfterMinutes: 15, repeat: 2 } },
      },
      stateBucket: {},
      tags: {},
    });
  });

  it("needs neither Slack's buttons nor PagerDuty", () => {
    const { slack: _, pagerduty: __, ...quiet } = sampleInput;
    const { slack, pagerduty } = parseOrgConfig(quiet);
    expect({ slack, pagerduty }).toEqual({ slack: undefined, pagerduty: undefined });
  });

  it("lists every malformed value at once, by path and in words, and contradictions with them", () => {
    const [infra, app] = sampleInput.teams;
    const problems = problemsOf({
      ...sampleInput,
      organization: { id: "acme" },
      accounts: { management: "111111111111", infrasec: 222222222222 },
      regions: ["us-west-2", "us-west-2", "us-east-1"],
      teams: [
        infra,
        { ...app, accounts: ["12345"], channels: { default: { id: "#security", name: "security" } } },
      ],
      contacts: { failoverEmails: ["nobody"] },
      slack: { workspaceId: "acme", appId: "A0123ABCDEF", responders: [] },
      pagerduty: {
        delivery: "email",
        onCall: { infra: { schedule: " ", repeat: 10 }, app: { schedule: "a", escalateAfterMinutes: 1.5 } },
      },
      alerts: { alertFrom: 11 },
      logRetentionDays: 42,
      slackToken: "xoxb-1",
    });
    expect(problems).toEqual([
      'organization.id: "acme" is not an organization id (it looks like o-a1b2c3d4e5)',
      "organization.rootId: is missing",
      "accounts.infrasec: must be text: an account id (12 digits in quotes)",
      'teams[1].accounts[0]: "12345" is not an account id (12 digits in quotes)',
      'teams[1].channels.default.id: "#security" is not a Slack channel id (it looks like C0123ABCDEF)',
      'contacts.failoverEmails[0]: "nobody" is not an e-mail address',
      'slack.workspaceId: "acme" is not a Slack workspace\'s id (it looks like T0123ABCDEF)',
      "slack.responders: must name at least one person who may press buttons",
      'pagerduty.delivery: must be one of "events-v2", "sns-https"',
      'pagerduty.onCall.infra.schedule: " " is not the name of a PagerDuty schedule',
      "pagerduty.onCall.infra.repeat: must be a whole number from 0 to 9",
      "pagerduty.onCall.app.escalateAfterMinutes: must be a whole number from 1 to 1440",
      "alerts.alertFrom: must be at most 10, GuardDuty's highest",
      "logRetentionDays: must be a number of days that CloudWatch Logs offers, e.g. 90 or 365",
      "slackToken: is not a setting that Orgwatch knows",
      "regions: us-west-2 is listed twice",
    ]);
  });

  it("lists every contradiction at once", () => {
    const [infra, app] = sampleInput.teams;
    const problems = problemsOf({
      ...sampleInput,
      homeRegion: "eu-west-1",
      regions: ["us-west-2", "us-west-2", "cn-north-1"],
      retiredRegions: ["us-west-2"],
      teams: [{ ...infra, accounts: ["333333333333"] }, app, app],
      defaultTeam: "security",
      pagerduty: { onCall: { infra: { schedule: "a" }, payments: { schedule: "b" } } },
      alerts: { alertFrom: 4, notifyFrom: 4 },
      guardDuty: { existingDetectors: { "eu-north-1": "12abc34d567e8fa901bc2d34e56789f0" } },
    });
    expect(problems).toEqual([
      "regions: us-west-2 is listed twice",
      "regions: cn-north-1 does not belong to the partition aws",
      "retiredRegions: us-west-2 is watched; take it out of one of the two lists",
      "homeRegion: eu-west-1 is not among the regions",
      "regions: us-east-1 is missing; root sign-ins of the whole partition are recorded only there",
      "guardDuty.existingDetectors.eu-north-1: is not among the regions",
      "teams: app is named twice",
      'defaultTeam: there is no team "security"',
      "teams: account 333333333333 is claimed more than once",
      "teams: OU ou-ab12-cdefgh34 is claimed more than once",
      "alerts.notifyFrom: 4 must be below alertFrom (4)",
      'pagerduty.onCall.payments: there is no team "payments"',
      'pagerduty.onCall: must name the default team "security", whose service has the alerts of teams without one',
      "supportCases.trailBucket.region: S3 cannot tell a queue in eu-west-1 of files in us-west-2; leave trailBucket out",
    ]);
  });

  it("watches support cases for no more than an empty section, and wants the bucket where S3 can tell of it", () => {
    expect(parseOrgConfig({ ...sampleInput, supportCases: {} }).supportCases).toEqual({});
    const trailBucket = { name: "Acme", accountId: "4", region: "us-east-1", kmsKeyArn: "alias/trail" };
    expect(problemsOf({ ...sampleInput, supportCases: { trailBucket, slack: true } })).toEqual([
      'supportCases.trailBucket.name: "Acme" is not a bucket\'s name',
      'supportCases.trailBucket.accountId: "4" is not an account id (12 digits in quotes)',
      'supportCases.trailBucket.kmsKeyArn: "alias/trail" is not the ARN of a key (not of an alias)',
      "supportCases.slack: is not a setting that Orgwatch knows",
    ]);
    const elsewhere = { name: "acme-org-trail", accountId: "444444444444", region: "us-east-1" };
    expect(problemsOf({ ...sampleInput, supportCases: { trailBucket: elsewhere } })).toEqual([
      "supportCases.trailBucket.region: S3 cannot tell a queue in us-west-2 of files in us-east-1; leave trailBucket out",
    ]);
  });

  it("says so when the teams have outgrown an SSM parameter", () => {
    const accounts = Array.from({ length: 600 }, (_, index) => String(400_000_000_000 + index));
    const [infra, app] = sampleInput.teams;
    const [problem] = problemsOf({ ...sampleInput, teams: [{ ...infra, accounts }, app] });
    expect(problem).toMatch(
      /^teams: takes \d+ bytes as a setting, and SSM holds 8192; claim OUs instead of accounts$/,
    );
  });

  it("says so when there are more responders than the setting holds", () => {
    const responders = Array.from({ length: 800 }, (_, index) => `U${String(100_000_000 + index)}`);
    const problems = problemsOf({ ...sampleInput, slack: { ...sampleInput.slack, responders } });
    expect(problems).toEqual([
      "slack: takes 10466 bytes as a setting, and SSM holds 8192; name fewer responders",
      "securityGroups: takes 12451 bytes as a setting, and SSM holds 8192; name a user group, write fewer exemptions or a shorter risk table",
    ]);
  });

  it("lets the security account be the management account", () => {
    const accounts: OrgConfigInput["accounts"] = { management: "111111111111", infrasec: "111111111111" };
    expect(problemsOf({ ...sampleInput, accounts })).toEqual([]);
  });

  it("asks for each partition's own region of root sign-ins", () => {
    const gov = {
      ...sampleInput,
      partition: "aws-us-gov",
      homeRegion: "us-gov-east-1",
      regions: ["us-gov-east-1"],
      supportCases: {},
      securityGroups: {},
      tagAudit: undefined,
    };
    expect(problemsOf(gov)).toEqual([
      "regions: us-gov-west-1 is missing; root sign-ins of the whole partition are recorded only there",
    ]);
  });

  it("refuses something that is no configuration at all", () => {
    expect(problemsOf(undefined)).toEqual(["the configuration: is missing"]);
  });
});

describe("what the stacks take from a configuration", () => {
  it("is the routing setting", () => {
    expect(routingOf(sampleConfig())).toEqual({
      defaultTeam: "infra",
      teams: [
        {
          name: "infra",
          accounts: [],
          organizationalUnits: [],
          channels: { default: { id: "C0123ABCDEF", name: "security" } },
        },
        {
          name: "app",
          accounts: ["333333333333"],
          organizationalUnits: ["ou-ab12-cdefgh34"],
          channels: { default: { id: "C0123ABCDEG", name: "app" } },
        },
      ],
    });
  });

  it("is the regions with the home region first", () => {
    expect(homeFirst(sampleConfig())).toEqual(["us-west-2", "us-east-1"]);
  });
});
