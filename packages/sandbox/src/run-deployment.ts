// A deployment at work in a world: its lambdas, its metrics and alarms, and the time that passes for them.
import type { AlarmDefinition } from "./alarms/alarm-definition";
import { type AlarmWatch, newAlarmWatch } from "./alarms/alarm-watch";
import { lambdaMetrics } from "./alarms/lambda-metrics";
import { measureQueues } from "./alarms/measure-queues";
import { newMetrics } from "./alarms/metrics";
import { passTime } from "./alarms/pass-time";
import { publishAlarm } from "./alarms/publish-alarm";
import { readEmbeddedMetrics } from "./alarms/read-embedded-metrics";
import { guardFor } from "./iam/guard";
import { httpApiPrefix } from "./lambda-host/http-api";
import { type LambdaHost, startLambdaHost } from "./lambda-host/lambda-host";
import { startMachines } from "./start-machines";
import type { Deployment } from "./wiring/deployment";
import type { World } from "./world";

export type Run = {
  readonly host: LambdaHost;
  readonly alarms: Pick<AlarmWatch, "all" | "subscribe">;
  readonly letTimePass: (milliseconds: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** CloudWatch looks at alarms with periods of five minutes every minute. */
const alarmMilliseconds = 60_000;

/** Starts the lambdas and watches their alarms. The HTTP API and the bus's functions of the gateway are theirs from now on. */
export async function startRun(
  deployment: Deployment,
  definitions: readonly AlarmDefinition[],
  { world, bundles }: { readonly world: World; readonly bundles: string },
): Promise<Run> {
  const { gateway, journal, clock, pagerDuty } = world;
  const { url: endpoint } = gateway;
  const metrics = newMetrics();
  gateway.guard(guardFor(deployment));
  const alarms = newAlarmWatch({
    definitions,
    metrics,
    now: clock.now,
    measureQueues: (queues, at) => measureQueues(queues, endpoint, at),
    publish: (topicArn, message) => publishAlarm(topicArn, message, endpoint),
  });
  const host = await startLambdaHost({
    ...{ deployment, bundles, endpoint, journal, clock },
    issue: gateway.issue,
    onQueueFed: gateway.onQueueFed,
    onLogLine: (line) => metrics.add(...readEmbeddedMetrics(line)),
    onRun: (lambda, failed) => metrics.add(...lambdaMetrics(lambda, failed, clock.now())),
  });
  gateway.route(httpApiPrefix, host.handleRequest);
  gateway.onInvoke(async (functionArn, event) => {
    await host.invoke(functionArn, event);
  });
  // Where nobody lets time pass, it passes by itself; a failed action is told by the next evaluation.
  const watching = setInterval(() => void alarms.evaluate().catch(complain), alarmMilliseconds).unref();
  const { idle, ...machines } = await startMachines(deployment, { world, host, metrics });
  return {
    host: { ...host, idle },
    alarms,
    letTimePass: (milliseconds) =>
      passTime(milliseconds, {
        clock,
        idle: async () => {
          await pagerDuty.settled();
          await idle();
        },
        releaseDue: gateway.releaseDue,
        evaluateAlarms: alarms.evaluate,
      }),
    stop: async () => {
      clearInterval(watching);
      machines.stop();
      await host.stop();
    },
  };
}

function complain(error: unknown): void {
  console.error("The sandbox's alarms:", error);
}
