// What a sweep's state machine may do: run its lambdas, and be its own Distributed Map's parent.
import { stateMachineName } from "@orgwatch/manifest/names";
import { type Place, regionalArn, stateMachineArn } from "./place";
import type { Statement } from "./policy-document";

/**
 * A Distributed Map starts an execution of the same machine for each item, looks how it goes and stops it with its parent; redriving a failed
 * run restarts those executions. Their ARNs carry the map's label; AWS's own example leaves that out where they are watched and stopped:
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
export function sweepStatements(
  place: Place,
  sweep: string,
  functionArns: readonly string[],
): readonly Statement[] {
  const execution = `execution:${stateMachineName(sweep)}`;
  const items = regionalArn(place, "states", `${execution}/*:*`);
  return [
    { Sid: "Steps", Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: functionArns },
    {
      Sid: "Items",
      Effect: "Allow",
      Action: ["states:StartExecution"],
      Resource: [stateMachineArn(place, sweep)],
    },
    {
      Sid: "WatchItems",
      Effect: "Allow",
      Action: ["states:DescribeExecution", "states:StopExecution"],
      Resource: [regionalArn(place, "states", `${execution}:*`), items],
    },
    {
      Sid: "RedriveItems",
      Effect: "Allow",
      Action: ["states:RedriveExecution"],
      Resource: [items],
    },
    logDelivery,
  ];
}

/**
 * `*`: CloudWatch Logs offers nothing narrower for log deliveries, and Step Functions refuses a machine whose role lacks one of these:
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
const logDelivery: Statement = {
  Sid: "LogDelivery",
  Effect: "Allow",
  Action: [
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
  ],
  Resource: ["*"],
};
