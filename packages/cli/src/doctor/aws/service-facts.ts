// Alarms, tables, sweeps and GuardDuty of one region.
import { type CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import {
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeOrganizationConfigurationCommand,
  GetDetectorCommand,
  type GuardDutyClient,
  ListDetectorsCommand,
} from "@aws-sdk/client-guardduty";
import type { SFNClient } from "@aws-sdk/client-sfn";
import { stateMachineName } from "@orgwatch/manifest/names";
import { z } from "zod";
import { awsSweep } from "../../aws-sweep";
import { NotInThisRegion } from "../../home-region";
import { endOf } from "../deployment";
import type { AlarmFact, DetectorFact, RunFact } from "../region-facts";

const alarm = z.object({
  AlarmName: z.string(),
  ActionsEnabled: z.boolean().default(true),
  AlarmActions: z.array(z.string()).default([]),
  StateValue: z.string().default("INSUFFICIENT_DATA"),
});

/** Every metric alarm of the region. */
export async function alarmFacts(client: CloudWatchClient): Promise<readonly AlarmFact[]> {
  const facts: AlarmFact[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms(
    { client },
    { AlarmTypes: ["MetricAlarm"] },
  ))
    for (const { AlarmName, ActionsEnabled, AlarmActions, StateValue } of z.array(alarm).parse(MetricAlarms))
      facts.push({
        name: AlarmName,
        actionsEnabled: ActionsEnabled,
        actions: AlarmActions.map(endOf),
        state: StateValue,
      });
  return facts;
}

/** The states of those of the tables that exist. */
export async function tableStates(
  client: DynamoDBClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const states = await Promise.all(
    names.map(async (TableName) => {
      try {
        const { Table } = await client.send(new DescribeTableCommand({ TableName }));
        return [[TableName, Table?.TableStatus ?? "unknown"] as const];
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return [];
        throw error;
      }
    }),
  );
  return new Map(states.flat());
}

/** The last run of those of the state machines that exist. */
export async function lastRuns(
  region: string,
  machines: readonly string[],
  makeSfn: () => SFNClient,
): Promise<ReadonlyMap<string, RunFact | undefined>> {
  const prefix = stateMachineName("");
  const runs = await Promise.all(
    machines.map(async (machine) => {
      try {
        const sweep = machine.slice(machine.startsWith(prefix) ? prefix.length : 0);
        return [[machine, await awsSweep(region, sweep, makeSfn).latest()] as const];
      } catch (error) {
        if (error instanceof NotInThisRegion) return [];
        throw error;
      }
    }),
  );
  return new Map(runs.flat());
}

/** Undefined when there is no detector. */
export async function detectorFact(client: GuardDutyClient): Promise<DetectorFact | undefined> {
  const { DetectorIds = [] } = await client.send(new ListDetectorsCommand({}));
  const [DetectorId] = DetectorIds;
  if (DetectorId === undefined) return undefined;
  const [{ Status }, { AutoEnableOrganizationMembers }] = await Promise.all([
    client.send(new GetDetectorCommand({ DetectorId })),
    client.send(new DescribeOrganizationConfigurationCommand({ DetectorId })),
  ]);
  return { enabled: Status === "ENABLED", autoEnable: AutoEnableOrganizationMembers ?? "NONE" };
}
