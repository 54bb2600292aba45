// The dashboard of what each region has to itself: one page, with a choice of the region.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import {
  heartbeatDimensions,
  heartbeatMetric,
  heartbeatSteps,
  metricNamespace,
} from "@orgwatch/manifest/heartbeat";
import type { Place } from "../place";
import { alarmMetrics, type KnownAlarm, tellsOfLoss } from "./dashboard-alarms";
import { alarmArn } from "./dashboard-overview";
import { type SectionProps, section } from "./dashboard-section";
import {
  alarmWidgets,
  type Graph,
  graphWidget,
  type Row,
  type Series,
  textWidget,
} from "./dashboard-widgets";

export type RegionsProps = Pick<SectionProps, "sourcesOf"> & {
  /** The region that is shown first, and written into every widget. */
  readonly place: Place;
  /** Of a region that has no more than every region has. */
  readonly alarms: readonly KnownAlarm[];
  readonly lambdas: readonly LambdaManifest[];
};

const heading = `# Orgwatch, region by region
What each region does by itself. The other parts, and the alarms of all regions: [orgwatch](#dashboards:name=orgwatch).`;

/** More than these would not fit into a page that anyone reads; the text below says where the others are. */
const mostAlarms = 300;

/** The rows, for one region. */
export function regionRows({ place, alarms, lambdas, sourcesOf }: RegionsProps): readonly Row[] {
  const gravest = [...alarms.filter(tellsOfLoss), ...alarms.filter((alarm) => !tellsOfLoss(alarm))];
  const shown = gravest.slice(0, mostAlarms).map(({ name }) => alarmArn(place, name));
  const more = alarms.length - shown.length;
  return [
    [textWidget(heading)],
    ...alarmWidgets("Alarms", shown).map((widget) => [widget]),
    ...(more > 0
      ? [[textWidget(`${more} more alarms are in CloudWatch's own list, below \`orgwatch-\`.`)]]
      : []),
    arrivals(place, alarms).map((graph) => graphWidget(8, graph)),
    ...section({ title: "Slack and PagerDuty", place, lambdas, sweeps: [], counts: [], sourcesOf }),
    [graphWidget(24, allDeadLetters(place, alarms))],
  ];
}

/** The choice: CloudWatch replaces the first region wherever it stands, in widgets and in the ARNs of alarms. */
export function regionChoice(first: string, regions: readonly string[]) {
  return {
    type: "pattern",
    pattern: first,
    inputType: "select",
    id: "region",
    label: "Region",
    defaultValue: first,
    visible: true,
    values: regions.map((value) => ({ value, label: value })),
  };
}

function arrivals({ region }: Place, alarms: readonly KnownAlarm[]): readonly Graph[] {
  const behind = (namespace: string, alarmed: string, metric: string): readonly Series[] =>
    alarmMetrics(alarms, namespace, alarmed).map((dimensions) => ({ namespace, metric, dimensions }));
  const seen = heartbeatSteps.map(({ stop }) => ({
    namespace: metricNamespace,
    metric: heartbeatMetric,
    dimensions: heartbeatDimensions(stop),
    label: stop,
  }));
  const published = behind("AWS/SNS", "NumberOfNotificationsFailed", "NumberOfMessagesPublished");
  const rules = behind("AWS/Events", "FailedInvocations", "TriggeredRules");
  return [
    { title: "Events that arrived, by rule", region, stat: "Sum", series: rules },
    { title: "Messages by topic", region, stat: "Sum", series: published },
    { title: "Heartbeats seen, by stop", region, stat: "Sum", series: seen },
  ];
}

/** Also of what is no lambda's: events that no topic took, pages that SNS could not deliver. */
function allDeadLetters({ region }: Place, alarms: readonly KnownAlarm[]): Graph {
  const metric = "ApproximateNumberOfMessagesVisible";
  return {
    title: "Everything that could not be delivered",
    region,
    stat: "Maximum",
    series: alarmMetrics(alarms, "AWS/SQS", metric).map((dimensions) => ({
      namespace: "AWS/SQS",
      metric,
      dimensions,
    })),
  };
}
