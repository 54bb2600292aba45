// The one file you edit. Every problem of it is listed at once by `pnpm synth`. The values below are an example.
import type { OrgConfigInput } from "./org-config";

export const orgConfig: OrgConfigInput = {
  // `aws organizations describe-organization` and `aws organizations list-roots` show both.
  // The member baseline goes to the whole organization unless `baselineUnits: ["ou-…", …]` names the OUs that should have it.
  organization: { id: "o-a1b2c3d4e5", rootId: "r-ab12" },

  accounts: {
    // Pays for and owns the organization; the stack `org-root` is applied there.
    management: "111111111111",
    // The security account: receives everything, runs the lambdas. May be the management account itself.
    infrasec: "222222222222",
  },

  // "aws" (the default), "aws-us-gov" or "aws-cn".
  partition: "aws",

  // The event bus and the account directory live in the home region. us-east-1 must be watched: root sign-ins of all accounts are
  // recorded only there (us-gov-west-1 and cn-north-1 in the other partitions). Name every region that your accounts can use: findings,
  // calls of root and sts:AssumeRoot in other regions are not seen.
  homeRegion: "us-west-2",
  regions: ["us-west-2", "us-east-1"],

  // A region that you no longer want to watch moves here for one apply of each stack, the security account's first; then it can go.
  retiredRegions: [],

  // Without AWS Organizations' listing: { fixed: [{ id: "333333333333", name: "payments" }] }
  accountSource: "organizations",

  // A team claims accounts by id, or by an OU anywhere above them. `default` has the messages of all severities that have no channel of
  // their own (critical, high, medium, low, info). The id is in Slack's channel details, at the bottom.
  teams: [
    {
      name: "infra",
      channels: {
        default: { id: "C0123ABCDEF", name: "#security" },
        critical: { id: "C0123ABCDEG", name: "#security-critical" },
      },
    },
    {
      name: "app",
      accounts: ["333333333333"],
      organizationalUnits: ["ou-ab12-cdefgh34"],
      channels: { default: { id: "C0123ABCDEH", name: "#app-security" } },
    },
  ],
  // Has every account that no other team claims.
  defaultTeam: "infra",

  // Who hears by e-mail when Orgwatch itself fails. Each address gets one mail from AWS, in each region, to confirm.
  contacts: { failoverEmails: ["security@example.com"] },

  // Buttons in Slack. Without this section messages have none. Both ids are in the app's settings under Basic Information and in the address
  // of Slack in a browser; a person's is in their profile ("Copy member ID"). Only responders may press Archive.
  slack: { workspaceId: "T0123ABCDEF", appId: "A0123ABCDEF", responders: ["U0123ABCDEF"] },

  // Who is woken. Without this section nobody is paged. `onCall` names a schedule that exists in PagerDuty for the default team, and for
  // any other team that wants a service of its own; the others' alerts go to the default team's service.
  // An incident that nobody acknowledges escalates after `escalateAfterMinutes` (15), from the start again `repeat` times (2).
  // `delivery` is "events-v2" (the default: a lambda sends alerts and resolves incidents; waits out a day of PagerDuty downtime) or
  // "sns-https" (SNS sends them itself: no lambda, but an hour of downtime at most, nothing is resolved from here, and the integration
  // keys are in this stack's Terraform state).
  pagerduty: {
    delivery: "events-v2",
    onCall: {
      infra: { schedule: "Infrastructure on call", escalateAfterMinutes: 15, repeat: 2 },
      app: { schedule: "App on call" },
    },
  },

  // AWS Support cases of all accounts in one table, in Slack, and in `orgwatch cases`: the stack `support-cases`. Without this section
  // there is none. `trailBucket` names a bucket with the organization's CloudTrail files, which are then read too:
  // supportCases: { trailBucket: { name: "acme-org-trail", accountId: "444444444444", region: "us-west-2" } }
  // It must be in the home region; how its owner lets it send is in cdktf/README.md.
  supportCases: {},

  // Security-group changes of all accounts in Slack with Keep and Deny, and in `orgwatch sg`: the stack `sg-chatops`. Without this section there
  // is none. `{}` is enough: slack's responders decide (never about their own changes), everything stays unless somebody denies it, and after
  // 24 hours nobody is asked any more. Also there, with their defaults where there is one:
  //   deciders: { users: ["U0123ABCDEF"], userGroups: ["S0123ABCDEF"] }     who may press Keep and Deny, instead of the responders
  //   ownChanges: "refused"                                                 or "allowed"
  //   denyFrom: "critical"                                                  denied at once by itself; nothing is without it
  //   denyUnanswered: { from: "high", afterMinutes: 60 }                    denied when nobody answers in time; nothing is without it
  //   risk: [{ risk: "high", because: "SSH for everyone", when: { change: ["added", "modified"], peer: ["world"], ports: [22] } }]
  //                                                                         the whole risk table instead of the standard one; the first line
  //                                                                         that fits counts (packages/manifest/src/security-groups.ts)
  //   expireHours: 24, threadMinutes: 10, keepDays: 400                     asked for so long; one thread for so long; kept for so long
  //   lake: { eventDataStores: ["arn:aws:cloudtrail:…"] }                   CloudTrail Lake as the second source (cdktf/README.md)
  // `exempt` names changes that are recorded and not announced: those of your pipelines, say. One fit is enough. Principals are names of roles
  // and users, or role/session; `*` stands for anything.
  securityGroups: {
    exempt: {
      principals: ["github-deploy-*"],
      accounts: [],
      tags: [{ key: "orgwatch", value: "quiet" }],
      cidrs: [],
    },
  },

  // EC2 instances without their tags, in reports, in Slack, and in `orgwatch tag-audit`: the stack `tag-audit`. Without this section there is none.
  // Nothing is done but reported until `upTo` says "warn", "stop" or "terminate". One scheme claims neither accounts nor OUs: it holds for all that
  // no other scheme claims. A requirement may also have `values: ["payments"]`, `pattern: "[a-z]+-\\d{4}"` (the whole value, RE2's syntax),
  // `principal: ["iam-user", "launcher"]` (somebody who exists), and `ignoreCase: true` for its key. Also there, with their defaults where there is one:
  //   graceMinutes: 45, afterHours: { warn: 24, stop: 96, terminate: 336 }     from the creation of the instance; from when a violation was seen first
  //   caps: { instances: 20, accountPercent: 20 }                               in one run; above that nothing is done, and people are asked
  //   canary: { kind: "count", mayDropPercent: 50 }                             what must be seen before anything is done; or
  //           { kind: "instance", accountId: "222222222222", tags: { Name: "api-canary-<region>" } }
  //   whenCanaryFails: "report"                                                 what the other regions do; or "act-elsewhere"
  //   actOnKept: []                                                             "auto-scaling", "spot", …: they are only reported otherwise
  //   protection: "respect"                                                     termination protection; or "remove"
  //   exempt: { accounts: [], tagKey: "orgwatch:tag-exempt-until", mostDays: 90 }
  //   ownerTag: "created_by", keepDays: 400
  //   digest: { from: "orgwatch@example.com", to: ["team@example.com"], ownerDomains: ["example.com"] }      by Amazon SES (cdktf/README.md)
  //   openSearch: { domainArn: "arn:aws:es:…", endpoint: "https://…" }, identityCenter: { identityStoreId: "d-…", region: "us-west-2" }
  tagAudit: {
    schemes: [
      {
        name: "everybody",
        require: [{ key: "created_by" }, { key: "department" }, { key: "project" }],
      },
    ],
  },

  // What exists in every account and region, in files for Athena, in Slack, and in `orgwatch inventory`: the stack `inventory`. Without this section
  // there is none. `{}` is enough. Also there, with their defaults where there is one:
  //   exemptAccounts: []                                                       accounts that are not looked at
  //   leaveOut: ["logs/log-group"]                                             kinds of the table (packages/inventory/README.md) that are not read
  //   cloudControl: [{ type: "AWS::AppSync::GraphQLApi", scope: "regional", actions: ["appsync:ListGraphqlApis", "appsync:GetGraphqlApi"] }]
  //                                                                            types that the table lacks, with the IAM actions of their list
  //                                                                            handler, which the role `inventory` gets in every account
  //   schedule: "cron(0 6 ? * MON *)"                                          UTC, at most once in 12 hours; every 7 days without it
  //   keepDays: 400                                                            files are kept for so long
  //   kubernetes: { runnerRole: "Inventory-Runner" }                           for those who run it on Kubernetes: the role's trust
  inventory: {},

  // GuardDuty findings of this severity and above go to <team>-alert (Slack and PagerDuty), the others to <team>-notification (Slack).
  alerts: { alertFrom: 7, notifyFrom: 0 },

  // Detectors that the security account already has, by region; Terraform takes them over instead of creating them:
  // guardDuty: { existingDetectors: { "us-west-2": "12abc34d567e8fa901bc2d34e56789f0" } },

  logRetentionDays: 90,

  // Empty: the buckets that terraform/bootstrap creates by default, orgwatch-state-<account>. Others by account: { infrasec: "acme-states" }
  stateBucket: {},

  tags: { application: "orgwatch" },
};
