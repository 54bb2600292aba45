// A gateway with an organization behind it, for the scenario tests of this package's AWS side.
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { adminOf } from "../admin";
import { type Gateway, startGateway } from "../gateway";
import { type Journal, newJournal } from "../journal";
import { startMoto } from "../moto";
import { createOrganization, delegateGuardDuty, type SandboxOrganization } from "../organization";
import { createTargetPolicies } from "../wiring/create-target-policies";

export type RuleTarget = { readonly Arn: string; readonly DeadLetterConfig?: { readonly Arn: string } };

export type Scenario = {
  readonly gateway: Gateway;
  readonly journal: Journal;
  readonly organization: SandboxOrganization;
  /** The home region. */
  readonly region: string;
  /** The id of the account with this name; throws when there is none. */
  readonly account: (name: string) => string;
  /** SDK configuration of an account's administrator; the home region unless another is named. */
  readonly admin: (accountId: string, region?: string) => ReturnType<typeof adminOf>;
  /** A new queue that rules and topics may send to; `receive` waits up to two seconds for the first message and answers the bodies of all, read as JSON. */
  readonly queue: (accountId: string, name: string, region?: string) => Promise<ScenarioQueue>;
  /** A rule with one target, which is opened to it: a queue of `queue` is already, a function is registered. */
  readonly rule: (
    accountId: string,
    name: string,
    pattern: unknown,
    target: RuleTarget,
    place?: { readonly bus?: string; readonly region?: string },
  ) => Promise<EventBridgeClient>;
  readonly stop: () => Promise<void>;
};

export type ScenarioQueue = {
  readonly client: SQSClient;
  readonly QueueUrl: string;
  readonly arn: string;
  readonly receive: () => Promise<readonly unknown[]>;
};

/** Starts moto, the gateway and an organization whose GuardDuty is delegated. Every fault hits (the random number is 0). `now` is its clock. */
export async function startScenario(options: { readonly now?: () => Date } = {}): Promise<Scenario> {
  const moto = await startMoto();
  const journal = newJournal();
  const gateway = await startGateway({ port: 0, motoUrl: moto.url, journal, random: () => 0, ...options });
  const organization = await createOrganization(gateway.url);
  await delegateGuardDuty(gateway.url, organization);
  const home = organization.homeRegion;
  const admin: Scenario["admin"] = (accountId, region = home) => adminOf(gateway.url, accountId, region);
  return {
    gateway,
    journal,
    organization,
    region: home,
    admin,
    account: (name) => {
      const found = organization.accounts.find((account) => account.name === name);
      if (!found) throw new RangeError(`There is no account ${name}`);
      return found.id;
    },
    queue: (accountId, name, region = home) => newQueue(admin(accountId, region), accountId, name),
    rule: async (accountId, name, pattern, target, { bus = "default", region = home } = {}) => {
      const events = new EventBridgeClient(admin(accountId, region));
      const rule = { Name: name, EventBusName: bus, EventPattern: JSON.stringify(pattern) };
      const { RuleArn = "" } = await events.send(new PutRuleCommand(rule));
      const targets = { Rule: name, EventBusName: bus, Targets: [{ Id: "1", ...target }] };
      await events.send(new PutTargetsCommand(targets));
      const isOpen = target.Arn.includes(":sqs:");
      if (!isOpen) await createTargetPolicies([{ ruleArn: RuleArn, targetArn: target.Arn }], gateway.url);
      return events;
    },
    stop: async () => {
      await gateway.stop();
      await moto.stop();
    },
  };
}

async function newQueue(
  configuration: ReturnType<typeof adminOf>,
  accountId: string,
  name: string,
): Promise<ScenarioQueue> {
  const client = new SQSClient(configuration);
  const arn = `arn:aws:sqs:${configuration.region}:${accountId}:${name}`;
  const Attributes = { Policy: openToServices(arn) };
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const receive = async () => {
    const all: unknown[] = [];
    for (let wait = 2; ; wait = 0) {
      const input = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: wait, VisibilityTimeout: 600 };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(input));
      if (Messages.length === 0) return all;
      all.push(...Messages.map(({ Body }) => JSON.parse(Body ?? "null")));
    }
  };
  return { client, QueueUrl, arn, receive };
}

function openToServices(Resource: string): string {
  const Principal = { Service: ["events.amazonaws.com", "sns.amazonaws.com"] };
  const statement = { Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
