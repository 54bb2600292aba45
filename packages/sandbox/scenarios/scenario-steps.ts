// What scenarios do and look at: publish, wait for Slack, read the dead letters.
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { deadLetterQueueName, topicName } from "@orgwatch/manifest/names";
import { adminOf } from "../src/admin";
import type { LambdaHost } from "../src/lambda-host/lambda-host";
import type { Sandbox } from "../src/sandbox";

/** A sandbox whose lambdas run. */
export type Running = { readonly sandbox: Sandbox; readonly host: LambdaHost };

/** The id of an account by its name. */
export function accountId({ organization }: Sandbox, name: string): string {
  const account = organization.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`there is no account ${name}`);
  return account.id;
}

/** Resolves when a message satisfies the condition; rejects after 30 s with what is in Slack instead. */
export function messageWhere(sandbox: Sandbox, condition: (text: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!sandbox.slack.messages().some(({ text }) => condition(text))) return;
      clearTimeout(giveUp);
      stop();
      resolve();
    };
    const giveUp = setTimeout(() => {
      stop();
      reject(
        new Error(`it is not in Slack: ${JSON.stringify(sandbox.slack.messages().map(({ text }) => text))}`),
      );
    }, 30_000);
    const stop = sandbox.slack.subscribe(look);
    look();
  });
}

/** What the channel shows of a subject: text, channel and form of each message, in order. */
export function shown({ slack }: Sandbox, part: string) {
  return slack
    .messages()
    .filter(({ text }) => text.includes(part))
    .map(({ channel, text, edits, threadTs, broadcast, via }) => ({
      channel,
      text,
      edits,
      form: threadTs ? (broadcast ? "reply in the channel" : "reply") : "message",
      via,
    }));
}

/** Publishes to a team's topic in the home region, as a team's own tool would. */
export async function publish({ url, organization }: Sandbox, team: string, Message: string): Promise<void> {
  const { infrasecAccountId, homeRegion } = organization;
  const sns = new SNSClient(adminOf(url, infrasecAccountId, homeRegion));
  const name = topicName(team, "notification");
  await sns.send(
    new PublishCommand({ TopicArn: `arn:aws:sns:${homeRegion}:${infrasecAccountId}:${name}`, Message }),
  );
  sns.destroy();
}

/** The notifier's dead letters in the home region, with their reasons. */
export async function deadLetters({ url, organization }: Sandbox) {
  const sqs = new SQSClient(adminOf(url, organization.infrasecAccountId, organization.homeRegion));
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: deadLetterQueueName("slack-notifier") }),
  );
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  sqs.destroy();
  return Messages.map(({ Body, MessageAttributes }) => ({
    body: Body,
    reason: MessageAttributes?.reason?.StringValue,
  }));
}
