// Finds metrics in what lambdas print: CloudWatch's Embedded Metric Format, as AWS Lambda Powertools writes it.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import { z } from "zod";
import { readJson } from "../gateway/read-json";
import type { LogLine } from "../lambda-host/log-lines";
import type { DataPoint } from "./metrics";

const embedded = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});
const values = z.union([z.number().transform((value) => [value]), z.array(z.number())]);

/** The data points of a line, one for each value and set of dimensions; none for a line of another kind, as CloudWatch does it. */
export function readEmbeddedMetrics({ line, region }: LogLine): DataPoint[] {
  const read = line.startsWith("{") ? embedded.safeParse(readJson(line)) : undefined;
  if (!read?.success) return [];
  const { _aws: metadata, ...members } = read.data;
  const at = new Date(metadata.Timestamp);
  return metadata.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, String(members[name])]));
      return Metrics.flatMap(({ Name: name }) => {
        const metric = { region, namespace, name, dimensions };
        return (values.safeParse(members[name]).data ?? []).map((value) => ({ metric, value, at }));
      });
    }),
  );
}
