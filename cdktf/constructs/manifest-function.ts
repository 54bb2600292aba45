// The function of a manifest with its role and log group. Policies and log group come first: a function that starts without them fails
// or makes a log group that is kept for ever.
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { functionName, logGroupName, roleName } from "@orgwatch/manifest/names";
import { resolveEnvironment } from "@orgwatch/manifest/resolve-environment";
import { Construct } from "constructs";
import { type LambdaSurroundings, lambdaStatements } from "../lambda-statements";
import { queueUrl, roleArn } from "../place";
import { policyDocument } from "../policy-document";
import type { DeadLetterQueue } from "./encrypted-queue";
import { type AlarmDuty, ImpactAlarm } from "./impact-alarm";
import type { LambdaBundle } from "./lambda-bundle";

export type ManifestFunctionProps = LambdaSurroundings & {
  readonly manifest: LambdaManifest;
  readonly bundle: LambdaBundle;
  /** Of the manifest's variables those whose fallback does not hold here. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The key of its own region. */
  readonly keyArn: string;
  readonly logRetentionDays: number;
  /** Where a lambda that reads queues puts what it can never handle. */
  readonly deadLetters?: DeadLetterQueue;
  readonly alarms: AlarmDuty;
};

/**
 * No concurrency is reserved: the queues' mappings bound it already, and in a new account (10 at a time in all) Lambda refuses any
 * reservation.
 */
export class ManifestFunction extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: ManifestFunctionProps) {
    super(scope, id);
    const { manifest, place, bundle } = props;
    const role = new IamRole(this, "role", {
      name: roleName(manifest.name, place.region),
      description: `${manifest.summary} (${place.region})`,
      assumeRolePolicy: lambdaTrust,
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "manifest",
      role: role.name,
      policy: policyDocument(lambdaStatements(manifest, props)),
    });
    const logs = new CloudwatchLogGroup(this, "logs", {
      name: logGroupName(manifest.name),
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.keyArn,
    });
    const lambda = new LambdaFunction(this, "function", {
      functionName: functionName(manifest.name),
      description: manifest.summary,
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename: bundle.path,
      sourceCodeHash: bundle.hash,
      timeout: manifest.timeoutSeconds,
      memorySize: manifest.memoryMb,
      environment: { variables: environmentOf(props) },
      dependsOn: [policy, logs],
    });
    this.arn = lambda.arn;
    this.name = functionName(manifest.name);
    this.watch(props.alarms);
  }

  private watch(alarms: AlarmDuty): void {
    const metrics = {
      Errors: "failed",
      Throttles: "could not start because Lambda's concurrency is used up",
    };
    for (const [metric, fate] of Object.entries(metrics)) {
      new ImpactAlarm(this, metric, {
        ...alarms,
        name: `${this.name}-${metric}`,
        means: `Runs of the lambda ${this.name} ${fate}`,
        namespace: "AWS/Lambda",
        metric,
        dimensions: { FunctionName: this.name },
        statistic: "Sum",
      });
    }
  }
}

/** Lambda sends no source account or ARN when it assumes an execution role, so there is nothing to narrow this by. */
const lambdaTrust = policyDocument([
  {
    Sid: "Lambda",
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: ["sts:AssumeRole"],
  },
]);

function environmentOf(props: ManifestFunctionProps): Record<string, string> {
  const { manifest, place, managementAccountId } = props;
  const known = {
    regions: props.regions,
    accountId: place.accountId,
    roleArn: (name: string) => roleArn({ ...place, accountId: managementAccountId }, name),
    queueUrl: (name: string) => queueUrl(place, name),
  };
  const resolved = resolveEnvironment(manifest, known, props.variables);
  return props.deadLetters === undefined
    ? resolved
    : { ...resolved, ORGWATCH_DEAD_LETTER_QUEUE_URL: props.deadLetters.url };
}
