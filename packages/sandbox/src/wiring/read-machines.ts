// The state machines of sweeps, with the schedules that start them, as Step Functions and Scheduler describe them.
import { DescribeStateMachineCommand, paginateListStateMachines, SFNClient } from "@aws-sdk/client-sfn";
import type { SweepManifest } from "@orgwatch/manifest/define-sweep";
import { stateMachineName } from "@orgwatch/manifest/names";
import { adminOf } from "../admin";
import type { DeployedMachine } from "./deployment";
import { type Place, readSchedules } from "./read-schedules";

/** Machines that fit a sweep, and in words what fits none or is missing. */
export type FoundMachines = {
  readonly machines: readonly DeployedMachine[];
  readonly problems: readonly string[];
};

/** Orgwatch's machines of one region, by the prefix of their names. */
export async function readMachines(sweeps: readonly SweepManifest[], place: Place): Promise<FoundMachines> {
  const client = new SFNClient(adminOf(place.endpoint, place.accountId, place.region));
  const found = new Map<string, string>();
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {}))
    for (const { name = "", stateMachineArn = "" } of stateMachines)
      if (name.startsWith(stateMachineName(""))) found.set(name, stateMachineArn);
  const schedules = found.size > 0 ? await readSchedules(place) : [];
  const machines = await Promise.all(
    sweeps.flatMap(({ name }) => {
      const machineArn = found.get(stateMachineName(name));
      return machineArn === undefined ? [] : [readMachine(client, name, machineArn, schedules)];
    }),
  );
  const wanted = sweeps.map(({ name }) => stateMachineName(name));
  return {
    machines,
    problems: [
      ...[...found.keys()]
        .filter((name) => !wanted.includes(name))
        .map((name) => `the state machine ${name} has no manifest`),
      ...wanted.filter((name) => !found.has(name)).map((name) => `the state machine ${name} is not deployed`),
    ],
  };
}

/** The names of the roles by which machines work and are started, each once. */
export function rolesOfMachines(machines: readonly DeployedMachine[]): readonly string[] {
  const names = machines.flatMap(({ roleName, schedules }) => [
    roleName,
    ...schedules.map((schedule) => schedule.roleName),
  ]);
  return [...new Set(names)];
}

async function readMachine(
  client: SFNClient,
  name: string,
  machineArn: string,
  schedules: Awaited<ReturnType<typeof readSchedules>>,
): Promise<DeployedMachine> {
  const { definition = "null", roleArn } = await client.send(
    new DescribeStateMachineCommand({ stateMachineArn: machineArn }),
  );
  const [, , , region = "", accountId = ""] = machineArn.split(":");
  return {
    ...{ name, machineArn, accountId, region },
    roleName: nameOfRole(roleArn),
    definition: JSON.parse(definition),
    schedules: schedules
      .filter(({ targetArn }) => targetArn === machineArn)
      .map((schedule) => ({
        name: schedule.name,
        expression: schedule.expression,
        input: schedule.input ?? "{}",
        roleName: nameOfRole(schedule.roleArn),
      })),
  };
}

function nameOfRole(arn: string | undefined): string {
  return arn?.split("/").at(-1) ?? "";
}
