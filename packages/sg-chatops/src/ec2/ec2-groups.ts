// Security groups over the AWS SDK, in any account and region, as the role that the account gives us.
import type { GroupReader, GroupsIn, GroupWriter } from "./group-api";
import { groupReader } from "./group-reader";
import { groupWriter } from "./group-writer";
import { clientsAs, type MemberOptions } from "./member-clients";

/** People wait for the message, and for the answer to their press. */
const patience = { maxAttempts: 3, requestTimeout: 5000 };

/** For those who only look. `manifest.ts` declares the role. */
export function groupReaders(options: MemberOptions): GroupsIn<GroupReader> {
  const clientIn = clientsAs("security-group-reader", options, patience);
  return (accountId, region) => groupReader(clientIn(accountId, region), { accountId, region });
}

/** For the one lambda that takes changes back. `manifest.ts` declares the role. */
export function groupResponders(options: MemberOptions): GroupsIn<GroupReader & GroupWriter> {
  const clientIn = clientsAs("security-group-responder", options, patience);
  return (accountId, region) => {
    const [client, place] = [clientIn(accountId, region), { accountId, region }];
    return { ...groupReader(client, place), ...groupWriter(client, place) };
  };
}
