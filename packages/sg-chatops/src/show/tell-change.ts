// Brings a change's message to Slack as it is now: a message of its own in the channel of the account's team, or a reply in its burst's thread.
import type { AccountLookup } from "@orgwatch/core/accounts-table";
import { TryLater } from "@orgwatch/core/errors";
import { type Change, messageKey } from "@orgwatch/core/security-groups/change";
import type { ChangeTable } from "@orgwatch/core/security-groups/change-table";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import type { StateTable } from "@orgwatch/core/security-groups/state-table";
import { isGraver } from "@orgwatch/core/severity";
import type { SlackAddress } from "@orgwatch/core/slack/slack-api";
import type { SlackApp } from "@orgwatch/core/slack/slack-app";
import { deliver } from "@orgwatch/core/slack-delivery/deliver";
import type { DeliverDependencies, Parcel } from "@orgwatch/core/slack-delivery/parcel";
import { type Band, type Channel, channelOf, type Routing, teamOf } from "@orgwatch/manifest/routing";
import { changeMessage, type Followers } from "./change-message";
import { drawnFollowers, isWorthDrawing, versionOf } from "./message-version";
import { followersOf } from "./thread";

export type TellDependencies = DeliverDependencies & {
  readonly routing: () => Promise<Routing>;
  readonly account: AccountLookup;
  /** Undefined where no app is set up: then no message has buttons. */
  readonly slackApp: () => Promise<SlackApp>;
  readonly state: StateTable;
  readonly changes: Pick<ChangeTable, "get">;
  readonly policy: () => Promise<Policy>;
};

/** Where a change is told. `accountName` is undefined for an account that is not known. */
export type Place = { readonly channel: Channel; readonly accountName: string | undefined };

/** A reply waits for its thread's message this long, and then stands alone. */
const rootAwaitedMs = 5 * 60_000;
const shortlySeconds = 2;
const rootLooks = 10;
const rootLookMs = 300;

/** The channel of the account's team for the change's risk. @throws Error when the routing names none. */
export async function placeOf(
  { accountId, risk }: Pick<Change, "accountId" | "risk">,
  { routing, account }: Pick<TellDependencies, "routing" | "account">,
): Promise<Place> {
  const [entry, teams] = [await account(accountId), await routing()];
  const units = entry?.organizationalUnits.map(({ id }) => id) ?? [];
  const channel = channelOf(teams, teamOf(teams, accountId, units), risk);
  if (channel === undefined) throw new Error("the routing names no channel for the default team");
  return { channel, accountName: entry?.name };
}

/**
 * Tells a change as it is now, unless it is exempt or Orgwatch's own. Repeated, it tells nothing; an older state never overwrites a newer one.
 * @throws TryLater when it has to wait; NeverAgain when both the bot and the webhook refused a message for good.
 */
export async function tellChange(change: Change, dependencies: TellDependencies): Promise<void> {
  if (change.state === "exempt" || change.state === "own")
    return dependencies.log.info("nobody is told", { state: change.state });
  const { threadOf } = change;
  const thread = threadOf === undefined ? undefined : await threadFor(change, threadOf, dependencies);
  if (threadOf === undefined || thread === undefined) return tellAlone(change, dependencies);
  const parcel = await parcelOf(change, undefined, dependencies);
  await deliver(
    {
      ...parcel,
      // The root may have been told elsewhere, before the routing was changed.
      channel: { ...parcel.channel, id: thread.channel },
      thread: thread.ts,
      quiet: !isGraver(change.risk, thread.risk),
    },
    dependencies,
  );
  await drawRootAgain({ ...change, changeId: rootOf(threadOf) }, dependencies);
}

/** A message of its own; a root's counts the changes in its thread. */
async function tellAlone(change: Change, dependencies: TellDependencies): Promise<void> {
  const followers = change.threadOf === undefined ? await followersOf(change, dependencies.state) : undefined;
  await deliver(await parcelOf(change, followers, dependencies), dependencies);
}

async function parcelOf(
  change: Change,
  followers: Followers | undefined,
  dependencies: TellDependencies,
): Promise<Parcel> {
  const { channel, accountName } = await placeOf(change, dependencies);
  const channelHasButtons = (await dependencies.slackApp()) !== undefined;
  const message = changeMessage(change, { accountName, channelHasButtons, followers });
  return {
    key: messageKey(change.changeId),
    version: versionOf(change, followers),
    band: change.risk,
    channel,
    message,
    // A change's risk never changes.
    raised: () => message,
  };
}

type Thread = SlackAddress & { readonly risk: Band | "ok" };

/**
 * Where to reply. Whoever comes first tells the root too: a reply never waits for the root's own turn in the queue. Undefined: there is no
 * message to reply to, because it went by the webhook, or could not be told for too long.
 */
async function threadFor(
  { recordedAt }: Change,
  threadOf: string,
  dependencies: TellDependencies,
): Promise<Thread | undefined> {
  const { deliveries, changes, now } = dependencies;
  const standing = await standingAt(threadOf, dependencies);
  if (standing !== "not yet") return standing;
  const isLate = now().getTime() - Date.parse(recordedAt) > rootAwaitedMs;
  const root = await changes.get(rootOf(threadOf));
  if (root === undefined) {
    if (isLate) return undefined;
    throw new TryLater("the thread's first change is not recorded yet", {
      retryAfterSeconds: shortlySeconds,
    });
  }
  try {
    await tellAlone(root, dependencies);
  } catch (error) {
    if (!(error instanceof TryLater)) throw error;
    const sent = await soonStanding(threadOf, dependencies);
    if (sent !== "not yet") return sent;
    if (isLate) return undefined;
    throw error;
  }
  const told = await standingAt(threadOf, { deliveries });
  return told === "not yet" ? undefined : told;
}

/** Somebody else is sending the root's message right now, most likely: worth waiting for here, where a turn of the queue takes many seconds. */
async function soonStanding(
  threadOf: string,
  { deliveries, sleep }: Pick<TellDependencies, "deliveries" | "sleep">,
): Promise<Thread | undefined | "not yet"> {
  for (let look = 0; look < rootLooks; look += 1) {
    await sleep(rootLookMs);
    const standing = await standingAt(threadOf, { deliveries });
    if (standing !== "not yet") return standing;
  }
  return "not yet";
}

/** Undefined: sent, but nothing to reply to. */
async function standingAt(
  key: string,
  { deliveries }: Pick<TellDependencies, "deliveries">,
): Promise<Thread | undefined | "not yet"> {
  const delivery = (await deliveries.read(key))?.delivery;
  if (delivery?.channel !== undefined && delivery.ts !== undefined)
    return { channel: delivery.channel, ts: delivery.ts, risk: delivery.band };
  return delivery?.state === "sent" ? undefined : "not yet";
}

/** The root's message says how many stand below it; it is not drawn again for each of a hundred. */
async function drawRootAgain(
  root: Pick<Change, "changeId" | "accountId" | "author">,
  dependencies: TellDependencies,
): Promise<void> {
  const { deliveries, changes, state } = dependencies;
  const followers = await followersOf(root, state);
  const drawn = (await deliveries.read(messageKey(root.changeId)))?.delivery.version ?? "";
  if (followers === undefined || !isWorthDrawing(followers, drawnFollowers(drawn))) return;
  const change = await changes.get(root.changeId);
  if (change) await tellAlone(change, dependencies);
}

function rootOf(threadOf: string): string {
  return threadOf.slice(messageKey("").length);
}
