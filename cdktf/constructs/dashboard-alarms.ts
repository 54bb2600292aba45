// The alarms of all stacks, read from their constructs: whatever anyone alarms on is on the dashboards, without a list of its own.
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { RegionScope } from "./region-scope";

/** `metric` is undefined for an alarm that computes with several. */
export type KnownAlarm = {
  readonly stack: string;
  readonly region: string;
  readonly name: string;
  readonly metric: string | undefined;
  readonly namespace: string | undefined;
  /** May hold references to resources of the alarm's own stack. */
  readonly dimensions: Readonly<Record<string, string>>;
};

/** In the order of the stacks. */
export function alarmsOf(stacks: readonly IConstruct[]): readonly KnownAlarm[] {
  return stacks.flatMap((stack) =>
    stack.node.findAll().flatMap((node) => {
      if (!(node instanceof CloudwatchMetricAlarm)) return [];
      const region = node.node.scopes.find((scope) => scope instanceof RegionScope)?.place.region;
      const name = node.alarmNameInput;
      if (region === undefined || name === undefined) return [];
      return [
        {
          stack: TerraformStack.of(node).node.id,
          region,
          name,
          metric: node.metricNameInput,
          namespace: node.namespaceInput,
          dimensions: node.dimensionsInput ?? {},
        },
      ];
    }),
  );
}

/** Whether it fires for something that people lose, and not for one of the many ways there: a page has no room for those. */
export function tellsOfLoss({ namespace, metric, name }: KnownAlarm): boolean {
  if (namespace === "AWS/SQS") return metric === "ApproximateNumberOfMessagesVisible";
  if (namespace === "AWS/Lambda") return metric === "Errors";
  return (
    ["AWS/States", "AWS/ApiGateway", "Orgwatch"].includes(namespace ?? "") ||
    /^orgwatch-heartbeat-/.test(name)
  );
}

/** The metrics that some alarms are about, each once. */
export function alarmMetrics(alarms: readonly KnownAlarm[], namespace: string, metric: string) {
  const found = alarms.filter((alarm) => alarm.namespace === namespace && alarm.metric === metric);
  return [...new Map(found.map(({ dimensions }) => [JSON.stringify(dimensions), dimensions])).values()];
}
