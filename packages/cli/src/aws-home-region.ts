// The home region over the AWS SDK.
import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import {
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  type SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { type AccountEntry, entryOf } from "@orgwatch/core/organization/account-entry";
import { caseTable } from "@orgwatch/core/support-cases/case-table";
import { stateMachineName, tableName } from "@orgwatch/manifest/names";
import { z } from "zod";
import { type HomeRegion, NotInThisRegion, type Sweep, type SweepState } from "./home-region";

const sweepName = stateMachineName("case-sweep");
const given = z.string();

/** The tables and the sweep of this region; the client of Step Functions is made when it is asked for. */
export function awsHomeRegion(
  region: string,
  dynamodb: DynamoDBClient,
  makeSfn: () => SFNClient,
): HomeRegion {
  return {
    cases: caseTable(dynamodb, tableName("support-cases")),
    accounts: () => scanAccounts(dynamodb),
    sweep: awsSweep(region, makeSfn),
  };
}

async function scanAccounts(client: DynamoDBClient): Promise<readonly AccountEntry[]> {
  const entries: AccountEntry[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName("accounts") }))
    for (const item of Items) {
      const entry = entryOf(item);
      if (entry) entries.push(entry);
    }
  return entries;
}

function awsSweep(region: string, makeSfn: () => SFNClient): Sweep {
  return {
    start: async (input) => {
      const client = makeSfn();
      const stateMachineArn = await findSweep(client);
      if (stateMachineArn === undefined) throw new NotInThisRegion(`sweep ${sweepName}`, region);
      const started = await client.send(
        new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
      );
      return { arn: given.parse(started.executionArn), startedAt: z.date().parse(started.startDate) };
    },
    state: async (executionArn) => {
      const { status, error, cause } = await makeSfn().send(new DescribeExecutionCommand({ executionArn }));
      const reason = [error, cause].filter((part) => part).join(": ");
      return { status: statusOf(status), reason: reason || undefined };
    },
  };
}

/** By listing, because the ARN has the account's id, which a person need not type. */
async function findSweep(client: SFNClient): Promise<string | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListStateMachinesCommand({ nextToken }));
    const found = page.stateMachines?.find(({ name }) => name === sweepName);
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
