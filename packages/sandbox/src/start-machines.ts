// The state machines of a deployment at work: their executions run the deployment's lambdas, and schedules start them.
import timers from "node:timers/promises";
import type { Metrics } from "./alarms/metrics";
import { roleArnOf } from "./iam/arn";
import type { LambdaHost } from "./lambda-host/lambda-host";
import { startSchedules } from "./lambda-host/schedules";
import { machineMetrics } from "./state-machines/machine-metrics";
import { waitOnClock } from "./state-machines/wait-on-clock";
import type { DeployedMachine, Deployment, MachineSchedule } from "./wiring/deployment";
import type { World } from "./world";

export type RunningMachines = {
  /** Resolves when neither lambdas nor executions have anything to do; executions that wait for another try do not count. */
  readonly idle: () => Promise<void>;
  readonly stop: () => void;
};

/** An inventory asks each account and region some two hundred questions, which moto answers for a minute: here it runs when somebody wants it. */
const startedByHand: readonly string[] = ["inventory"];

/**
 * Schedules start machines from now on, but not before the lambdas have done what they began with: on AWS they are older than the sweeps,
 * which read what they have written down.
 */
export async function startMachines(
  { machines }: Deployment,
  around: {
    readonly world: Pick<World, "gateway" | "clock">;
    readonly host: LambdaHost;
    readonly metrics: Metrics;
  },
): Promise<RunningMachines> {
  const { host, metrics } = around;
  const { gateway, clock } = around.world;
  const { stateMachines } = gateway;
  stateMachines.runOn({
    invoke: host.invoke,
    wait: (milliseconds, signal) => waitOnClock(clock, milliseconds, signal),
    onEnd: (execution) => metrics.add(...machineMetrics(execution)),
  });
  const idle = async (): Promise<void> => {
    do {
      await stateMachines.idle();
      await host.idle();
      // An execution goes on only after the promise of its lambda.
      await timers.setImmediate();
    } while (!stateMachines.quiet());
  };
  const start = ({ machineArn, accountId, region }: DeployedMachine, schedule: MachineSchedule): void => {
    const roleArn = roleArnOf({ accountId, name: schedule.roleName }, region);
    stateMachines.start(machineArn, schedule.input, roleArn).catch((error: unknown) => {
      console.error(`The schedule ${schedule.name}:`, error);
    });
  };
  const scheduled = machines.filter(
    ({ name, schedules }) => schedules.length > 0 && !startedByHand.includes(name),
  );
  if (scheduled.length > 0) await idle();
  const endSchedules = startSchedules(scheduled, start, clock);
  return {
    idle,
    stop: () => {
      endSchedules();
      stateMachines.runOn(undefined);
    },
  };
}
