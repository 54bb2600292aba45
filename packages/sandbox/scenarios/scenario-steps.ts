// What scenarios do and look at: publish, wait for Slack, read the dead letters.
import { GetFindingsCommand, GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { deadLetterQueueName, type TopicName, topicName } from "@orgwatch/manifest/names";
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
export async function publish(
  { url, organization }: Sandbox,
  team: string,
  Message: string,
  topic: TopicName = "notification",
): Promise<void> {
  const { infrasecAccountId, homeRegion } = organization;
  const sns = new SNSClient(adminOf(url, infrasecAccountId, homeRegion));
  const name = topicName(team, topic);
  await sns.send(
    new PublishCommand({ TopicArn: `arn:aws:sns:${homeRegion}:${infrasecAccountId}:${name}`, Message }),
  );
  sns.destroy();
}

/** A lambda's dead letters in the home region, with their reasons. */
export async function deadLetters({ url, organization }: Sandbox, lambda = "slack-notifier") {
  const sqs = new SQSClient(adminOf(url, organization.infrasecAccountId, organization.homeRegion));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: deadLetterQueueName(lambda) }));
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  sqs.destroy();
  return Messages.map(({ Body, MessageAttributes }) => ({
    body: Body,
    reason: MessageAttributes?.reason?.StringValue,
  }));
}

/** Resolves once the condition holds; it is looked at after everything that happens in the sandbox. Rejects after a minute with `what`. */
export function until(sandbox: Sandbox, what: string, condition: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(giveUp);
      for (const unsubscribe of watching) unsubscribe();
    };
    const look = () => {
      if (!condition()) return;
      end();
      resolve();
    };
    const giveUp = setTimeout(() => {
      end();
      reject(new Error(`it did not happen within a minute: ${what}`));
    }, 60_000);
    const watching = [
      sandbox.journal.subscribe(look),
      sandbox.slack.subscribe(look),
      sandbox.slack.subscribeAnswers(look),
      sandbox.pagerDuty.subscribe(look),
    ];
    look();
  });
}

/** The incidents whose title has this part, as people on call see them. */
export function paged({ pagerDuty }: Sandbox, part: string) {
  return pagerDuty
    .incidents()
    .filter(({ title }) => title.includes(part))
    .map(({ title, status, severity, service }) => ({ title, status, severity, service: service.name }));
}

/** The lines below a message that say what people did, without their times. */
export function responsesBelow({ slack }: Sandbox, part: string): readonly string[] {
  const message = slack.messages().find(({ text }) => text.includes(part));
  const last: unknown = message?.blocks.at(-1);
  const [, lines = ""] = /"text":"((?:👀|✅|🗄️|⚠️|🔁)[^"]*)"/u.exec(JSON.stringify(last)) ?? [];
  return lines === "" ? [] : lines.split("\\n").map((line) => line.split(" · ")[0] ?? "");
}

/** Empties the dead-letter queue of a lambda in the home region. */
export async function forgetDeadLetters({ url, organization }: Sandbox, lambda: string): Promise<void> {
  const sqs = new SQSClient(adminOf(url, organization.infrasecAccountId, organization.homeRegion));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: deadLetterQueueName(lambda) }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  sqs.destroy();
}

/** Whether GuardDuty counts a finding as archived, asked as the administrator account. */
export async function isArchived({ url, organization }: Sandbox, region: string, id: string) {
  const guardDuty = new GuardDutyClient(adminOf(url, organization.infrasecAccountId, region));
  const { DetectorIds = [] } = await guardDuty.send(new ListDetectorsCommand({}));
  const { Findings = [] } = await guardDuty.send(
    new GetFindingsCommand({ DetectorId: DetectorIds[0], FindingIds: [id] }),
  );
  guardDuty.destroy();
  return Findings.map(({ Service }) => Service?.Archived);
}
