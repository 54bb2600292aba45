// The sections of `org.config.ts` in their order, with the comments that stand above them.
import { offeredJobs } from "./jobs";
import { printLiteral } from "./print-literal";

/** `without` is the example that stands there commented out when the section is not chosen. */
export type FileSection = {
  readonly key: string;
  readonly comment: readonly string[];
  readonly without?: string;
};

/** Everything that init writes is here: what is not here is not in the file. */
export const fileSections: readonly FileSection[] = [
  {
    key: "organization",
    comment: [
      'The member baseline goes to the whole organization unless `baselineUnits: ["ou-…", …]` names the OUs that should have it.',
    ],
  },
  {
    key: "accounts",
    comment: [
      "`management` pays for and owns the organization; the stack `org-root` is applied there. `infrasec` is the security account: it receives",
      "everything and runs the lambdas.",
    ],
  },
  { key: "partition", comment: [] },
  {
    key: "homeRegion",
    comment: [
      "The event bus and the account directory live in the home region. Name every region that your accounts can use: findings, calls of root and",
      "sts:AssumeRoot in other regions are not seen. Root sign-ins of all accounts are recorded only in us-east-1 (us-gov-west-1, cn-north-1).",
      "A region that you no longer want to watch moves to `retiredRegions: []` for one apply of each stack, the security account's first.",
    ],
  },
  { key: "regions", comment: [] },
  {
    key: "teams",
    comment: [
      "A team claims accounts by id, or by an OU anywhere above them. `default` has the messages of all severities that have no channel of",
      'their own: critical: { id: "C0123ABCDEG", name: "#security-critical" }, and so on for high, medium, low, info.',
    ],
  },
  { key: "defaultTeam", comment: ["Has every account that no other team claims."] },
  {
    key: "contacts",
    comment: [
      "Who hears by e-mail when Orgwatch itself fails. Each address gets one mail from AWS, in each region, to confirm.",
    ],
  },
  {
    key: "slack",
    comment: ["Buttons in Slack. Without this section messages have none. Only responders may press them."],
    without: 'slack: { workspaceId: "T0123ABCDEF", appId: "A0123ABCDEF", responders: ["U0123ABCDEF"] },',
  },
  {
    key: "pagerduty",
    comment: [
      "Who is woken. Without this section nobody is paged. `onCall` names a schedule that exists in PagerDuty for the default team, and for",
      "any other team that wants a service of its own. Also there: escalateAfterMinutes: 15, repeat: 2; and `delivery`, which is",
      '"events-v2", or "sns-https" (cdktf/README.md).',
    ],
    without: 'pagerduty: { onCall: { security: { schedule: "Security on call" } } },',
  },
  ...offeredJobs.map(({ section, comment, value }) => ({
    key: section,
    comment,
    without: `${section}: ${printLiteral(value({ requireTags: ["created_by"] }), 2, 2)},`,
  })),
  {
    key: "alerts",
    comment: [
      "GuardDuty findings of this severity and above go to <team>-alert (Slack and PagerDuty), the others to <team>-notification (Slack).",
    ],
    without: "alerts: { alertFrom: 7, notifyFrom: 0 },",
  },
  {
    key: "guardDuty",
    comment: [
      "Detectors that the security account already has, by region; Terraform takes them over instead of creating them.",
    ],
    without: 'guardDuty: { existingDetectors: { "us-west-2": "12abc34d567e8fa901bc2d34e56789f0" } },',
  },
  {
    key: "logRetentionDays",
    comment: [
      "How long logs are kept; the state buckets (by default those that terraform/bootstrap makes); tags of everything.",
    ],
    without:
      'logRetentionDays: 90, stateBucket: { infrasec: "acme-states" }, tags: { application: "orgwatch" },',
  },
];
