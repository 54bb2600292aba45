// EventBridge rules with one target each, and the policies by which the targets let them in.
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { adminOf } from "../admin";
import { createTargetPolicies, type Feed } from "./create-target-policies";

export type Rule = {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** Undefined for the account's default bus. */
  readonly bus?: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly targetArn: string;
};

/** Creates the rules, through one client for each account and region. The buses, queues and topics must exist. */
export async function createRules(rules: readonly Rule[], endpoint: string): Promise<void> {
  const clients = new Map<string, EventBridgeClient>();
  const clientFor = ({ accountId, region }: Rule): EventBridgeClient => {
    const place = `${accountId}/${region}`;
    const client = clients.get(place) ?? new EventBridgeClient(adminOf(endpoint, accountId, region));
    clients.set(place, client);
    return client;
  };
  const feeds = await Promise.all(rules.map((rule) => createRule(clientFor(rule), rule)));
  await createTargetPolicies(feeds, endpoint);
}

async function createRule(client: EventBridgeClient, { name, bus, pattern, targetArn }: Rule): Promise<Feed> {
  const onBus = bus === undefined ? {} : { EventBusName: bus };
  const { RuleArn: ruleArn = "" } = await client.send(
    new PutRuleCommand({ Name: name, EventPattern: JSON.stringify(pattern), ...onBus }),
  );
  await client.send(
    new PutTargetsCommand({ Rule: name, Targets: [{ Id: "orgwatch", Arn: targetArn }], ...onBus }),
  );
  return { ruleArn, targetArn };
}
