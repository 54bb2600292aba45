// EventBridge Scheduler starts something by the clock: a lambda or a sweep.
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { roleName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";
import { type Place, regionalArn } from "../place";
import { policyDocument, serviceTrust } from "../policy-document";
import type { DeadLetterQueue } from "./encrypted-queue";
import { type AlarmDuty, ImpactAlarm } from "./impact-alarm";

export type ScheduledStartProps = {
  /** The manifest's name of what is started. */
  readonly name: string;
  /** The physical name; also the schedule's and its group's. */
  readonly physicalName: string;
  readonly expression: string;
  /** The expression's meaning for people. */
  readonly words: string;
  readonly target: {
    readonly arn: string;
    readonly action: "lambda:InvokeFunction" | "states:StartExecution";
    /** JSON; Scheduler's own words about the start without it. */
    readonly input?: string;
  };
  readonly place: Place;
  readonly keyArn: string;
  readonly deadLetters: DeadLetterQueue;
  readonly alarms: AlarmDuty;
};

/** A schedule in a group of its own: Scheduler's metrics and its trust condition know groups only. */
export class ScheduledStart extends Construct {
  readonly schedule: SchedulerSchedule;

  constructor(scope: Construct, id: string, props: ScheduledStartProps) {
    super(scope, id);
    const { name, physicalName, target } = props;
    const group = new SchedulerScheduleGroup(this, "group", { name: physicalName });
    const { role, policy } = this.role(props);
    this.schedule = new SchedulerSchedule(this, "schedule", {
      name: physicalName,
      groupName: group.name,
      description: `${name}, ${props.words}`,
      scheduleExpression: props.expression,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: target.arn,
        roleArn: role.arn,
        ...(target.input === undefined ? {} : { input: target.input }),
        deadLetterConfig: { arn: props.deadLetters.arn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 60 },
      },
      dependsOn: [policy],
    });
    this.watch(props);
  }

  private role({ name, physicalName, target, place, keyArn, deadLetters }: ScheduledStartProps) {
    const role = new IamRole(this, "role", {
      name: roleName(`${name}-schedule`, place.region),
      description: `Lets EventBridge Scheduler start ${physicalName}`,
      assumeRolePolicy: serviceTrust("scheduler.amazonaws.com", place.accountId, [
        regionalArn(place, "scheduler", `schedule-group/${physicalName}`),
      ]),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "start",
      role: role.name,
      policy: policyDocument([
        { Sid: "Start", Effect: "Allow", Action: [target.action], Resource: [target.arn] },
        { Sid: "DeadLetters", Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [deadLetters.arn] },
        { Sid: "Keys", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: [keyArn] },
      ]),
    });
    return { role, policy };
  }

  private watch({ physicalName, alarms }: ScheduledStartProps): void {
    const metrics = {
      TargetErrorCount: "failed",
      InvocationDroppedCount: "were given up",
    };
    for (const [metric, fate] of Object.entries(metrics)) {
      new ImpactAlarm(this, metric, {
        ...alarms,
        name: `${physicalName}-${metric}`,
        means: `Scheduled starts of ${physicalName} ${fate}`,
        namespace: "AWS/Scheduler",
        metric,
        dimensions: { ScheduleGroup: physicalName },
        statistic: "Sum",
      });
    }
  }
}
