import { newAlarmWatch } from "./alarm-watch";
import { lambdaMetrics } from "./lambda-metrics";
import type { MeasuredQueue } from "./measure-queues";
import { newMetrics } from "./metrics";
import { after, errors, sampleAlarm, topic } from "./sample-alarm";

const letters = {
  region: "us-west-2",
  namespace: "AWS/SQS",
  name: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: "orgwatch-demo-dead-letters" },
};
const failing = sampleAlarm({ threshold: 1 });
const full = sampleAlarm({
  name: "orgwatch-demo-dead-letters-messages",
  watched: { kind: "metric", metric: letters, statistic: "Maximum" },
  threshold: 1,
  missingData: "ignore",
  actions: { ALARM: [topic, "arn:other"], OK: [], INSUFFICIENT_DATA: [] },
});

/** A watch whose clock stands where `at` puts it, and whose dead-letter queue holds as many as `letters` says. */
function world(definitions = [failing, full], refuses: (topicArn: string) => boolean = () => false) {
  let now = after(0);
  let waiting = 0;
  const metrics = newMetrics();
  const asked: (readonly MeasuredQueue[])[] = [];
  const told: string[] = [];
  const watch = newAlarmWatch({
    definitions,
    metrics,
    now: () => now,
    measureQueues: async (queues, at) => {
      asked.push(queues);
      return [{ metric: letters, value: waiting, at }];
    },
    publish: async (topicArn, { body }) => {
      if (refuses(topicArn)) throw new Error(`no ${topicArn}`);
      const name = topicArn.split(":").at(-1);
      told.push(
        `${name}: ${body.AlarmName} ${body.OldStateValue} -> ${body.NewStateValue} ${body.StateChangeTime}`,
      );
    },
  });
  const at = async (seconds: number, change: { letters?: number; failed?: boolean } = {}) => {
    now = after(seconds);
    waiting = change.letters ?? waiting;
    if (change.failed !== undefined)
      metrics.add(
        ...lambdaMetrics({ functionName: "orgwatch-demo", region: errors.region }, change.failed, now),
      );
    await watch.evaluate();
  };
  return { watch, at, told, asked };
}

it("tells the topics of an alarm when its state changes, and only then", async () => {
  const { at, told } = world();
  await at(10, { failed: true });
  await at(299);
  await at(300);
  await at(310, { failed: false });
  await at(599);
  await at(601);
  await at(900);
  expect(told).toEqual([
    "orgwatch-failover: orgwatch-demo-Errors OK -> ALARM 2030-01-07T09:05:00.000+0000",
    "orgwatch-failover: orgwatch-demo-Errors ALARM -> OK 2030-01-07T09:10:01.000+0000",
  ]);
});

it("asks what waits in the queues that alarms are about", async () => {
  const { at, told, asked } = world();
  await at(1, { letters: 3 });
  await at(301);
  expect([told, asked[0]]).toEqual([
    [
      "orgwatch-failover: orgwatch-demo-dead-letters-messages OK -> ALARM 2030-01-07T09:05:01.000+0000",
      "other: orgwatch-demo-dead-letters-messages OK -> ALARM 2030-01-07T09:05:01.000+0000",
    ],
    [{ accountId: "111122223333", region: "us-west-2", name: "orgwatch-demo-dead-letters" }],
  ]);
});

it("shows every alarm with its state, and says when one has changed", async () => {
  const { watch, at } = world();
  let changes = 0;
  const end = watch.subscribe(() => {
    changes += 1;
  });
  await at(1, { letters: 1 });
  await at(300);
  await at(301);
  end();
  await at(302, { letters: 0 });
  await at(600);
  const shown = { region: "us-west-2", description: failing.description };
  expect([changes, watch.all()]).toEqual([
    1,
    [
      { ...shown, name: "orgwatch-demo-Errors", state: "OK", since: after(0) },
      { ...shown, name: "orgwatch-demo-dead-letters-messages", state: "ALARM", since: after(300) },
    ],
  ]);
  await at(900);
  expect(watch.all()[1]).toEqual({ ...shown, name: full.name, state: "OK", since: after(900) });
});

it("tells the other topics when one refuses, and says so", async () => {
  const { at, told } = world([full], (topicArn) => topicArn === topic);
  await at(1, { letters: 1 });
  await expect(at(300)).rejects.toThrow("Alarms could not tell their topics");
  expect(told).toEqual([
    "other: orgwatch-demo-dead-letters-messages OK -> ALARM 2030-01-07T09:05:00.000+0000",
  ]);
});
