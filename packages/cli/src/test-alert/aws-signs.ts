// What CloudWatch knows when an alert did not arrive: how often its rule matched, and which alarms ring.
import {
  type CloudWatchClient,
  GetMetricStatisticsCommand,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";
import type { RingingAlarm, RuleCounts } from "./alert-region";

const minuteMs = 60_000;

/** By the minute, from the whole minute in which `since` is. */
export async function ruleCounts(client: CloudWatchClient, rule: string, since: Date): Promise<RuleCounts> {
  const from = new Date(Math.floor(since.getTime() / minuteMs) * minuteMs);
  const matched = await countsByMinute(client, "TriggeredRules", rule, from);
  const failed = await countsByMinute(client, "FailedInvocations", rule, from);
  const minutes = matched.filter(({ count }) => count > 0).map(({ at }) => at.toISOString());
  return { matched: sum(matched), failed: sum(failed), first: minutes.toSorted()[0] };
}

type Count = { readonly at: Date; readonly count: number };

async function countsByMinute(
  client: CloudWatchClient,
  MetricName: string,
  rule: string,
  StartTime: Date,
): Promise<readonly Count[]> {
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/Events",
      MetricName,
      Dimensions: [{ Name: "RuleName", Value: rule }],
      StartTime,
      // The longest wait and a margin: CloudWatch takes an end in the future.
      EndTime: new Date(StartTime.getTime() + 60 * minuteMs),
      Period: 60,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.flatMap(({ Timestamp, Sum = 0 }) =>
    Timestamp === undefined ? [] : [{ at: Timestamp, count: Sum }],
  );
}

function sum(counts: readonly Count[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

/** Orgwatch's own, metric and composite ones. */
export async function ringingAlarms(client: CloudWatchClient): Promise<readonly RingingAlarm[]> {
  const ringing: RingingAlarm[] = [];
  const asked = { AlarmNamePrefix: "orgwatch-", StateValue: "ALARM" } as const;
  for await (const page of paginateDescribeAlarms({ client }, asked))
    for (const { AlarmName, AlarmDescription } of [
      ...(page.MetricAlarms ?? []),
      ...(page.CompositeAlarms ?? []),
    ])
      if (AlarmName !== undefined) ringing.push({ name: AlarmName, description: AlarmDescription ?? "" });
  return ringing;
}
