// EventBridge Scheduler starts a lambda; bus rules may start the same run at once.
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { functionName, roleName } from "@orgwatch/manifest/names";
import type { BusSource, ScheduleTrigger } from "@orgwatch/manifest/trigger";
import { Construct } from "constructs";
import { type Place, regionalArn, ruleArn } from "../place";
import { policyDocument, serviceTrust } from "../policy-document";
import { busRuleName } from "../queue-sources";
import type { DeadLetterQueue } from "./encrypted-queue";
import { type BusReference, EventRule } from "./event-rule";
import { type AlarmDuty, ImpactAlarm } from "./impact-alarm";

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

/** A schedule in a group of its own: Scheduler's metrics and its trust condition know groups only. */
export class LambdaSchedule extends Construct {
  readonly schedule: SchedulerSchedule;

  constructor(scope: Construct, id: string, props: LambdaScheduleProps) {
    super(scope, id);
    const { manifest, trigger, functionArn } = props;
    const group = new SchedulerScheduleGroup(this, "group", { name: functionName(manifest.name) });
    const { role, policy } = this.role(props);
    this.schedule = new SchedulerSchedule(this, "schedule", {
      name: functionName(manifest.name),
      groupName: group.name,
      description: `${manifest.name}, ${trigger.words}`,
      scheduleExpression: trigger.expression,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: functionArn,
        roleArn: role.arn,
        deadLetterConfig: { arn: props.deadLetters.arn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 60 },
      },
      dependsOn: [policy],
    });
    this.watch(props);
    for (const source of trigger.alsoOn) this.startOn(source, props);
  }

  private role({ manifest, place, keyArn, functionArn, deadLetters }: LambdaScheduleProps) {
    const role = new IamRole(this, "role", {
      name: roleName(`${manifest.name}-schedule`, place.region),
      description: `Lets EventBridge Scheduler start ${functionName(manifest.name)}`,
      assumeRolePolicy: serviceTrust("scheduler.amazonaws.com", place.accountId, [
        regionalArn(place, "scheduler", `schedule-group/${functionName(manifest.name)}`),
      ]),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "start",
      role: role.name,
      policy: policyDocument([
        { Sid: "Start", Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: [functionArn] },
        { Sid: "DeadLetters", Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [deadLetters.arn] },
        { Sid: "Keys", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: [keyArn] },
      ]),
    });
    return { role, policy };
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

  private watch({ manifest, alarms }: LambdaScheduleProps): void {
    const group = functionName(manifest.name);
    const metrics = {
      TargetErrorCount: "failed",
      InvocationDroppedCount: "were given up",
    };
    for (const [metric, fate] of Object.entries(metrics)) {
      new ImpactAlarm(this, metric, {
        ...alarms,
        name: `${group}-${metric}`,
        means: `Scheduled starts of ${group} ${fate}`,
        namespace: "AWS/Scheduler",
        metric,
        dimensions: { ScheduleGroup: group },
        statistic: "Sum",
      });
    }
  }
}
