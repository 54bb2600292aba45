// A CloudWatch alarm, in the form that SNS carries and in the form that EventBridge carries. Orgwatch's own alarms say first what is lost.

import * as z from "zod/mini";
import { alarmLink } from "../../console-link";
import type { Reading, Weight } from "../notice";
import { type Draft, fact, firstSentence, isoTime, joined, post } from "./compose";
import type { BusEvent } from "./event";
import { fields, list, number, onDemand, text } from "./lenient";

const snsAlarm = onDemand(() =>
  z.object({
    AlarmName: text,
    AlarmDescription: text,
    AlarmArn: text,
    AWSAccountId: text,
    NewStateValue: text,
    NewStateReason: text,
    OldStateValue: text,
    StateChangeTime: text,
    Trigger: fields({
      MetricName: text,
      Namespace: text,
      Dimensions: list(fields({ name: text, value: text })),
      Threshold: number,
      ComparisonOperator: text,
    }),
  }),
);

const changeOfState = onDemand(() => fields({ value: text, reason: text, timestamp: text }));
const busAlarm = onDemand(() =>
  z.object({
    alarmName: text,
    state: changeOfState(),
    previousState: changeOfState(),
    configuration: fields({
      description: text,
      metrics: list(fields({ metricStat: fields({ metric: fields({ namespace: text, name: text }) }) })),
    }),
  }),
);

type Alarm = {
  readonly name: string | undefined;
  readonly arn: string | undefined;
  readonly description: string | undefined;
  readonly state: string | undefined;
  readonly before: string | undefined;
  readonly reason: string | undefined;
  readonly time: string | undefined;
  readonly metric: string | undefined;
  readonly dimensions?: string | undefined;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
};

/**
 * Reads the JSON that an alarm publishes to a topic. `receivedAt` stands for the time of one that has none (somebody's test): all its states
 * have one key, and without an order the second alarm would be taken for the first.
 */
export function readSnsAlarm(body: unknown, receivedAt?: Date): Reading {
  const { Trigger: trigger, ...alarm } = snsAlarm().parse(body);
  return post(
    draftOf({
      name: alarm.AlarmName,
      arn: alarm.AlarmArn,
      description: alarm.AlarmDescription,
      state: alarm.NewStateValue,
      before: alarm.OldStateValue,
      reason: alarm.NewStateReason,
      time: isoTime(alarm.StateChangeTime) ?? receivedAt?.toISOString(),
      metric: joined([trigger?.Namespace, trigger?.MetricName], " "),
      dimensions: joined((trigger?.Dimensions ?? []).map((each) => joined([each?.name, each?.value], "="))),
      accountId: alarm.AWSAccountId ?? alarm.AlarmArn?.split(":")[4],
      region: alarm.AlarmArn?.split(":")[3],
    }),
  );
}

/** Reads "CloudWatch Alarm State Change". */
export function readBusAlarm(event: BusEvent): Reading {
  const alarm = busAlarm().parse(event.detail);
  const [metric] = (alarm.configuration?.metrics ?? []).map((each) => each?.metricStat?.metric);
  return post(
    draftOf({
      name: alarm.alarmName,
      arn: event.resources.find((arn) => arn.includes(":alarm:")),
      description: alarm.configuration?.description,
      state: alarm.state?.value,
      before: alarm.previousState?.value,
      reason: alarm.state?.reason,
      time: isoTime(alarm.state?.timestamp) ?? isoTime(event.time),
      metric: joined([metric?.namespace, metric?.name], " "),
      accountId: event.account,
      region: event.region,
    }),
  );
}

function draftOf(alarm: Alarm): Draft {
  const { name = "without a name", arn, region, state } = alarm;
  const own = name.startsWith("orgwatch-");
  return {
    key: `alarm/${arn ?? `${alarm.accountId ?? "unknown"}/${region ?? "unknown"}/${name}`}`,
    version: alarm.time,
    kind: own ? "orgwatch-alarm" : "cloudwatch-alarm",
    weight: { band: bandOf(state) },
    headline: own ? ownHeadline(name, alarm) : `Alarm ${name} is ${words(state)}`,
    explanation: own && state === "OK" ? undefined : (alarm.description ?? alarm.reason),
    accountId: alarm.accountId,
    region,
    facts: [
      own ? fact("Alarm", name) : undefined,
      fact("State", joined([alarm.before, state], " → ")),
      alarm.description === undefined ? undefined : fact("Reason", alarm.reason),
      fact("Metric", alarm.metric),
      fact("Of", alarm.dimensions),
    ],
    seen: { first: undefined, last: alarm.time, count: undefined },
    link:
      region === undefined || alarm.name === undefined
        ? undefined
        : { label: "Open in CloudWatch", url: alarmLink(region, name) },
  };
}

/** Orgwatch's alarms carry what people lose in their description: that comes first, not the metric. */
function ownHeadline(name: string, { state, description }: Alarm): string {
  if (state === "OK") return `Orgwatch works again: ${name}`;
  if (state === "INSUFFICIENT_DATA") return `Orgwatch does not know whether it works: ${name}`;
  const impact = description === undefined ? `${name} is ${words(state)}` : firstSentence(description);
  return `Orgwatch itself has a problem: ${impact}`;
}

/** An unknown state is shown like an alarm: nobody should miss one because AWS invented a word. */
function bandOf(state: string | undefined): Weight["band"] {
  if (state === "OK") return "ok";
  return state === "INSUFFICIENT_DATA" ? "medium" : "high";
}

function words(state: string | undefined): string {
  if (state === "ALARM") return "in alarm";
  if (state === "INSUFFICIENT_DATA") return "without data";
  return state ?? "in an unknown state";
}
