// An EventBridge rule with one target. What cannot be delivered waits in a dead-letter queue and is told.
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { RuleState } from "../baseline/forwarded-events";
import { type AlarmDuty, ImpactAlarm } from "./impact-alarm";

/** A bus by its name, and the resource that makes it when that is in the same stack. */
export type BusReference = { readonly name: string; readonly madeBy?: ITerraformDependable };

export type EventRuleProps = {
  readonly name: string;
  readonly description: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** A custom bus; the account's default bus without it. */
  readonly bus?: BusReference;
  /** A topic, queue or lambda whose own policy lets the rule in (a role would break encrypted targets). */
  readonly targetArn: string;
  /** Without it `ENABLED`: everything but what CloudTrail marks as a read. */
  readonly state?: RuleState;
  /** Nothing is sent before these stand: the policy that lets the rule in, the subscribers without whom a topic drops what it gets. */
  readonly after?: readonly ITerraformDependable[];
  readonly deadLetterArn: string;
  readonly alarms: AlarmDuty;
};

/** Retries for 24 hours, as long as EventBridge does. */
export class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const onBus = props.bus === undefined ? {} : { eventBusName: props.bus.name };
    const after = props.bus?.madeBy === undefined ? {} : { dependsOn: [props.bus.madeBy] };
    const rule = new CloudwatchEventRule(this, "rule", {
      name: props.name,
      description: props.description,
      eventPattern: JSON.stringify(props.pattern),
      ...onBus,
      ...after,
      ...(props.state === undefined ? {} : { state: props.state }),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "orgwatch",
      arn: props.targetArn,
      deadLetterConfig: { arn: props.deadLetterArn },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
      ...onBus,
      dependsOn: [...(props.after ?? [])],
    });
    this.watch(props);
  }

  /** A metric of a custom bus's rule carries the bus as well, one of the default bus does not. */
  private watch({ name, bus, alarms }: EventRuleProps): void {
    const metrics = {
      FailedInvocations: "could not be delivered; they wait in the dead-letter queue",
      InvocationsFailedToBeSentToDlq: "are lost: neither the target nor the dead-letter queue took them",
    };
    for (const [metric, fate] of Object.entries(metrics)) {
      new ImpactAlarm(this, metric, {
        ...alarms,
        name: `${name}-${metric}`,
        means: `Events of the rule ${name} ${fate}`,
        namespace: "AWS/Events",
        metric,
        dimensions: { RuleName: name, ...(bus === undefined ? {} : { EventBusName: bus.name }) },
        statistic: "Sum",
      });
    }
  }
}
