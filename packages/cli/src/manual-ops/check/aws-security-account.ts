// One region of the security account, over the AWS SDK.
import { ListSubscriptionsByTopicCommand, ListTopicsCommand, type SNSClient } from "@aws-sdk/client-sns";
import {
  DescribeParametersCommand,
  GetParameterCommand,
  ParameterNotFound,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import type { EmailSubscription, SecurityAccount } from "./security-account";

/** As many values as SSM takes in one filter. */
const namesAtATime = 50;

/** SNS and SSM behind the small type; the client of SNS is made when it is asked for. */
export function awsSecurityAccount(makeSns: () => SNSClient, ssm: SSMClient): SecurityAccount {
  return {
    emailsOf: async (topic) => {
      const sns = makeSns();
      const arn = await findTopic(sns, topic);
      return arn === undefined ? undefined : listEmails(sns, arn);
    },
    parameterTypes: async (names) => {
      const types = new Map<string, string>();
      for (let start = 0; start < names.length; start += namesAtATime)
        await describe(ssm, names.slice(start, start + namesAtATime), types);
      return types;
    },
    valueOf: async (name) => {
      try {
        const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
        return Parameter?.Value?.trim();
      } catch (error) {
        if (error instanceof ParameterNotFound) return undefined;
        throw error;
      }
    },
  };
}

/** By listing, because the ARN has the account's id, which a person need not type. */
async function findTopic(sns: SNSClient, name: string): Promise<string | undefined> {
  let NextToken: string | undefined;
  do {
    const page = await sns.send(new ListTopicsCommand({ NextToken }));
    const found = page.Topics?.find(({ TopicArn }) => TopicArn?.split(":").at(-1) === name);
    if (found?.TopicArn !== undefined) return found.TopicArn;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
}

async function listEmails(sns: SNSClient, TopicArn: string): Promise<readonly EmailSubscription[]> {
  const emails: EmailSubscription[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    for (const { Protocol, Endpoint, SubscriptionArn = "" } of page.Subscriptions ?? [])
      if (Protocol?.startsWith("email") && Endpoint !== undefined)
        emails.push({ address: Endpoint, state: stateOf(SubscriptionArn) });
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return emails;
}

/** In place of an ARN, SNS writes a word. */
function stateOf(arn: string): EmailSubscription["state"] {
  if (arn.startsWith("arn:")) return "confirmed";
  return arn === "Deleted" ? "gone" : "pending";
}

async function describe(ssm: SSMClient, names: readonly string[], types: Map<string, string>): Promise<void> {
  let NextToken: string | undefined;
  do {
    const asked = { ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [...names] }], NextToken };
    const page = await ssm.send(new DescribeParametersCommand(asked));
    for (const { Name, Type } of page.Parameters ?? [])
      if (Name !== undefined) types.set(Name, Type ?? "unknown");
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}
