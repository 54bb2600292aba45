// A member account by a role in it that the management account may take.
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { partitionOfRegion } from "@orgwatch/core/partition";
import type { MemberAccount } from "../account-facts";
import { type Credentials, settingsIn } from "./clients";

type Member = { readonly accountId: string; readonly role: string; readonly home: string };

/** Takes the role once, when it is first needed. */
export function awsMember({ accountId, role, home }: Member, own: Credentials): MemberAccount {
  let taken: Promise<Credentials> | undefined;
  const credentials = () => {
    taken ??= take(`arn:${partitionOfRegion(home)}:iam::${accountId}:role/${role}`, home, own);
    return taken;
  };
  return {
    trustOf: async (name) => trustOf(new IAMClient(settingsIn(home, await credentials())), name),
    rulesIn: async (region, prefix) =>
      ruleStates(new EventBridgeClient(settingsIn(region, await credentials())), { NamePrefix: prefix }),
  };
}

async function take(roleArn: string, home: string, own: Credentials): Promise<Credentials> {
  const assume = assumeRoleWith(new STSClient(settingsIn(home, own)));
  return { credentials: await assume({ roleArn, sessionName: "orgwatch-doctor" }) };
}

async function trustOf(iam: IAMClient, RoleName: string): Promise<string | undefined> {
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    return Role?.AssumeRolePolicyDocument && decodeURIComponent(Role.AssumeRolePolicyDocument);
  } catch (error) {
    if (error instanceof Error && error.name.startsWith("NoSuchEntity")) return undefined;
    throw error;
  }
}

/** The states of the rules by their names; none where there is no such bus. */
export async function ruleStates(
  client: EventBridgeClient,
  of: { readonly NamePrefix?: string; readonly EventBusName?: string },
): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>();
  try {
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListRulesCommand({ ...of, NextToken }));
      for (const { Name, State } of page.Rules ?? [])
        if (Name !== undefined) states.set(Name, State ?? "unknown");
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
  } catch (error) {
    if (!(error instanceof Error && error.name === "ResourceNotFoundException")) throw error;
  }
  return states;
}
