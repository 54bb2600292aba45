// The alarms that `terraform apply` put into CloudWatch.
import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { adminOf } from "../admin";
import type { AlarmDefinition } from "./alarm-definition";
import { readAlarm } from "./read-alarm";

/**
 * All metric alarms of an account in these regions. Alarms on metrics that the sandbox does not measure (of SNS, EventBridge and
 * Scheduler) are there and see no data.
 * @throws Error that says for all alarms that cannot be evaluated here, why.
 */
export async function readAlarms(place: {
  readonly endpoint: string;
  readonly accountId: string;
  readonly regions: readonly string[];
}): Promise<AlarmDefinition[]> {
  const found = await Promise.all(place.regions.map((region) => readRegion({ ...place, region })));
  const problems = found.flatMap(({ problems }) => problems);
  if (problems.length > 0) throw new Error(problems.join("; "));
  return found.flatMap(({ alarms }) => alarms);
}

async function readRegion(place: {
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
}): Promise<{ readonly alarms: readonly AlarmDefinition[]; readonly problems: readonly string[] }> {
  const { endpoint, accountId, region } = place;
  const client = new CloudWatchClient(adminOf(endpoint, accountId, region));
  const alarms: AlarmDefinition[] = [];
  const problems: string[] = [];
  try {
    for await (const page of paginateDescribeAlarms({ client }, {})) {
      for (const alarm of page.MetricAlarms ?? []) {
        try {
          alarms.push(readAlarm(alarm, { accountId, region }));
        } catch (error) {
          problems.push(error instanceof Error ? error.message : String(error));
        }
      }
    }
  } finally {
    client.destroy();
  }
  return { alarms, problems };
}
