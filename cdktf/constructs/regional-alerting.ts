// What each region has to itself, so that it alerts also when the others cannot: key, failover, topics, tables, settings, GuardDuty, rules.
import type { AlertingEvent } from "@orgwatch/manifest/alerting-rules";
import { alertingRuleName, standardRules } from "@orgwatch/manifest/alerting-rules";
import type { TableManifest } from "@orgwatch/manifest/define-table";
import { logGroupName, type TopicName, topicName } from "@orgwatch/manifest/names";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { RuleState } from "../baseline/forwarded-events";
import { bucketsOf } from "../buckets";
import type { OrgConfig } from "../org-config";
import { type Place, ruleArn } from "../place";
import { settingsOf } from "../settings";
import { AlertingTopic } from "./alerting-topic";
import { DeadLetterQueue } from "./encrypted-queue";
import { type BusReference, EventRule } from "./event-rule";
import { FailoverTopic } from "./failover-topic";
import { GuardDutyAdministrator } from "./guardduty-administrator";
import { accessLogGroup } from "./http-api";
import type { AlarmDuty } from "./impact-alarm";
import { sweepLogGroup } from "./manifest-sweep";
import { ManifestTable } from "./manifest-table";
import { ServiceKey } from "./service-key";
import { SettingParameter } from "./setting-parameter";

/** A kind of event that goes from a bus to one of the default team's topics. */
export type AlertingRule = {
  readonly name: string;
  readonly description: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly to: TopicName;
  readonly state?: RuleState;
  /** A custom bus; the region's default bus without it. */
  readonly bus?: BusReference;
};

export type RegionalAlertingProps = {
  readonly place: Place;
  readonly config: OrgConfig;
  /** Also the prefix of its settings in SSM. */
  readonly stack: string;
  readonly tables: readonly TableManifest[];
  /** Beside the standard ones. */
  readonly furtherRules: readonly AlertingRule[];
};

/** The part of a region that lambdas are put into afterwards. */
export class RegionalAlerting extends Construct {
  readonly keyArn: string;
  readonly failoverArn: string;
  readonly topicArns: Readonly<Record<string, string>>;
  private readonly rules: readonly AlertingRule[];
  private readonly alarms: AlarmDuty;
  private readonly undelivered: DeadLetterQueue;
  /** The default team's. */
  private readonly main: Readonly<Record<TopicName, AlertingTopic>>;

  constructor(scope: Construct, id: string, props: RegionalAlertingProps) {
    super(scope, id);
    const { place, config } = props;
    const key = new ServiceKey(this, "key", {
      place,
      alias: "orgwatch",
      description: "Orgwatch's topics, queues, tables, logs and secrets",
      deliverers: ["events", "cloudwatch", "sns"],
      bucketOwners: Object.values(bucketsOf(config))
        .filter(({ region }) => region === place.region)
        .map(({ accountId }) => accountId),
      logGroupPrefixes: [logGroupName(""), accessLogGroup, sweepLogGroup("")],
    });
    this.keyArn = key.arn;
    const failover = new FailoverTopic(this, "failover", { place, emails: config.contacts.failoverEmails })
      .topic;
    this.failoverArn = failover.arn;
    for (const manifest of props.tables)
      new ManifestTable(this, manifest.name, { manifest, keyArn: key.arn });
    for (const [name, setting] of Object.entries(settingsOf(props.stack, config)))
      new SettingParameter(this, `setting-${name}`, { stack: props.stack, name, setting });
    new GuardDutyAdministrator(this, "guardduty", {
      features: config.guardDuty.features,
      existingDetector: config.guardDuty.existingDetectors[place.region],
    });
    this.rules = [...standardRules(config.alerts).map(ruleOf), ...props.furtherRules];
    this.alarms = { notify: failover.arn, impact: "People do not see findings, root use or other alerts" };
    this.undelivered = new DeadLetterQueue(this, "undelivered-events", {
      place,
      name: "orgwatch-undelivered-events",
      keyArn: key.arn,
      senders: [{ service: "events", arns: this.rules.map(arnOf(place)) }],
      alarms: this.alarms,
    });
    this.main = {
      notification: this.topic(config.defaultTeam, "notification", props),
      alert: this.topic(config.defaultTeam, "alert", props),
    };
    const others = config.teams
      .filter(({ name }) => name !== config.defaultTeam)
      .flatMap(({ name }) => [this.topic(name, "notification", props), this.topic(name, "alert", props)]);
    // The failover topic's own failures are told through the default team's alerts.
    failover.watch({ notify: this.main.alert.arn, impact: "Nobody hears when the notifier itself fails" });
    this.topicArns = Object.fromEntries(
      [failover, ...Object.values(this.main), ...others].map(({ name, arn }) => [name, arn]),
    );
  }

  /** The rules, once: they send only when these subscriptions stand, also when another team becomes the default. */
  alertAfter(subscriptions: readonly ITerraformDependable[]): void {
    for (const { to, ...rule } of this.rules) {
      new EventRule(this, rule.name, {
        ...rule,
        targetArn: this.main[to].arn,
        after: [this.main[to].policy, ...subscriptions],
        deadLetterArn: this.undelivered.arn,
        alarms: this.alarms,
      });
    }
  }

  /** The default team's topics are open to the rules, the others' only to alarms. */
  private topic(team: string, kind: TopicName, { place, config }: RegionalAlertingProps): AlertingTopic {
    const name = topicName(team, kind);
    const feeders = team === config.defaultTeam ? this.rules.filter(({ to }) => to === kind) : [];
    const topic = new AlertingTopic(this, name, {
      place,
      name,
      keyArn: this.keyArn,
      rules: feeders.map(arnOf(place)),
    });
    topic.watch(this.alarms);
    return topic;
  }
}

function arnOf(place: Place): (rule: AlertingRule) => string {
  return ({ name, bus }) => ruleArn(place, name, bus?.name);
}

function ruleOf({ name, words, pattern, to }: AlertingEvent): AlertingRule {
  return { name: alertingRuleName(name), description: words, pattern, to };
}
