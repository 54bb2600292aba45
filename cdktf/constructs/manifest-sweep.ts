// A sweep as its manifest declares it: a state machine over its lambdas, its role, its schedule and its alarms.
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { lambdasOfSweep, type SweepManifest } from "@orgwatch/manifest/define-sweep";
import { deadLetterQueueName, roleName, stateMachineName } from "@orgwatch/manifest/names";
import { sweepDefinition } from "@orgwatch/manifest/sweep-definition";
import { Construct } from "constructs";
import { type Place, stateMachineArn } from "../place";
import { policyDocument, serviceTrust } from "../policy-document";
import { sweepStatements } from "../sweep-statements";
import { DeadLetterQueue } from "./encrypted-queue";
import { type AlarmDuty, ImpactAlarm } from "./impact-alarm";
import { ScheduledStart } from "./scheduled-start";

/** Step Functions writes its log itself; below `/aws/vendedlogs/` its permission to do so does not grow with each log group. */
export function sweepLogGroup(sweep: string): string {
  return `/aws/vendedlogs/states/${stateMachineName(sweep)}`;
}

export type ManifestSweepProps = {
  readonly manifest: SweepManifest;
  /** By the lambdas' names. */
  readonly functionArns: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly keyArn: string;
  readonly logRetentionDays: number;
  /** The topic that its alarms go to. */
  readonly failoverArn: string;
};

/** `machineArn` is what `orgwatch … sync` starts by hand. */
export class ManifestSweep extends Construct {
  readonly machineArn: string;

  /** @throws Error for a step whose lambda is not among the functions. */
  constructor(scope: Construct, id: string, props: ManifestSweepProps) {
    super(scope, id);
    const { manifest, place, keyArn } = props;
    const physicalName = stateMachineName(manifest.name);
    const alarms: AlarmDuty = { notify: props.failoverArn, impact: manifest.impact };
    this.machineArn = this.machine(props);
    this.watch(physicalName, alarms);
    new ScheduledStart(this, "schedule", {
      name: manifest.name,
      physicalName,
      ...manifest.schedule,
      // The plan's answer is put into the input, which must be an object for that.
      target: { arn: this.machineArn, action: "states:StartExecution", input: "{}" },
      place,
      keyArn,
      deadLetters: new DeadLetterQueue(this, "dead-letters", {
        place,
        name: deadLetterQueueName(manifest.name),
        keyArn,
        senders: [],
        alarms,
      }),
      alarms,
    });
  }

  /** The log tells of errors by state and cause; what went in and out stays out of it, because it is about people's cases. */
  private machine(props: ManifestSweepProps): string {
    const { manifest, keyArn } = props;
    const { role, policy } = this.role(props);
    const logs = new CloudwatchLogGroup(this, "logs", {
      name: sweepLogGroup(manifest.name),
      retentionInDays: props.logRetentionDays,
      kmsKeyId: keyArn,
    });
    const definition = sweepDefinition(manifest, (lambda) => functionArn(props, lambda));
    return new SfnStateMachine(this, "machine", {
      name: stateMachineName(manifest.name),
      roleArn: role.arn,
      definition: JSON.stringify(definition),
      loggingConfiguration: {
        level: "ERROR",
        includeExecutionData: false,
        logDestination: `${logs.arn}:*`,
      },
      dependsOn: [policy],
    }).arn;
  }

  private role(props: ManifestSweepProps) {
    const { manifest, place } = props;
    const machine = stateMachineArn(place, manifest.name);
    const role = new IamRole(this, "role", {
      name: roleName(manifest.name, place.region),
      description: `${manifest.summary} (${place.region})`,
      // The map's items run as executions of `<machine>/<label>`, with the same role.
      assumeRolePolicy: serviceTrust("states.amazonaws.com", place.accountId, [machine, `${machine}/*`]),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "manifest",
      role: role.name,
      policy: policyDocument(
        sweepStatements(
          place,
          manifest.name,
          lambdasOfSweep(manifest).map((lambda) => functionArn(props, lambda)),
        ),
      ),
    });
    return { role, policy };
  }

  private watch(physicalName: string, alarms: AlarmDuty): void {
    const metrics = {
      ExecutionsFailed: "failed",
      ExecutionsTimedOut: "took too long and were stopped",
      ExecutionsAborted: "were stopped by somebody",
    };
    for (const [metric, fate] of Object.entries(metrics)) {
      new ImpactAlarm(this, metric, {
        ...alarms,
        name: `${physicalName}-${metric}`,
        means: `Runs of the state machine ${physicalName} ${fate}`,
        namespace: "AWS/States",
        metric,
        dimensions: { StateMachineArn: this.machineArn },
        statistic: "Sum",
      });
    }
  }
}

function functionArn({ manifest, functionArns }: ManifestSweepProps, lambda: string): string {
  const arn = functionArns[lambda];
  if (arn === undefined) throw new Error(`sweep ${manifest.name}: there is no lambda ${lambda}`);
  return arn;
}
