// Set-ups in which exactly one thing is wrong, and the one line that doctor has to say of each.
import { MayNot, type TrailFact } from "../../init/caller-account";
import { type Held, management, payments, security } from "./held";

export type BrokenSetUp = {
  readonly name: string;
  readonly breaks: (held: Held) => void;
  /** Doctor's whole finding. */
  readonly says: string;
  /** Instead of a profile of the management account and a look into each account. */
  readonly args?: readonly string[];
  /** Checks that cannot be made then; none without it. */
  readonly skips?: readonly string[];
};

const home = (held: Held) => held.regions["us-west-2"];
const other = (held: Held) => held.regions["us-east-1"];

/** @throws Error when the set-up breaks something that is not there, and so nothing. */
function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("the sample has nothing of this name");
  return value;
}

function taken<Value>(from: Map<string, Value>, key: string): void {
  there(from.get(key));
  from.delete(key);
}

const ofManagement = [
  "organization",
  "security-account",
  "trusted-access",
  "guardduty-administrator",
  "management-regions",
  "management-state",
  "trail",
  "delegation",
  "baseline",
  "management-baseline",
  "members",
];
const ofSecurity = [
  "regions",
  "state",
  "slack",
  "pagerduty-key",
  "on-call",
  "secret-keys",
  "guardduty",
  "keys",
  "tables",
  "settings",
  "lambdas",
  "reading",
  "rules",
  "topics",
  "queues",
  "schedules",
  "alarms",
  "sweeps",
];

const expired = Object.assign(new Error("The security token included in the request is expired"), {
  name: "ExpiredToken",
});

const signingIn: readonly BrokenSetUp[] = [
  {
    name: "credentials that expired",
    breaks: (held) => {
      held.signedIn.chain = expired;
    },
    args: ["--deep"],
    says: "broken  credentials  AWS: the AWS session has ended: sign in again (The security token included in the request is expired). sign in to the security account, and name a profile of the management account with --management-profile",
    skips: [
      ...ofManagement.slice(0, 5),
      "regions",
      "management-state",
      ...ofSecurity.slice(1, 6),
      "trail",
      "delegation",
      "guardduty",
      ...ofManagement.slice(8),
      ...ofSecurity.slice(7),
      "directory",
      "by-hand",
    ],
  },
  {
    name: "credentials that expired, beside a profile of the security account",
    breaks: (held) => {
      held.signedIn.chain = expired;
      held.signedIn.root = security;
    },
    args: ["--deep", "--security-profile", "root"],
    says: `unknown  credentials  the management account ${management}: the AWS session has ended: sign in again (The security token included in the request is expired). name a profile of it with --management-profile, and sign in with it`,
    skips: [...ofManagement, "directory"],
  },
  {
    name: "credentials of a third account, beside a profile of the security account",
    breaks: (held) => {
      held.signedIn.chain = payments;
      held.signedIn.root = security;
    },
    args: ["--deep", "--security-profile", "root"],
    says: `unknown  credentials  the management account ${management}: these credentials are of ${payments}: nobody looked here. name a profile of it with --management-profile`,
    skips: [...ofManagement, "directory"],
  },
  {
    name: "credentials of another account",
    breaks: (held) => {
      held.signedIn.root = payments;
    },
    says: `broken  credentials  the management account ${management}: the profile root belongs to ${payments}. name a profile of it with --management-profile, and sign in with it`,
    skips: [...ofManagement, "directory"],
  },
];

const organization: readonly BrokenSetUp[] = [
  {
    name: "an account in no organization",
    breaks: (held) => {
      held.organization = undefined;
    },
    says: `broken  organization  organization o-a1b2c3d4e5: the account ${management} is in no organization. aws organizations create-organization --feature-set ALL, or correct accounts.management in cdktf/org.config.ts`,
  },
  {
    name: "another organization",
    breaks: (held) => {
      there(held.organization).id = "o-zzzzzzzzzz";
    },
    says: `broken  organization  organization o-a1b2c3d4e5: the account ${management} belongs to o-zzzzzzzzzz. correct organization in cdktf/org.config.ts`,
  },
  {
    name: "an organization without all features",
    breaks: (held) => {
      there(held.organization).allFeatures = false;
    },
    says: "broken  organization  organization o-a1b2c3d4e5: it only pays together (consolidated billing), and lets no service in. aws organizations enable-all-features, which every account has to accept",
  },
  {
    name: "StackSets that are not trusted",
    breaks: (held) => {
      held.trusted = ["guardduty.amazonaws.com"];
    },
    says: "broken  trusted-access  organization o-a1b2c3d4e5: does not trust member.org.stacksets.cloudformation.amazonaws.com. in the management account: aws cloudformation activate-organizations-access",
  },
  {
    name: "a delegated administrator that is another account",
    breaks: (held) => {
      held.administrators.set("us-east-1", payments);
    },
    says: `broken  guardduty-administrator  us-east-1: GuardDuty is administered by the account ${payments}. make ${payments} the security account in cdktf/org.config.ts, or in the management account: aws guardduty disable-organization-admin-account --region us-east-1 --admin-account-id ${payments}`,
  },
  {
    name: "no delegated administrator in one region",
    breaks: (held) => taken(held.administrators, "us-east-1"),
    says: "broken  delegation  us-east-1: nobody administers GuardDuty for the organization. apply the stack org-root",
  },
  {
    name: "a region that is not opted in",
    breaks: (held) => {
      held.regionsOf[security] = [
        { name: "us-west-2", enabled: true },
        { name: "us-east-1", enabled: false },
      ];
    },
    says: `broken  regions  us-east-1, security account ${security}: is not opted in. aws account enable-region --region-name us-east-1, in that account, which takes AWS some minutes`,
  },
];

/** The organization's one trail, so changed. */
const otherTrail = (part: Partial<TrailFact>) => (held: Held) => {
  if (held.trails instanceof MayNot) throw held.trails;
  Object.assign(there(held.trails[0]), part);
};
const lost = "root use, changes of security groups and findings that people archive may go unheard";

const trails: readonly BrokenSetUp[] = [
  {
    name: "no organization trail",
    breaks: (held) => {
      held.trails = [];
    },
    says: `broken  trail  organization o-a1b2c3d4e5: no trail of it is seen in us-west-2: ${lost}. make one for the organization, in all regions, with management events (docs/manual-operations.md, organization-trail)`,
  },
  {
    name: "an organization trail that was switched off",
    breaks: otherTrail({ logging: false }),
    says: `broken  trail  us-west-2 trail acme: is switched off: ${lost}. in the management account: aws cloudtrail start-logging --region us-west-2 --name acme`,
  },
  {
    name: "an organization trail of one region",
    breaks: otherTrail({ allRegions: false }),
    says: `broken  trail  us-west-2 trail acme: is of one region only: ${lost}. in the management account: aws cloudtrail update-trail --region us-west-2 --name acme --is-multi-region-trail`,
  },
  {
    name: "an organization trail of write events only",
    breaks: otherTrail({ homeRegion: "eu-west-1", managementEvents: ["write"] }),
    says: `broken  trail  eu-west-1 trail acme: leaves out management events (read): ${lost}. in the management account's CloudTrail console, at this trail: Management events, Read and Write`,
  },
  {
    name: "credentials that may not see trails",
    breaks: (held) => {
      held.trails = new MayNot("cloudtrail:DescribeTrails", undefined);
    },
    says: "unknown  trail  everywhere: may not look: the right cloudtrail:DescribeTrails is missing. give these credentials cloudtrail:DescribeTrails",
  },
];

const states: readonly BrokenSetUp[] = [
  {
    name: "no state bucket",
    breaks: (held) => taken(held.buckets, `orgwatch-state-${management}`),
    says: `broken  management-state  us-west-2 orgwatch-state-${management}: the account ${management} has no bucket for states. apply terraform/bootstrap there (orgwatch deploy apply does)`,
  },
  {
    name: "a state bucket of somebody else",
    breaks: (held) => {
      held.buckets.set(`orgwatch-state-${security}`, "foreign");
    },
    says: `broken  state  us-west-2 orgwatch-state-${security}: belongs to another account than ${security}, or these credentials may not list it (s3:ListBucket). name a bucket of ${security} as stateBucket.infrasec in cdktf/org.config.ts`,
  },
  {
    name: "a state bucket in another region",
    breaks: (held) => {
      held.buckets.set(`orgwatch-state-${security}`, {
        region: "eu-west-1",
        versioned: true,
        encrypted: true,
      });
    },
    says: `broken  state  us-west-2 orgwatch-state-${security}: is in eu-west-1. name a bucket in the home region as stateBucket.infrasec`,
  },
  {
    name: "a state bucket without versions",
    breaks: (held) => {
      held.buckets.set(`orgwatch-state-${security}`, {
        region: "us-west-2",
        versioned: false,
        encrypted: true,
      });
    },
    says: `broken  state  us-west-2 orgwatch-state-${security}: keeps no versions: a state that is lost stays lost. aws s3api put-bucket-versioning --bucket orgwatch-state-${security} --versioning-configuration Status=Enabled`,
  },
  {
    name: "a state bucket that is not encrypted",
    breaks: (held) => {
      held.buckets.set(`orgwatch-state-${management}`, {
        region: "us-west-2",
        versioned: true,
        encrypted: false,
      });
    },
    says: `broken  management-state  us-west-2 orgwatch-state-${management}: is not encrypted. aws s3api put-bucket-encryption --bucket orgwatch-state-${management} --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms"},"BucketKeyEnabled":true}]}'`,
  },
];

const botToken = "/infrasec-admin-global/slack/bot-token";
const storeIt = (id: string) =>
  `store it with aws ssm put-parameter --type SecureString (docs/manual-operations.md, ${id})`;

const vendors: readonly BrokenSetUp[] = [
  {
    name: "a scope that is missing",
    breaks: (held) => {
      held.slack.scopes = ["users:read"];
    },
    args: ["--management-profile", "root", "--region", "us-west-2", "--deep"],
    says: "broken  slack  us-west-2: the bot in acme (T01) lacks chat:write (nothing is posted but by the webhook). install the app again from docs/slack-app-manifest.json, and store its token",
  },
  {
    name: "a Slack token that was revoked",
    breaks: (held) => {
      held.slack.error = "token_revoked";
    },
    args: ["--management-profile", "root", "--region", "us-west-2", "--deep"],
    says: "broken  slack  us-west-2: Slack refuses the bot's token: token_revoked. install the app again from docs/slack-app-manifest.json, and store its token",
  },
  {
    name: "a channel without the bot",
    breaks: (held) => {
      held.slack.absentFrom = ["C0123ABCDEG"];
    },
    says: "broken  slack  app (C0123ABCDEG): the bot cannot read it: not_in_channel. write /invite @orgwatch in the channel, or correct its id in cdktf/org.config.ts",
  },
  {
    name: "a secret that is not stored in one region",
    breaks: (held) => taken(other(held).parameters, botToken),
    says: `broken  slack  us-east-1 ${botToken}: is not there. ${storeIt("slack-bot-token")}`,
  },
  {
    name: "a secret as a plain String",
    breaks: (held) => {
      there(home(held).parameters.get(botToken)).type = "String";
    },
    says: `broken  slack  us-west-2 ${botToken}: is no SecureString but a String. delete it, then ${storeIt("slack-bot-token")}`,
  },
  {
    name: "a secret under a key that lambdas may not use",
    breaks: (held) => {
      there(home(held).parameters.get(botToken)).key = "alias/team";
    },
    says: `broken  secret-keys  us-west-2 ${botToken}: is encrypted with alias/team, which the lambdas may not use. store it with aws ssm put-parameter --overwrite --type SecureString --key-id alias/orgwatch --region us-west-2`,
  },
  {
    name: "a secret under a key without a name",
    breaks: (held) => {
      there(home(held).parameters.get(botToken)).key = "0a1b2c3d";
    },
    says: `unknown  secret-keys  us-west-2 ${botToken}: is encrypted with the key 0a1b2c3d, which does not say whose it is. store it with aws ssm put-parameter --overwrite --type SecureString --key-id alias/orgwatch --region us-west-2`,
  },
  {
    name: "no PagerDuty key",
    breaks: (held) => taken(home(held).parameters, "/pagerduty/api-token"),
    says: `broken  pagerduty-key  us-west-2 /pagerduty/api-token: is not there. ${storeIt("pagerduty-api-key")}`,
  },
  {
    name: "a PagerDuty key of another account",
    breaks: (held) => {
      held.pagerduty.schedules = ["The shop on call"];
    },
    says: 'broken  on-call  PagerDuty, team infra: the account of this key has no schedule "Infrastructure on call". store a key of the right account, or correct pagerduty.onCall.infra in cdktf/org.config.ts',
  },
  {
    name: "a PagerDuty key that is refused",
    breaks: (held) => {
      held.pagerduty.refuses = true;
    },
    says: "broken  on-call  PagerDuty: refuses the API key. create a read-only key, and store it (docs/manual-operations.md, pagerduty-api-key)",
  },
  {
    name: "a webhook secret that Terraform did not learn",
    breaks: (held) => {
      there(home(held).parameters.get("/pagerduty/webhook-secrets")).value = "unknown";
    },
    says: `broken  by-hand  us-west-2 /pagerduty/webhook-secrets: Terraform did not learn the secret, and every webhook is refused. ${storeIt("pagerduty-webhook-secret")}`,
  },
  {
    name: "an extension that is not authorised",
    breaks: (held) => {
      held.pagerduty.extensionConfig = {};
    },
    says: "broken  by-hand  Orgwatch infra: its Slack extension is not authorised. in PagerDuty, Integrations, Extensions: Authorize at the extension's gear, choose the channel, save",
  },
  {
    name: "a mail address that is not confirmed",
    breaks: (held) => {
      other(held).emails = [{ address: "security@example.com", state: "pending" }];
    },
    says: "broken  by-hand  us-east-1 security@example.com: waits for confirmation. open Confirm subscription in AWS's mail; no mail: apply infrasec-admin-global again, or use Request confirmation in the SNS console",
  },
];

const seeStackSet = (verb: string, region: string) =>
  `the StackSet's operations in CloudFormation's console of the management account say why. When that is mended, there: aws cloudformation ${verb} --region us-west-2 --stack-set-name orgwatch-member-baseline --regions ${region} --deployment-targets OrganizationalUnitIds=r-ab12,Accounts=${payments},AccountFilterType=INTERSECTION (a new region: orgwatch deploy apply org-root)`;
const byHand =
  "somebody changed it by hand: set it back, or delete it and update the StackSet's stack in this account";

const members: readonly BrokenSetUp[] = [
  {
    name: "no StackSet",
    breaks: (held) => {
      held.stackSet = undefined;
    },
    says: "broken  baseline  StackSet orgwatch-member-baseline: there is no such StackSet. orgwatch deploy apply org-root",
  },
  {
    name: "a StackSet of another configuration",
    breaks: (held) => {
      const set = there(held.stackSet);
      set.template = set.template.replaceAll("tag-auditor", "tag-looker");
    },
    says: "broken  baseline  StackSet orgwatch-member-baseline: brings other roles and rules than the configuration says. orgwatch deploy apply org-root",
  },
  {
    name: "an account without the baseline",
    breaks: (held) => {
      const set = there(held.stackSet);
      set.instances = set.instances.filter(
        ({ accountId, region }) => accountId !== payments || region !== "us-east-1",
      );
    },
    says: `broken  baseline  us-east-1, account ${payments}: has no member baseline. ${seeStackSet("create-stack-instances", "us-east-1")}`,
  },
  {
    name: "a stack instance that is OUTDATED",
    breaks: (held) => {
      const found = there(held.stackSet).instances.find(({ accountId }) => accountId === payments);
      Object.assign(there(found), { status: "OUTDATED", reason: "Explicit deny by an SCP" });
    },
    says: `broken  baseline  us-west-2, account ${payments}: its member baseline is OUTDATED (Explicit deny by an SCP). ${seeStackSet("update-stack-instances", "us-west-2")}`,
  },
  {
    name: "a management account whose own baseline failed",
    breaks: (held) => {
      held.stacks.set("us-east-1", "UPDATE_ROLLBACK_COMPLETE");
    },
    says: "broken  management-baseline  us-east-1, management account, stack orgwatch-member-baseline: is UPDATE_ROLLBACK_COMPLETE. look at its events in CloudFormation's console, and orgwatch deploy apply org-root",
  },
  {
    name: "a role that trusts another account",
    breaks: (held) => {
      const key = `${payments}/GetSupportInfoRole`;
      held.trust.set(key, there(held.trust.get(key)).replaceAll(security, "999999999999"));
    },
    says: `broken  members  account ${payments}, role GetSupportInfoRole: trusts others than it should: accounts 999999999999. ${byHand}`,
  },
  {
    name: "a role that is gone",
    breaks: (held) => taken(held.trust, `${payments}/tag-auditor`),
    says: `broken  members  account ${payments}, role tag-auditor: there is no such role. ${byHand}`,
  },
  {
    name: "a rule that somebody switched off in a member",
    breaks: (held) => {
      const key = `${payments}/us-east-1/orgwatch-forward-root-sign-in`;
      there(held.memberRules.get(key));
      held.memberRules.set(key, "DISABLED");
    },
    says: `broken  members  us-east-1, account ${payments}, rule orgwatch-forward-root-sign-in: is DISABLED, not ENABLED. ${byHand}`,
  },
];

const applyAlerts = "orgwatch deploy apply infrasec-admin-global";

const securityAccount: readonly BrokenSetUp[] = [
  {
    name: "a detector that is suspended",
    breaks: (held) => {
      there(other(held).detector).enabled = false;
    },
    says: `broken  guardduty  us-east-1: the GuardDuty detector is suspended. ${applyAlerts}`,
  },
  {
    name: "GuardDuty for new accounts only",
    breaks: (held) => {
      there(other(held).detector).autoEnable = "NEW";
    },
    says: `broken  guardduty  us-east-1: GuardDuty watches members only by NEW, not ALL: some accounts have no findings. ${applyAlerts}`,
  },
  {
    name: "a key that is disabled",
    breaks: (held) => {
      home(held).keys.set("alias/orgwatch", "Disabled");
    },
    says: "broken  keys  us-west-2 alias/orgwatch: the key is Disabled: nothing under it can be read or sent. aws kms enable-key --region us-west-2 --key-id $(aws kms describe-key --region us-west-2 --key-id alias/orgwatch --query KeyMetadata.Arn --output text)",
  },
  {
    name: "a key that is about to be deleted",
    breaks: (held) => {
      other(held).keys.set("alias/orgwatch", "PendingDeletion");
    },
    says: "broken  keys  us-east-1 alias/orgwatch: the key is PendingDeletion: nothing under it can be read or sent. aws kms cancel-key-deletion --region us-east-1 --key-id $(aws kms describe-key --region us-east-1 --key-id alias/orgwatch --query KeyMetadata.Arn --output text), then the same with enable-key",
  },
  {
    name: "a table whose key is gone",
    breaks: (held) => {
      home(held).tables.set("support-cases", "INACCESSIBLE_ENCRYPTION_CREDENTIALS");
    },
    says: "broken  tables  us-west-2 support-cases: DynamoDB cannot use its key any more, and will archive the table. within seven days: aws kms enable-key --region us-west-2 --key-id $(aws kms describe-key --region us-west-2 --key-id alias/orgwatch --query KeyMetadata.Arn --output text)",
  },
  {
    name: "keys of PagerDuty that somebody deleted in one region",
    breaks: (held) => taken(other(held).parameters, "/pagerduty/routing-keys"),
    says: "broken  settings  us-east-1 /pagerduty/routing-keys: there is no such secret. orgwatch deploy apply pagerduty",
  },
  {
    name: "a setting of an older configuration",
    breaks: (held) => {
      other(held).settings.set("/infrasec-admin-global/routing", "{}");
    },
    says: `broken  settings  us-east-1 /infrasec-admin-global/routing: says something else than the configuration. ${applyAlerts}`,
  },
  {
    name: "a lambda that is missing in one region",
    breaks: (held) => {
      other(held).functions = other(held).functions.filter(({ name }) => name !== "orgwatch-slack-notifier");
    },
    says: `broken  lambdas  us-east-1 orgwatch-slack-notifier: there is no such lambda. ${applyAlerts}`,
  },
  {
    name: "a lambda with older code",
    breaks: (held) => {
      there(home(held).functions.find(({ name }) => name === "orgwatch-tag-audit-scan")).codeSha256 = "old";
    },
    says: "broken  lambdas  us-west-2 orgwatch-tag-audit-scan: runs other code than what was built here. orgwatch deploy apply tag-audit",
  },
  {
    name: "a queue that nobody reads",
    breaks: (held) => {
      there(home(held).mappings.find(({ queue }) => queue === "orgwatch-slack-notifier-infra-alert")).state =
        "Disabled";
    },
    says: `broken  reading  us-west-2 orgwatch-slack-notifier-infra-alert: reading it by orgwatch-slack-notifier is Disabled. ${applyAlerts}`,
  },
  {
    name: "a rule that is switched off",
    breaks: (held) => {
      home(held).rules.set("default/orgwatch-finding-alert", "DISABLED");
    },
    says: `broken  rules  us-west-2 orgwatch-finding-alert: the rule is switched off. ${applyAlerts}`,
  },
  {
    name: "a rule whose target somebody took away",
    breaks: (held) => void other(held).idle.add("default/orgwatch-finding-alert"),
    says: `broken  rules  us-east-1 orgwatch-finding-alert: it has no target any more: what it picks is lost. ${applyAlerts}`,
  },
  {
    name: "a rule that is missing on the organization's bus",
    breaks: (held) => taken(home(held).rules, "orgwatch/orgwatch-root-sign-in"),
    says: `broken  rules  us-west-2 orgwatch-root-sign-in: the bus orgwatch has no such rule. ${applyAlerts}`,
  },
  {
    name: "a topic that is gone",
    breaks: (held) => taken(home(held).subscriptions, "app-alert"),
    says: `broken  topics  us-west-2 app-alert: there is no such topic. ${applyAlerts}`,
  },
  {
    name: "a queue that does not listen to its topic",
    breaks: (held) => {
      const alerts = there(home(held).subscriptions.get("app-alert"));
      home(held).subscriptions.set(
        "app-alert",
        alerts.filter(({ endpoint }) => endpoint !== "orgwatch-pagerduty-pager-app-alert"),
      );
    },
    says: `broken  topics  us-west-2 app-alert: orgwatch-pagerduty-pager-app-alert does not listen to it. ${applyAlerts}`,
  },
  {
    name: "a subscription that is not confirmed",
    breaks: (held) => {
      const [first] = there(other(held).subscriptions.get("orgwatch-failover"));
      Object.assign(there(first), { endpoint: "orgwatch-slack-notifier-failover", confirmed: false });
      const [, second] = there(other(held).subscriptions.get("orgwatch-failover"));
      Object.assign(there(second), { endpoint: "orgwatch-pagerduty-pager-failover" });
    },
    says: `broken  topics  us-east-1 orgwatch-failover: the subscription of orgwatch-slack-notifier-failover is not confirmed. ${applyAlerts}`,
  },
  {
    name: "dead letters that wait",
    breaks: (held) => {
      there(other(held).queues.get("orgwatch-slack-notifier-dead-letters")).waiting = 3;
    },
    says: "broken  queues  us-east-1 orgwatch-slack-notifier-dead-letters: 3 messages wait here, which nobody handled. orgwatch redrive --region us-east-1 shows them",
  },
  {
    name: "a queue without redrive",
    breaks: (held) => {
      there(other(held).queues.get("orgwatch-slack-notifier-app-alert")).deadLetterQueue = undefined;
    },
    says: `broken  queues  us-east-1 orgwatch-slack-notifier-app-alert: has no redrive to orgwatch-slack-notifier-dead-letters: what fails is lost after some days. ${applyAlerts}`,
  },
  {
    name: "a schedule that is disabled",
    breaks: (held) => {
      const key = "orgwatch-heartbeat/orgwatch-heartbeat";
      there(other(held).schedules.get(key));
      other(held).schedules.set(key, "DISABLED");
    },
    says: `broken  schedules  us-east-1 orgwatch-heartbeat: the schedule is DISABLED. ${applyAlerts}`,
  },
  {
    name: "an alarm that is missing",
    breaks: (held) => {
      home(held).alarms = home(held).alarms.filter(({ name }) => name !== "orgwatch-heartbeat-slack");
    },
    says: `broken  alarms  us-west-2 orgwatch-heartbeat-slack: there is no such alarm. ${applyAlerts}`,
  },
  {
    name: "an alarm without an action",
    breaks: (held) => {
      there(home(held).alarms.find(({ name }) => name === "orgwatch-heartbeat-slack")).actions = [];
    },
    says: `broken  alarms  us-west-2 orgwatch-heartbeat-slack: does not tell orgwatch-failover. ${applyAlerts}`,
  },
  {
    name: "an alarm that is muted",
    breaks: (held) => {
      there(home(held).alarms.find(({ name }) => name === "orgwatch-heartbeat-slack")).actionsEnabled = false;
    },
    says: "broken  alarms  us-west-2 orgwatch-heartbeat-slack: is muted: its actions are switched off. aws cloudwatch enable-alarm-actions --region us-west-2 --alarm-names orgwatch-heartbeat-slack",
  },
  {
    name: "an alarm that rings",
    breaks: (held) => {
      there(home(held).alarms.find(({ name }) => name === "orgwatch-tag-audit-canaries-missing")).state =
        "ALARM";
    },
    says: "broken  alarms  us-west-2 orgwatch-tag-audit-canaries-missing: rings: EC2 instances without their tags are not found, their owners not warned, and nothing is stopped. There are accounts and regions in which the tag audit's canary was missing, or which could not be read: nothing is stopped or terminated there. `orgwatch tag-audit status` names them. docs/operate.md says what each alarm means",
  },
  {
    name: "a sweep that failed",
    breaks: (held) => {
      Object.assign(there(home(held).runs.get("orgwatch-case-sweep")), {
        status: "failed",
        reason: "States.Timeout",
      });
    },
    says: "broken  sweeps  us-west-2 orgwatch-case-sweep: the last run, 2030-01-07 07:00 (06:00 UTC), failed: States.Timeout. see to the reason; it starts again by its schedule",
  },
  {
    name: "a sweep that does not come any more",
    breaks: (held) => {
      there(home(held).runs.get("orgwatch-tag-audit")).startedAt = new Date("2030-01-06T08:00:00Z");
    },
    says: "broken  sweeps  us-west-2 orgwatch-tag-audit: has not run since 2030-01-06 09:00 (08:00 UTC), and should have twice. look whether its schedule is switched on (EventBridge Scheduler)",
  },
  {
    name: "an account directory that is stale",
    breaks: (held) => {
      const found = there(home(held).directory).find(({ accountId }) => accountId === payments);
      there(found).name = "payments-old";
    },
    says: "broken  directory  us-west-2 account directory: does not know payments (333333333333) as they are. aws lambda invoke --region us-west-2 --function-name orgwatch-account-directory /dev/null, and look at its alarm if that changes nothing",
  },
  {
    name: "credentials that may not list lambdas",
    breaks: (held) => {
      other(held).denied.set("functions", "lambda:ListFunctions");
    },
    says: "unknown  lambdas  us-east-1: may not look: the right lambda:ListFunctions is missing. give these credentials lambda:ListFunctions",
  },
];

/** All of them. */
export const brokenSetUps: readonly BrokenSetUp[] = [
  ...signingIn,
  ...organization,
  ...trails,
  ...states,
  ...vendors,
  ...members,
  ...securityAccount,
];
