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
  /** Also events that CloudTrail marks as reads, which EventBridge keeps from a rule that does not ask for them. */
  readonly readOnly?: true;
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

async function createRule(client: EventBridgeClient, rule: Rule): Promise<Feed> {
  const { name, bus, pattern, targetArn, readOnly } = rule;
  const onBus = bus === undefined ? {} : { EventBusName: bus };
  const { RuleArn: ruleArn = "" } = await client.send(
    new PutRuleCommand({
      Name: name,
      EventPattern: JSON.stringify(pattern),
      State: readOnly ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
      ...onBus,
    }),
  );
  await client.send(
    new PutTargetsCommand({ Rule: name, Targets: [{ Id: "orgwatch", Arn: targetArn }], ...onBus }),
  );
  return { ruleArn, targetArn };
}
