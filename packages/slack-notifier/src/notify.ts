// From a queue message to deliveries: read it, find its team and channel, draw it, deliver it.
import { type CountHeartbeat, isFresh } from "@orgwatch/core/count-heartbeat";
import { NeverAgain, reasonOf, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import type { Archived, Heartbeat, Notice, Reading } from "@orgwatch/core/notice/notice";
import { readMessages } from "@orgwatch/core/notice/read-event";
import { recipientOf } from "@orgwatch/core/notice/recipient";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { QueueRecord } from "@orgwatch/core/run-batch";
import { runEach } from "@orgwatch/core/run-each";
import type { SlackApp } from "@orgwatch/core/slack/slack-app";
import { deliver } from "@orgwatch/core/slack-delivery/deliver";
import type { DeliverDependencies, Parcel } from "@orgwatch/core/slack-delivery/parcel";
import { showResponses } from "@orgwatch/core/slack-delivery/show-responses";
import { queueName, topicName } from "@orgwatch/manifest/names";
import { channelOf, type Routing } from "@orgwatch/manifest/routing";
import { renderNotice, renderRaised } from "./render-notice";

export type NotifyDependencies = Omit<DeliverDependencies, "log"> & {
  readonly routing: () => Promise<Routing>;
  readonly account: (accountId: string) => Promise<AccountEntry | undefined>;
  /** Buttons are drawn only where somebody answers them. */
  readonly slackApp: () => Promise<SlackApp>;
  readonly countHeartbeat: CountHeartbeat;
  readonly log: Log;
};

const lambda = "slack-notifier";

/**
 * Handles one queue message, which may hold several notices (Security Hub): each goes its own way, and the message is tried again
 * for those that failed.
 * @throws the gravest of the failures: TryLater before NeverAgain, so that nothing that can still be sent is given up.
 */
export async function notify(record: QueueRecord, dependencies: NotifyDependencies): Promise<void> {
  const { subject, id, sentAt: receivedAt } = record;
  const hints = subject === undefined ? { id, receivedAt } : { subject, id, receivedAt };
  await runEach(readMessages(record.body, hints), (reading) => handleReading(reading, record, dependencies));
}

async function handleReading(
  reading: Reading,
  record: QueueRecord,
  dependencies: NotifyDependencies,
): Promise<void> {
  if ("skip" in reading) dependencies.log.info("not posted", { because: reading.skip });
  else if ("heartbeat" in reading) await endHeartbeat(reading.heartbeat, dependencies);
  else if ("archived" in reading) await showArchived(reading.archived, dependencies);
  else await notifyOne(reading.post, record, dependencies);
}

/** A heartbeat ends here, whatever comes of it: the next one is due in five minutes, and waiting ones would prove nothing. */
async function endHeartbeat(heartbeat: Heartbeat, dependencies: NotifyDependencies): Promise<void> {
  const { countHeartbeat, slack, log, now } = dependencies;
  if (!isFresh(heartbeat, now())) return log.warn("a heartbeat came too late", { id: heartbeat.id });
  await countHeartbeat("notifier");
  try {
    await slack.test();
    await countHeartbeat("slack");
  } catch (error) {
    log.warn("Slack did not answer the heartbeat", { reason: reasonOf(error) });
  }
}

/**
 * Somebody archived the finding in GuardDuty: its message says so, and those of the teams to whose own topics it was sent. For whom
 * finding-responder did it is shown already.
 */
async function showArchived(archived: Archived, dependencies: NotifyDependencies): Promise<void> {
  const { key, own } = archived;
  if (own) return dependencies.log.info("finding archived by finding-responder", { subject: key });
  const { routing } = await readableSettings(dependencies);
  const keys = routing.teams.map(({ name }) => {
    const arrival = { lambda, queue: queueName(lambda, topicName(name, "alert")) };
    return recipientOf({ key }, undefined, arrival, routing).key;
  });
  for (const each of new Set([key, ...keys]))
    if (each === key || (await dependencies.deliveries.read(each)))
      await showArchivedIn(each, archived, dependencies);
}

/**
 * One call archives up to fifty findings, and Slack takes one message a second: what is shown is written down, so that the next run
 * begins with the others.
 */
async function showArchivedIn(
  key: string,
  { id, at, by }: Archived,
  dependencies: NotifyDependencies,
): Promise<void> {
  const { deliveries, responses, now, log } = dependencies;
  const done = `archived/${id}/${key}`;
  if (await deliveries.read(done)) return;
  const who = by === undefined ? {} : { by };
  await responses.add(key, { id, what: "archived", via: "GuardDuty", at, ...who }, now());
  const shown = await showResponses(key, dependencies);
  const entry = { state: "sent", version: at, band: "info", attemptedAt: now().toISOString() } as const;
  await deliveries.save(done, entry, undefined, now());
  log.info("finding archived in GuardDuty", { subject: key, shown });
}

async function notifyOne(
  notice: Notice,
  record: QueueRecord,
  dependencies: NotifyDependencies,
): Promise<void> {
  const { accountId } = notice;
  const log = dependencies.log.with({ subject: notice.key, accountId });
  const account = accountId === undefined ? undefined : await dependencies.account(accountId);
  try {
    const { routing, slackApp } = await readableSettings(dependencies);
    const parcel = address({
      notice,
      account,
      queue: record.queue,
      routing,
      buttons: slackApp !== undefined,
    });
    await deliver(parcel, { ...dependencies, log });
  } catch (error) {
    log.warn("not delivered", { reason: reasonOf(error) });
    throw error;
  }
}

/** A setting that somebody broke is mended within hours: messages wait for it, none is given up. */
async function readableSettings({ routing, slackApp }: NotifyDependencies) {
  try {
    return { routing: await routing(), slackApp: await slackApp() };
  } catch (error) {
    throw new TryLater("the settings cannot be used", { cause: error });
  }
}

function address({
  notice,
  account,
  queue,
  routing,
  buttons,
}: {
  readonly notice: Notice;
  readonly account: AccountEntry | undefined;
  readonly queue: string;
  readonly routing: Routing;
  readonly buttons: boolean;
}): Parcel {
  const { team, key } = recipientOf(notice, account, { lambda, queue }, routing);
  const band = notice.weight.band === "ok" ? "info" : notice.weight.band;
  const channel = channelOf(routing, team, band);
  if (!channel) throw new NeverAgain(`the routing has no channel for team ${team}`);
  const about = account ? { account: { id: account.accountId, name: account.name } } : {};
  const context = { ...about, team, buttons };
  return {
    key,
    version: notice.version,
    band: notice.weight.band,
    channel,
    // Its button says which message it stands in.
    message: renderNotice({ ...notice, key }, context),
    raised: (before) => renderRaised(notice, before, context),
  };
}
