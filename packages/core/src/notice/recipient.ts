// Whose notice it is, and under which key it is delivered: the same for Slack and for PagerDuty, so that one finds the other.
import { topicOfQueue } from "@orgwatch/manifest/names";
import { type Routing, teamOf } from "@orgwatch/manifest/routing";
import type { AccountEntry } from "../organization/account-entry";
import type { Notice } from "./notice";

/** `key` is the notice's own, or for a chosen team `<key>#for-<team>`. */
export type Recipient = { readonly team: string; readonly key: string };

/** Where a message came from: the queue's name and the lambda that reads it. */
export type Arrival = { readonly lambda: string; readonly queue: string };

/**
 * A topic of a team other than the default one was chosen by its sender; everything else belongs to its account's team. What is sent to
 * two teams' topics is for both: a chosen team has a delivery of its own.
 */
export function recipientOf(
  notice: Pick<Notice, "key" | "accountId">,
  account: AccountEntry | undefined,
  { lambda, queue }: Arrival,
  routing: Routing,
): Recipient {
  const chosen = topicOfQueue(lambda, queue)?.team ?? routing.defaultTeam;
  if (chosen !== routing.defaultTeam) return { team: chosen, key: `${notice.key}#for-${chosen}` };
  const units = account?.organizationalUnits.map(({ id }) => id) ?? [];
  const team = notice.accountId === undefined ? chosen : teamOf(routing, notice.accountId, units);
  return { team, key: notice.key };
}
