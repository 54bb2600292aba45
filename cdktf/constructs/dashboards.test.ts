// Whatever anyone declares is on the dashboards: they are compared with what the stacks really hold.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lambdas, sweeps } from "@orgwatch/lambdas/all";
import { z } from "zod";
import type { OrgConfig } from "../org-config";
import { sampleConfig, sampleInput } from "../testing/sample-config";
import { nameBehind, named, readStack, synthesizeToFolder } from "../testing/synthesized";
import { dashboardLimits } from "./dashboard-widgets";

const body = z.object({
  start: z.string(),
  variables: z.array(z.record(z.string(), z.unknown())).default([]),
  widgets: z.array(
    z.object({
      type: z.string(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      properties: z.object({
        title: z.string().optional(),
        region: z.string().optional(),
        markdown: z.string().optional(),
        alarms: z.array(z.string()).default([]),
        metrics: z.array(z.array(z.unknown())).default([]),
      }),
    }),
  ),
});
type Body = z.infer<typeof body>;

function synthesized(config: OrgConfig) {
  const folder = synthesizeToFolder(config);
  const stacks = readdirSync(join(folder, "out", "stacks")).map((stack) => readStack(folder, stack));
  rmSync(folder, { recursive: true });
  const texts = new Map(
    stacks
      .flatMap((stack) => named(stack, "aws_cloudwatch_dashboard", "dashboard_name"))
      .map(({ name, attributes }) => [name, String(attributes.dashboard_body)]),
  );
  const read = (name: string) => body.parse(JSON.parse(texts.get(name) ?? "{}"));
  return { stacks, texts, whole: read("orgwatch"), regional: read("orgwatch-regions") };
}

/** The values of a dimension on a dashboard. */
function shown({ widgets }: Body, dimension: string): ReadonlySet<string> {
  const metrics = widgets.flatMap(({ properties }) => properties.metrics);
  return new Set(
    metrics.flatMap((metric) =>
      metric.includes(dimension) ? [String(metric[metric.indexOf(dimension) + 1])] : [],
    ),
  );
}

describe("the dashboards of the sample organization", () => {
  const { stacks, whole, regional } = synthesized(sampleConfig());
  const inRegion = (region: string, type: string, key = "name") =>
    stacks
      .flatMap((stack) =>
        named(stack, type, key).map((one) => ({ ...one, name: nameBehind(stack, one.name) })),
      )
      .filter(({ provider }) => provider === `aws.${region}`)
      .map(({ name }) => name);
  const both = (dimension: string) => new Set([...shown(whole, dimension), ...shown(regional, dimension)]);

  it("show every lambda, queue, sweep and rule of the home region, and nothing that is not there", () => {
    expect(both("FunctionName")).toEqual(
      new Set(inRegion("us-west-2", "aws_lambda_function", "function_name")),
    );
    expect(both("QueueName")).toEqual(new Set(inRegion("us-west-2", "aws_sqs_queue")));
    expect([...both("StateMachineArn")].map((arn) => arn.split(":").at(-1)).sort()).toEqual(
      inRegion("us-west-2", "aws_sfn_state_machine").sort(),
    );
    expect(both("RuleName")).toEqual(new Set(inRegion("us-west-2", "aws_cloudwatch_event_rule")));
  });

  it("show what every region has by itself on a page of its own", () => {
    expect(shown(regional, "FunctionName")).toEqual(
      new Set(inRegion("us-east-1", "aws_lambda_function", "function_name")),
    );
    expect(shown(regional, "QueueName")).toEqual(new Set(inRegion("us-east-1", "aws_sqs_queue")));
    expect(shown(regional, "TopicName")).toEqual(new Set(inRegion("us-east-1", "aws_sns_topic")));
    const alarms = regional.widgets.flatMap(({ properties }) => properties.alarms);
    expect(alarms.map((arn) => arn.split(":").at(-1)).sort()).toEqual(
      inRegion("us-east-1", "aws_cloudwatch_metric_alarm", "alarm_name").sort(),
    );
  });

  it("leave the choice of the region, which changes all of that page", () => {
    expect(regional.variables).toEqual([
      {
        type: "pattern",
        pattern: "us-west-2",
        inputType: "select",
        id: "region",
        label: "Region",
        defaultValue: "us-west-2",
        visible: true,
        values: [
          { value: "us-west-2", label: "us-west-2" },
          { value: "us-east-1", label: "us-east-1" },
        ],
      },
    ]);
    const regions = regional.widgets.flatMap(({ properties }) => [
      ...(properties.region === undefined ? [] : [properties.region]),
      ...properties.alarms.map((arn) => arn.split(":")[3]),
    ]);
    expect(new Set(regions)).toEqual(new Set(["us-west-2"]));
  });

  it("say beside the failures what people lose", () => {
    const text = [...whole.widgets, ...regional.widgets]
      .map(({ properties }) => properties.markdown)
      .join("\n");
    for (const { impact } of [...lambdas, ...sweeps]) expect(text).toContain(impact);
  });

  it("show the alarms of every region, and only some that exist", () => {
    const alarms = whole.widgets.flatMap(({ properties }) => properties.alarms);
    for (const region of ["us-west-2", "us-east-1"]) {
      const here = alarms.filter((arn) => arn.split(":")[3] === region).map((arn) => arn.split(":").at(-1));
      const all = inRegion(region, "aws_cloudwatch_metric_alarm", "alarm_name");
      expect(here.filter((name) => !all.includes(name ?? ""))).toEqual([]);
      expect(here).toEqual(
        expect.arrayContaining(["orgwatch-heartbeat-slack", "orgwatch-slack-notifier-dead-letters-messages"]),
      );
    }
    expect(alarms).toContain(
      "arn:aws:cloudwatch:us-west-2:222222222222:alarm:orgwatch-tag-audit-ExecutionsFailed",
    );
  });

  it("count what the last runs of the sweeps counted", () => {
    const metrics = whole.widgets
      .flatMap(({ properties }) => properties.metrics)
      .filter(([namespace]) => namespace === "Orgwatch");
    expect(metrics.map(([, metric]) => metric)).toEqual(
      expect.arrayContaining(["StaleAccounts", "CanariesMissing"]),
    );
  });
});

describe.each([
  { teams: 40, regions: 2 },
  { teams: 2, regions: 17 },
])("the dashboards of $teams teams in $regions regions", (size) => {
  const [team] = sampleInput.teams;
  const regions = ["us-east", "us-west"].flatMap((place) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${place}-${n}`),
  );
  const { texts } = synthesized(
    sampleConfig({
      teams: Array.from({ length: size.teams }, (_, index) => ({
        ...team,
        channels: { ...team.channels },
        name: `team-${index}`,
      })),
      defaultTeam: "team-0",
      pagerduty: { onCall: { "team-0": { schedule: "All" } } },
      homeRegion: "us-east-1",
      regions: regions.slice(0, size.regions),
      supportCases: {},
    }),
  );

  it.each(["orgwatch", "orgwatch-regions"])("keep to CloudWatch's limits: %s", (name) => {
    const text = texts.get(name) ?? "";
    const { widgets } = body.parse(JSON.parse(text));
    const metrics = widgets.map(({ properties }) => properties.metrics.length);
    const alarms = widgets.map(({ properties }) => properties.alarms.length);
    expect(widgets.length).toBeLessThanOrEqual(dashboardLimits.widgets);
    expect(Math.max(...metrics)).toBeLessThanOrEqual(dashboardLimits.widgetMetrics);
    expect(metrics.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(dashboardLimits.metrics);
    expect(Math.max(...alarms)).toBeLessThanOrEqual(dashboardLimits.widgetAlarms);
    // No limit of the body's size is documented; ours is far from what a request may be.
    expect(text.length).toBeLessThan(100_000);
  });
});
