// What finding-responder needs of GuardDuty, in the administrator account, where the findings of all accounts are.
import { NeverAgain } from "@orgwatch/core/errors";

/** GuardDuty takes this many ids in a call. */
export const idsPerCall = 50;

/** A finding as far as archiving it is concerned; `lastSeen` is ISO. */
export type Finding = {
  readonly id: string;
  readonly archived: boolean;
  readonly lastSeen: string | undefined;
};

/** For at most 50 ids of one region. Both throw TryLater while GuardDuty cannot be used, and FindingsRefused for ids that it does not take. */
export type Findings = {
  /** Those that GuardDuty knows, in any order. */
  readonly get: (region: string, ids: readonly string[]) => Promise<readonly Finding[]>;
  readonly archive: (region: string, ids: readonly string[]) => Promise<void>;
};

/** GuardDuty refused the call because of what was in it: one malformed id is enough. */
export class FindingsRefused extends NeverAgain {
  override readonly name = "FindingsRefused";
}
