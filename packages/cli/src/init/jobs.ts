// The jobs that a configuration may switch on: their sections, what init writes there, and what it asks.
import { problemsOf } from "./config-problems";
import type { TrailBucket } from "./trail-bucket";

/** What the sections say: the tags that are required, and the bucket of the organization trail when it is to be read. */
export type JobAnswers = {
  readonly requireTags: readonly string[];
  readonly trailBucket?: TrailBucket | undefined;
};

/** A job by the name of its stack; `section` is its key in the configuration. */
export type Job = {
  readonly name: string;
  readonly section: string;
  /** Ends the question "Watch …?". */
  readonly watches: string;
  /** What stands in the file above the section. */
  readonly comment: readonly string[];
  /** The least that the section needs. */
  readonly value: (answers: JobAnswers) => object;
};

const jobs: readonly Job[] = [
  {
    name: "support-cases",
    section: "supportCases",
    watches: "AWS Support cases",
    comment: [
      "AWS Support cases of all accounts in one table, in Slack, and in `orgwatch cases`: the stack `support-cases`. Without this section",
      "there is none. `trailBucket` names a bucket with the organization's CloudTrail files, which are then read too (cdktf/README.md):",
      'supportCases: { trailBucket: { name: "acme-org-trail", accountId: "444444444444", region: "us-west-2" } }',
    ],
    value: ({ trailBucket }) => (trailBucket === undefined ? {} : { trailBucket }),
  },
  {
    name: "security-groups",
    section: "securityGroups",
    watches: "changes of security groups",
    comment: [
      "Security-group changes of all accounts in Slack with Keep and Deny, and in `orgwatch sg`: the stack `sg-chatops`. Without this section there",
      "is none. `{}` is enough: slack's responders decide (never about their own changes), everything stays unless somebody denies it, and after",
      "24 hours nobody is asked any more. Also there:",
      '  deciders: { users: ["U0123ABCDEF"], userGroups: ["S0123ABCDEF"] }     who may press Keep and Deny, instead of the responders',
      '  ownChanges: "refused"                                                 or "allowed"',
      '  denyFrom: "critical"                                                  denied at once by itself; nothing is without it',
      '  denyUnanswered: { from: "high", afterMinutes: 60 }                    denied when nobody answers in time; nothing is without it',
      "  expireHours: 24, threadMinutes: 10, keepDays: 400                     asked for so long; one thread for so long; kept for so long",
      '  exempt: { principals: ["github-deploy-*"] }                           recorded and not announced; also accounts, tags, cidrs',
      "  risk, lake                                                            the risk table; CloudTrail Lake (cdktf/README.md)",
    ],
    value: () => ({}),
  },
  {
    name: "tag-audit",
    section: "tagAudit",
    watches: "the tags of EC2 instances",
    comment: [
      "EC2 instances without their tags, in reports, in Slack, and in `orgwatch tag-audit`: the stack `tag-audit`. Without this section there is none.",
      'Nothing is done but reported until `upTo` says "warn", "stop" or "terminate". One scheme claims neither accounts nor OUs: it holds for all that',
      'no other scheme claims. A requirement may also have `values: ["payments"]`, `pattern: "[a-z]+-\\\\d{4}"` (the whole value, RE2\'s syntax),',
      '`principal: ["iam-user", "launcher"]` (somebody who exists), and `ignoreCase: true` for its key. Also there:',
      "  graceMinutes: 45, afterHours: { warn: 24, stop: 96, terminate: 336 }     from the creation of the instance; from when a violation was seen first",
      "  caps: { instances: 20, accountPercent: 20 }                               in one run; above that nothing is done, and people are asked",
      '  exempt: { accounts: [], tagKey: "orgwatch:tag-exempt-until", mostDays: 90 }',
      "  canary, whenCanaryFails, actOnKept, protection, ownerTag, keepDays, digest, openSearch, identityCenter     (cdktf/README.md)",
    ],
    value: ({ requireTags }) => ({
      schemes: [{ name: "everybody", require: requireTags.map((key) => ({ key })) }],
    }),
  },
  {
    name: "inventory",
    section: "inventory",
    watches: "what exists everywhere",
    comment: [
      "What exists in every account and region, in files for Athena, in Slack, and in `orgwatch inventory`: the stack `inventory`. Without this section",
      "there is none. `{}` is enough. What else may be said there is in cdktf/README.md.",
    ],
    value: () => ({}),
  },
];

/** Those whose section this version of the configuration knows. */
export const offeredJobs: readonly Job[] = jobs.filter(
  ({ section }) => !problemsOf({ [section]: {} }).some((problem) => /^\w+: is not a setting/.test(problem)),
);
