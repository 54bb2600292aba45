// EventBridge rules with one target each.
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { adminOf } from "../admin";

export type Rule = {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** Undefined for the account's default bus. */
  readonly bus?: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly targetArn: string;
};

/** Creates the rules, through one client for each account and region. The buses must exist. */
export async function createRules(rules: readonly Rule[], endpoint: string): Promise<void> {
  const clients = new Map<string, EventBridgeClient>();
  const clientFor = ({ accountId, region }: Rule): EventBridgeClient => {
    const place = `${accountId}/${region}`;
    const client = clients.get(place) ?? new EventBridgeClient(adminOf(endpoint, accountId, region));
    clients.set(place, client);
    return client;
  };
  await Promise.all(rules.map((rule) => createRule(clientFor(rule), rule)));
}

async function createRule(client: EventBridgeClient, { name, bus, pattern, targetArn }: Rule): Promise<void> {
  const onBus = bus === undefined ? {} : { EventBusName: bus };
  await client.send(new PutRuleCommand({ Name: name, EventPattern: JSON.stringify(pattern), ...onBus }));
  await client.send(
    new PutTargetsCommand({ Rule: name, Targets: [{ Id: "orgwatch", Arn: targetArn }], ...onBus }),
  );
}
