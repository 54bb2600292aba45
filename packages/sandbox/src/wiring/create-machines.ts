// The state machines of sweeps, where people and the AWS CLI find them. Who may run what is in the deployment's roles.
import { CreateStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { adminOf } from "../admin";
import { roleArnOf } from "../iam/arn";
import type { PlannedSweep } from "./plan-sweeps";

/** Creates each machine as its definition says. Throws the SDK's InvalidDefinition for one that the sandbox cannot run. */
export async function createMachines(sweeps: readonly PlannedSweep[], endpoint: string): Promise<void> {
  await Promise.all(
    sweeps.map(async ({ machine: { accountId, region, machineArn, roleName, definition } }) => {
      const client = new SFNClient(adminOf(endpoint, accountId, region));
      await client.send(
        new CreateStateMachineCommand({
          name: machineArn.split(":").at(-1),
          roleArn: roleArnOf({ accountId, name: roleName }, region),
          definition: JSON.stringify(definition),
        }),
      );
    }),
  );
}
