// What each region has to itself, so that it alerts also when the others cannot: key, failover, topics, tables, settings, GuardDuty, rules.
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { TableManifest } from "@orgwatch/manifest/define-table";
import { logGroupName, parameterName, type TopicName, topicName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";
import { alertPattern, notificationPattern } from "../finding-patterns";
import type { OrgConfig } from "../org-config";
import { routingOf } from "../org-config-routing";
import { type Place, ruleArn } from "../place";
import { AlertingTopic } from "./alerting-topic";
import { DeadLetterQueue } from "./encrypted-queue";
import { type BusReference, EventRule } from "./event-rule";
import { FailoverTopic } from "./failover-topic";
import { GuardDutyAdministrator } from "./guardduty-administrator";
import type { AlarmDuty } from "./impact-alarm";
import { ManifestTable } from "./manifest-table";
import { ServiceKey } from "./service-key";

/** A kind of event that goes from a bus to one of the default team's topics. */
export type AlertingRule = {
  readonly name: string;
  readonly description: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly to: TopicName;
  /** A custom bus; the region's default bus without it. */
  readonly bus?: BusReference;
};

export type RegionalAlertingProps = {
  readonly place: Place;
  readonly config: OrgConfig;
  /** Also the prefix of its settings in SSM. */
  readonly stack: string;
  readonly tables: readonly TableManifest[];
  /** Beside GuardDuty's and Health's. */
  readonly furtherRules: readonly AlertingRule[];
};

/** The part of a region that lambdas are put into afterwards. */
export class RegionalAlerting extends Construct {
  readonly keyArn: string;
  readonly failoverArn: string;
  readonly topicArns: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: RegionalAlertingProps) {
    super(scope, id);
    const { place, config } = props;
    const key = new ServiceKey(this, "key", {
      place,
      alias: "orgwatch",
      description: "Orgwatch's topics, queues, tables, logs and secrets",
      deliverers: ["events", "cloudwatch", "sns"],
      logGroupPrefix: logGroupName(""),
    });
    this.keyArn = key.arn;
    const failover = new FailoverTopic(this, "failover", { place, emails: config.contacts.failoverEmails })
      .topic;
    this.failoverArn = failover.arn;
    for (const manifest of props.tables)
      new ManifestTable(this, manifest.name, { manifest, keyArn: key.arn });
    this.settings(props);
    new GuardDutyAdministrator(this, "guardduty", {
      features: config.guardDuty.features,
      existingDetector: config.guardDuty.existingDetectors[place.region],
    });
    this.topicArns = this.alerting([...standardRules(config), ...props.furtherRules], failover, props);
  }

  /** Topics and the rules that fill them. The failover topic's own failures are told through the default team's alerts. */
  private alerting(rules: readonly AlertingRule[], failover: AlertingTopic, props: RegionalAlertingProps) {
    const { config, place } = props;
    const alarms: AlarmDuty = {
      notify: failover.arn,
      impact: "People do not see findings, root use or other alerts",
    };
    const arnsOf = (some: readonly AlertingRule[]) =>
      some.map(({ name, bus }) => ruleArn(place, name, bus?.name));
    const topic = (team: string, kind: TopicName, feeders: readonly AlertingRule[]) => {
      const name = topicName(team, kind);
      const made = new AlertingTopic(this, name, {
        place,
        name,
        keyArn: this.keyArn,
        rules: arnsOf(feeders),
      });
      made.watch(alarms);
      return made;
    };
    const own = (kind: TopicName) =>
      topic(
        config.defaultTeam,
        kind,
        rules.filter(({ to }) => to === kind),
      );
    const main = { notification: own("notification"), alert: own("alert") };
    const others = config.teams
      .filter(({ name }) => name !== config.defaultTeam)
      .flatMap(({ name }) => [topic(name, "notification", []), topic(name, "alert", [])]);
    const undelivered = new DeadLetterQueue(this, "undelivered-events", {
      place,
      name: "orgwatch-undelivered-events",
      keyArn: this.keyArn,
      senders: [{ service: "events", arns: arnsOf(rules) }],
      alarms,
    });
    for (const { to, ...rule } of rules) {
      new EventRule(this, rule.name, {
        ...rule,
        targetArn: main[to].arn,
        deadLetterArn: undelivered.arn,
        alarms,
      });
    }
    failover.watch({ notify: main.alert.arn, impact: "Nobody hears when the notifier itself fails" });
    return Object.fromEntries([...Object.values(main), ...others].map(({ name, arn }) => [name, arn]));
  }

  /** Settings that lambdas read at run time, because they grow with the organization. They are no secrets. */
  private settings({ stack, config }: RegionalAlertingProps): void {
    const settings = {
      routing: { says: "Teams, the accounts they claim, and their channels", value: routingOf(config) },
      "account-source": { says: "Where the list of accounts comes from", value: config.accountSource },
    };
    for (const [name, { says, value }] of Object.entries(settings)) {
      new SsmParameter(this, `setting-${name}`, {
        name: parameterName(stack, name),
        description: says,
        type: "String",
        // More than 4 KB makes it an advanced parameter of up to 8 KB.
        tier: "Intelligent-Tiering",
        insecureValue: JSON.stringify(value),
      });
    }
  }
}

/** Rules never look at the team: the notifier finds it (docs/adr/0002-routing-in-the-notifier.md). */
function standardRules({ alerts }: OrgConfig): readonly AlertingRule[] {
  return [
    {
      name: "orgwatch-finding-alert",
      description: `GuardDuty findings of severity ${alerts.alertFrom} and above`,
      pattern: alertPattern(alerts),
      to: "alert",
    },
    {
      name: "orgwatch-finding-notification",
      description: `GuardDuty findings below severity ${alerts.alertFrom}, or without one`,
      pattern: notificationPattern(alerts),
      to: "notification",
    },
    {
      name: "orgwatch-health",
      description: "AWS Health events",
      pattern: { source: ["aws.health"] },
      to: "notification",
    },
  ];
}
