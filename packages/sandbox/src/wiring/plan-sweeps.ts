// The state machines of the request's sweeps, with the roles by which they run their lambdas and are started by the clock.
import { lambdasOfSweep, type SweepManifest } from "@orgwatch/manifest/define-sweep";
import { functionName, roleName, stateMachineName } from "@orgwatch/manifest/names";
import { sweepDefinition } from "@orgwatch/manifest/sweep-definition";
import { arnOf } from "../iam/arn";
import type { DeployedRole } from "../iam/guard";
import type { PolicyStatement } from "../iam/policy-document";
import type { DeployedMachine } from "./deployment";
import { serviceTrust } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

export type PlannedSweep = {
  readonly machine: DeployedMachine;
  readonly roles: readonly DeployedRole[];
};

/** One state machine for each sweep, in the home region. */
export function planSweeps(request: WiringRequest): PlannedSweep[] {
  return (request.sweeps ?? []).map((sweep) => planSweep(sweep, request));
}

function planSweep(sweep: SweepManifest, { organization }: WiringRequest): PlannedSweep {
  const { infrasecAccountId: accountId, homeRegion: region } = organization;
  const place = { accountId, region };
  const physicalName = stateMachineName(sweep.name);
  const machineArn = arnOf("states", place, `stateMachine:${physicalName}`);
  const arnOfLambda = (lambda: string) => arnOf("lambda", place, `function:${functionName(lambda)}`);
  const scheduleRole = roleName(`${sweep.name}-schedule`, region);
  const start = allowing("Start", ["states:StartExecution"], [machineArn]);
  const ownRole = {
    accountId,
    name: roleName(sweep.name, region),
    policies: [policy(statementsOf(sweep, machineArn, arnOfLambda))],
    trust: serviceTrust("states.amazonaws.com"),
  };
  return {
    machine: {
      ...{ name: sweep.name, machineArn, accountId, region, roleName: ownRole.name },
      definition: sweepDefinition(sweep, arnOfLambda),
      schedules: [
        { name: physicalName, expression: sweep.schedule.expression, input: "{}", roleName: scheduleRole },
      ],
    },
    roles: [
      ownRole,
      {
        accountId,
        name: scheduleRole,
        policies: [policy([start])],
        trust: serviceTrust("scheduler.amazonaws.com"),
      },
    ],
  };
}

/**
 * A Distributed Map starts, watches and stops executions of its own machine:
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
function statementsOf(
  sweep: SweepManifest,
  machineArn: string,
  arnOfLambda: (lambda: string) => string,
): readonly PolicyStatement[] {
  const executions = machineArn.replace(":stateMachine:", ":execution:");
  return [
    allowing("Steps", ["lambda:InvokeFunction"], lambdasOfSweep(sweep).map(arnOfLambda)),
    allowing("Items", ["states:StartExecution"], [machineArn]),
    allowing("WatchItems", ["states:DescribeExecution", "states:StopExecution"], [`${executions}:*`]),
    allowing("RedriveItems", ["states:RedriveExecution"], [`${executions}/*:*`]),
  ];
}

function policy(Statement: readonly PolicyStatement[]): DeployedRole["policies"][number] {
  return { Version: "2012-10-17", Statement };
}

function allowing(Sid: string, Action: readonly string[], Resource: readonly string[]): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource };
}
