// From a queue message to PagerDuty: read it, find its team, page for it, or end what was paged.
import { type CountHeartbeat, isFresh } from "@orgwatch/core/count-heartbeat";
import { reasonOf, TryLater } from "@orgwatch/core/errors";
import type { Archived, Heartbeat, Notice, Reading } from "@orgwatch/core/notice/notice";
import { readMessages } from "@orgwatch/core/notice/read-event";
import { type Recipient, recipientOf } from "@orgwatch/core/notice/recipient";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { QueueRecord } from "@orgwatch/core/run-batch";
import { runEach } from "@orgwatch/core/run-each";
import { queueName } from "@orgwatch/manifest/names";
import { channelOf, type Routing } from "@orgwatch/manifest/routing";
import { actionOf, type DrawContext, drawArchived, drawEvent, drawHeartbeat } from "./draw-event";
import { type IntegrationKeys, integrationKeyOf } from "./integration-keys";
import { pageLogKey, type SendPageDependencies, sendPage } from "./send-page";

export type PagePeopleDependencies = Omit<SendPageDependencies, "integrationKey"> & {
  readonly routing: () => Promise<Routing>;
  readonly integrationKeys: () => Promise<IntegrationKeys>;
  readonly account: (accountId: string) => Promise<AccountEntry | undefined>;
  readonly countHeartbeat: CountHeartbeat;
  /** The lambda's own. */
  readonly region: () => Promise<string>;
};

const lambda = "pagerduty-pager";

/**
 * Handles one queue message, which may hold several notices (Security Hub).
 * @throws the gravest of their failures: TryLater before NeverAgain.
 */
export async function pagePeople(record: QueueRecord, dependencies: PagePeopleDependencies): Promise<void> {
  const { subject, id, sentAt: receivedAt } = record;
  const hints = subject === undefined ? { id, receivedAt } : { subject, id, receivedAt };
  await runEach(readMessages(record.body, hints), (reading) => handleReading(reading, record, dependencies));
}

async function handleReading(
  reading: Reading,
  { queue }: QueueRecord,
  dependencies: PagePeopleDependencies,
): Promise<void> {
  if ("skip" in reading) return dependencies.log.info("nobody is paged", { because: reading.skip });
  if ("heartbeat" in reading) return endHeartbeat(reading.heartbeat, dependencies);
  const { key } = "archived" in reading ? reading.archived : reading.post;
  const log = dependencies.log.with({ subject: key });
  try {
    const settings = await readableSettings(dependencies);
    const { keys, routing } = settings;
    const integrationKey = async (team: string) => integrationKeyOf(keys, team, routing.defaultTeam);
    const tools = { ...dependencies, log, integrationKey };
    if ("archived" in reading) await endPages(reading.archived, queue, routing, tools);
    else await pageOne(reading.post, queue, routing, tools);
  } catch (error) {
    log.warn("PagerDuty was not told", { reason: reasonOf(error) });
    throw error;
  }
}

/** A heartbeat ends here, whatever comes of it: the next one is due in five minutes, and waiting ones would prove nothing. */
async function endHeartbeat(heartbeat: Heartbeat, dependencies: PagePeopleDependencies): Promise<void> {
  const { countHeartbeat, pagerDuty, region, log, now } = dependencies;
  if (!isFresh(heartbeat, now())) return log.warn("a heartbeat came too late", { id: heartbeat.id });
  await countHeartbeat("pager");
  try {
    const { keys, routing } = await readableSettings(dependencies);
    const { key } = integrationKeyOf(keys, routing.defaultTeam, routing.defaultTeam);
    await pagerDuty.send(drawHeartbeat(await region()), key);
    await countHeartbeat("pagerduty");
  } catch (error) {
    log.warn("PagerDuty did not take the heartbeat", { reason: reasonOf(error) });
  }
}

type Tools = PagePeopleDependencies & SendPageDependencies;

async function pageOne(notice: Notice, queue: string, routing: Routing, tools: Tools): Promise<void> {
  const { accountId, version, weight } = notice;
  const account = accountId === undefined ? undefined : await tools.account(accountId);
  const recipient = recipientOf(notice, account, { lambda, queue }, routing);
  const about = account && { id: account.accountId, name: account.name };
  const page = { ...recipient, version, action: actionOf(weight), band: weight.band } as const;
  await sendPage(
    {
      ...page,
      event: async () => {
        const slack = await slackPlace(notice, recipient, routing, tools);
        return drawEvent(notice, { key: recipient.key, account: about, slack });
      },
    },
    tools,
  );
}

/** The message that slack-notifier posted under the same key; until it has, the channel that it will choose. */
async function slackPlace(
  { weight }: Notice,
  { key, team }: Recipient,
  routing: Routing,
  { deliveries, log }: Tools,
): Promise<DrawContext["slack"]> {
  // A link is worth less than the page: a log item that cannot be read must not hold it up.
  const posted = await deliveries.read(key).catch((error: unknown) => {
    log.warn("the message in Slack was not found", { reason: reasonOf(error) });
    return undefined;
  });
  const { channel, ts } = posted?.delivery ?? {};
  if (channel !== undefined && ts !== undefined) return { channel, ts };
  const band = weight.band === "ok" ? "info" : weight.band;
  const chosen = channelOf(routing, team, band);
  return chosen && { channel: chosen.id, ts: undefined };
}

/** Somebody archived the finding: its incident ends, and so do those of the teams to whose own topics it was sent. */
async function endPages(archived: Archived, queue: string, routing: Routing, tools: Tools): Promise<void> {
  const keyAt = (arrival: string) =>
    recipientOf({ key: archived.key }, undefined, { lambda, queue: arrival }, routing).key;
  const own = keyAt(queue);
  const others = routing.teams.map(({ name }) => keyAt(queueName(lambda, `${name}-alert`)));
  const paged = own === archived.key ? others.filter((key) => key !== own) : [];
  await runEach([own, ...paged], async (key) => {
    if (key !== own && !(await tools.deliveries.read(pageLogKey(key)))) return;
    const page = { key, team: undefined, version: archived.at, action: "resolve", band: "ok" } as const;
    await sendPage({ ...page, event: async () => drawArchived(archived, key) }, tools);
  });
}

/** A setting or secret that somebody broke is mended within hours: alerts wait for it, none is given up. */
async function readableSettings({ routing, integrationKeys }: PagePeopleDependencies) {
  try {
    return { routing: await routing(), keys: await integrationKeys() };
  } catch (error) {
    throw new TryLater("the settings cannot be used", { cause: error });
  }
}
