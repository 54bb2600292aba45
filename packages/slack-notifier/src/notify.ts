// From a queue message to deliveries: read it, find its team and channel, draw it, deliver it.

import { NeverAgain, reasonOf, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { QueueRecord } from "@orgwatch/core/run-batch";
import { topicOfQueue } from "@orgwatch/manifest/names";
import { channelOf, type Routing, teamOf } from "@orgwatch/manifest/routing";
import { deliver } from "./deliver";
import type { Notice } from "./notice";
import type { DeliverDependencies, Parcel } from "./parcel";
import { readMessages } from "./read-event";
import { renderNotice, renderRaised } from "./render-notice";

export type NotifyDependencies = Omit<DeliverDependencies, "log"> & {
  readonly routing: () => Promise<Routing>;
  readonly account: (accountId: string) => Promise<AccountEntry | undefined>;
  readonly log: Log;
};

/**
 * Handles one queue message, which may hold several notices (Security Hub): each goes its own way, and the message is tried again
 * for those that failed.
 * @throws the gravest of the failures: TryLater before NeverAgain, so that nothing that can still be sent is given up.
 */
export async function notify(record: QueueRecord, dependencies: NotifyDependencies): Promise<void> {
  const { subject, id, sentAt: receivedAt } = record;
  const readings = readMessages(
    record.body,
    subject === undefined ? { id, receivedAt } : { subject, id, receivedAt },
  );
  const failures: unknown[] = [];
  for (const reading of readings) {
    if ("skip" in reading) dependencies.log.info("not posted", { because: reading.skip });
    else await notifyOne(reading.post, record, dependencies).catch((error: unknown) => failures.push(error));
  }
  const [failure] = failures.toSorted((one, other) => rank(one) - rank(other));
  if (failure !== undefined) throw failure;
}

function rank(error: unknown): number {
  if (error instanceof TryLater) return 0;
  return error instanceof NeverAgain ? 2 : 1;
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
    const parcel = address(notice, account, record.queue, await readableRouting(dependencies));
    await deliver(parcel, { ...dependencies, log });
  } catch (error) {
    log.warn("not delivered", { reason: reasonOf(error) });
    throw error;
  }
}

/** A routing that somebody broke is mended within hours: messages wait for it, none is given up. */
async function readableRouting({ routing }: NotifyDependencies): Promise<Routing> {
  return routing().catch((error: unknown) => {
    throw new TryLater("the routing cannot be used", { cause: error });
  });
}

/**
 * A topic of a team other than the default one was chosen by its sender; everything else belongs to its account's team. What is sent to
 * two teams' topics is for both: a chosen team has a delivery of its own.
 */
function address(notice: Notice, account: AccountEntry | undefined, queue: string, routing: Routing): Parcel {
  const chosen = topicOfQueue("slack-notifier", queue)?.team ?? routing.defaultTeam;
  const units = account?.organizationalUnits.map(({ id }) => id) ?? [];
  const team =
    chosen === routing.defaultTeam && notice.accountId !== undefined
      ? teamOf(routing, notice.accountId, units)
      : chosen;
  const band = notice.weight.band === "ok" ? "info" : notice.weight.band;
  const channel = channelOf(routing, team, band);
  if (!channel) throw new NeverAgain(`the routing has no channel for team ${team}`);
  const context = account ? { account: { id: account.accountId, name: account.name }, team } : { team };
  return {
    key: chosen === routing.defaultTeam ? notice.key : `${notice.key}#for-${chosen}`,
    version: notice.version,
    band: notice.weight.band,
    channel,
    message: renderNotice(notice, context),
    raised: (before) => renderRaised(notice, before, context),
  };
}
