// EventBridge Scheduler starts a lambda; bus rules may start the same run at once.
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { functionName } from "@orgwatch/manifest/names";
import type { BusSource, ScheduleTrigger } from "@orgwatch/manifest/trigger";
import type { Construct } from "constructs";
import { type Place, ruleArn } from "../place";
import { busRuleName } from "../queue-sources";
import type { DeadLetterQueue } from "./encrypted-queue";
import { type BusReference, EventRule } from "./event-rule";
import type { AlarmDuty } from "./impact-alarm";
import { ScheduledStart } from "./scheduled-start";

export type LambdaScheduleProps = {
  readonly manifest: LambdaManifest;
  readonly trigger: ScheduleTrigger;
  readonly functionArn: string;
  readonly place: Place;
  readonly keyArn: string;
  readonly deadLetters: DeadLetterQueue;
  /** The organization's bus. */
  readonly bus: BusReference;
  readonly alarms: AlarmDuty;
};

/** The schedule, and a rule for each event that the lambda does not wait for the clock with. */
export class LambdaSchedule extends ScheduledStart {
  constructor(scope: Construct, id: string, props: LambdaScheduleProps) {
    const { manifest, trigger, functionArn } = props;
    super(scope, id, {
      ...props,
      name: manifest.name,
      physicalName: functionName(manifest.name),
      expression: trigger.expression,
      words: trigger.words,
      target: { arn: functionArn, action: "lambda:InvokeFunction" },
    });
    for (const source of trigger.alsoOn) this.startOn(source, props);
  }

  private startOn(source: BusSource, props: LambdaScheduleProps): void {
    const { manifest, place, functionArn } = props;
    const name = busRuleName(manifest, source);
    const permission = new LambdaPermission(this, `${source.name}-permission`, {
      statementId: name,
      action: "lambda:InvokeFunction",
      functionName: functionArn,
      principal: "events.amazonaws.com",
      sourceArn: ruleArn(place, name, props.bus.name),
    });
    new EventRule(this, source.name, {
      name,
      description: `Starts ${manifest.name} at once`,
      bus: props.bus,
      pattern: source.pattern,
      targetArn: functionArn,
      after: [permission],
      deadLetterArn: props.deadLetters.arn,
      alarms: props.alarms,
    });
  }
}
