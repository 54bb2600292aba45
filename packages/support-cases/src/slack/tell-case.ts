// Brings the news of a case to Slack: its message in the channel of the account's team, everything after it in the thread.
import type { AccountLookup } from "@orgwatch/core/accounts-table";
import { deliver } from "@orgwatch/core/slack-delivery/deliver";
import type { DeliverDependencies, Parcel } from "@orgwatch/core/slack-delivery/parcel";
import type { Communication, SupportCase } from "@orgwatch/core/support-cases/case";
import { type Channel, channelOf, type Routing, teamOf } from "@orgwatch/manifest/routing";
import { caseMessage } from "./case-message";
import { newsOf, type Reply, type Told } from "./decide-news";
import { raisedMessage, replyMessage } from "./reply-message";
import { severityOf } from "./severity-words";
import { readTold, saveTold } from "./told-log";

export type TellDependencies = DeliverDependencies & {
  readonly routing: () => Promise<Routing>;
  readonly account: AccountLookup;
  /** Chooses the partition whose console the links open. */
  readonly region: string;
};

/**
 * Tells what is new in a case, which is a change of it unless it was only found or opened. Repeated, it tells nothing; after a failure it
 * tells what is missing.
 * @throws TryLater when it has to wait; NeverAgain when both the bot and the webhook refused a message for good.
 */
export async function tellCase(
  supportCase: SupportCase,
  communications: readonly Communication[],
  changed: boolean,
  dependencies: TellDependencies,
): Promise<void> {
  const { deliveries, log, now } = dependencies;
  const entry = await readTold(deliveries, supportCase.caseId);
  const news = newsOf(supportCase, communications, entry.told, { now: now(), changed });
  if (news === undefined) return log.info("nothing new to tell");
  const place = await placeOf(supportCase, dependencies);
  const message = messageParcel(supportCase, entry.told, place);
  // The log forgets after 90 days: then the message begins a new thread, before any reply.
  const isSent = (await deliveries.read(message.key))?.delivery.state === "sent";
  if (news.message || (news.replies.length > 0 && !isSent)) await deliver(message, dependencies);
  const thread = (await deliveries.read(message.key))?.delivery;
  for (const reply of news.replies) {
    const what = whatOf(reply, entry.revision);
    await deliver(
      {
        ...message,
        key: `case/${supportCase.caseId}/${what}`,
        version: undefined,
        message: replyMessage(reply, supportCase, place),
        ...(thread?.channel !== undefined && thread.ts !== undefined
          ? { thread: thread.ts, channel: { ...place.channel, id: thread.channel } }
          : {}),
      },
      dependencies,
    );
  }
  await saveTold(deliveries, supportCase.caseId, news.told, entry, now());
}

type Place = { readonly channel: Channel; readonly accountName: string | undefined; readonly region: string };

async function placeOf(
  { accountId, severityCode }: SupportCase,
  { routing, account, region }: TellDependencies,
): Promise<Place> {
  const [entry, teams] = [await account(accountId), await routing()];
  const units = entry?.organizationalUnits.map(({ id }) => id) ?? [];
  const channel = channelOf(teams, teamOf(teams, accountId, units), severityOf(severityCode).band);
  if (channel === undefined) throw new Error("the routing names no channel for the default team");
  return { channel, accountName: entry?.name, region };
}

/** Its version is when the case was read: a message never goes back to an older state. */
function messageParcel(supportCase: SupportCase, told: Told | undefined, place: Place): Parcel {
  return {
    key: `case/${supportCase.caseId}/message`,
    version: supportCase.readAt,
    band: severityOf(supportCase.severityCode).band,
    channel: place.channel,
    message: caseMessage(supportCase, place),
    raised: () => raisedMessage(told?.severityCode ?? "unknown", supportCase, place),
    quiet: true,
  };
}

/** A communication is told once for ever; a change once for what was told before it. */
function whatOf(reply: Reply, revision: number): string {
  if (reply.about === "communication") return `communication/${reply.communication.id}`;
  return `change-${revision}/${reply.about}`;
}
