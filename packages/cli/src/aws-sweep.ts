// A sweep of the home region, over Step Functions.
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  type SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { stateMachineName } from "@orgwatch/manifest/names";
import { z } from "zod";
import { NotInThisRegion, type Sweep, type SweepState } from "./home-region";

const given = z.string();

/** An execution as it began, and how far it is. */
export type Execution = SweepState & { readonly arn: string; readonly startedAt: Date };

/** The sweep of that name in the manifest. `latest` is its last execution, however that began; undefined: there was none yet. */
export function awsSweep<Input>(
  region: string,
  sweep: string,
  makeSfn: () => SFNClient,
): Sweep<Input> & { readonly latest: () => Promise<Execution | undefined> } {
  const name = stateMachineName(sweep);
  const found = async (client: SFNClient): Promise<string> => {
    const arn = await findMachine(client, name);
    if (arn === undefined) throw new NotInThisRegion(`sweep ${name}`, region);
    return arn;
  };
  const state = async (executionArn: string): Promise<SweepState> => {
    const { status, error, cause } = await makeSfn().send(new DescribeExecutionCommand({ executionArn }));
    const reason = [error, cause].filter((part) => part).join(": ");
    return { status: statusOf(status), reason: reason || undefined };
  };
  return {
    state,
    start: async (input) => {
      const client = makeSfn();
      const command = { stateMachineArn: await found(client), input: JSON.stringify(input) };
      const started = await client.send(new StartExecutionCommand(command));
      return { arn: given.parse(started.executionArn), startedAt: z.date().parse(started.startDate) };
    },
    latest: async () => {
      const client = makeSfn();
      // Newest first, as Step Functions says.
      const listed = await client.send(
        new ListExecutionsCommand({ stateMachineArn: await found(client), maxResults: 1 }),
      );
      const [execution] = listed.executions ?? [];
      if (execution?.executionArn === undefined) return undefined;
      const { executionArn: arn, startDate } = execution;
      return { arn, startedAt: z.date().parse(startDate), ...(await state(arn)) };
    },
  };
}

/** By listing, because the ARN has the account's id, which a person need not type. */
async function findMachine(client: SFNClient, wanted: string): Promise<string | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListStateMachinesCommand({ nextToken }));
    const found = page.stateMachines?.find(({ name }) => name === wanted);
    if (found?.stateMachineArn !== undefined) return found.stateMachineArn;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

function statusOf(status: string | undefined): SweepState["status"] {
  if (status === "SUCCEEDED") return "succeeded";
  if (status === "TIMED_OUT") return "timed-out";
  if (status === "ABORTED") return "stopped";
  return status === "FAILED" ? "failed" : "running";
}
