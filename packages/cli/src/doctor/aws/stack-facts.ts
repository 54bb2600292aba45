// StackSets and stacks over CloudFormation.
import {
  type CloudFormationClient,
  DescribeStackSetCommand,
  DescribeStacksCommand,
  paginateListStackInstances,
} from "@aws-sdk/client-cloudformation";
import { z } from "zod";
import type { StackInstanceFact, StackSetFact } from "../account-facts";

const instance = z.object({
  Account: z.string(),
  Region: z.string(),
  Status: z.string(),
  StatusReason: z.string().optional(),
});

/** Undefined when there is no StackSet of this name. */
export async function stackSetFact(
  client: CloudFormationClient,
  StackSetName: string,
): Promise<StackSetFact | undefined> {
  const template = await templateOf(client, StackSetName);
  if (template === undefined) return undefined;
  const instances: StackInstanceFact[] = [];
  for await (const { Summaries = [] } of paginateListStackInstances({ client }, { StackSetName }))
    for (const { Account, Region, Status, StatusReason } of z.array(instance).parse(Summaries))
      instances.push({ accountId: Account, region: Region, status: Status, reason: StatusReason });
  return { template, instances };
}

async function templateOf(client: CloudFormationClient, StackSetName: string): Promise<string | undefined> {
  try {
    const { StackSet } = await client.send(new DescribeStackSetCommand({ StackSetName }));
    return StackSet?.Status === "DELETED" ? undefined : z.string().parse(StackSet?.TemplateBody);
  } catch (error) {
    if (error instanceof Error && error.name.startsWith("StackSetNotFound")) return undefined;
    throw error;
  }
}

/** Undefined when there is no stack of this name. */
export async function stackStatus(
  client: CloudFormationClient,
  StackName: string,
): Promise<string | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0]?.StackStatus;
  } catch (error) {
    // CloudFormation has no error of its own for this.
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}
