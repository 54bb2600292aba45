// What doctor asks of one AWS account with one person's credentials.
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { CallerAccount } from "../init/caller-account";
import type { SecurityAccount } from "../manual-ops/check/security-account";
import type { RegionFacts } from "./region-facts";

/** A bucket; `region` is where it is. */
export type BucketFact = {
  readonly region: string;
  readonly versioned: boolean;
  readonly encrypted: boolean;
};

/** A StackSet with its template as it was applied. */
export type StackSetFact = { readonly template: string; readonly instances: readonly StackInstanceFact[] };

/** A stack of a StackSet in one account and region; `status` in CloudFormation's words, e.g. `CURRENT`. */
export type StackInstanceFact = {
  readonly accountId: string;
  readonly region: string;
  readonly status: string;
  readonly reason: string | undefined;
};

/** A member account as a role in it shows it. */
export type MemberAccount = {
  /** The role's trust policy as JSON; undefined when there is no such role. */
  readonly trustOf: (role: string) => Promise<string | undefined>;
  /** The names and states of the rules of the default bus whose names begin so. */
  readonly rulesIn: (region: string, prefix: string) => Promise<ReadonlyMap<string, string>>;
};

/** Every function answers all pages, or rejects: with MayNot or what the SDK throws. Names belong to this account. */
export type DoctorAccount = {
  readonly caller: Pick<
    CallerAccount,
    "accountId" | "organization" | "accounts" | "trustedServices" | "regions" | "organizationTrails"
  >;
  /** Undefined when nobody administers GuardDuty for the organization in this region. */
  readonly guardDutyAdministrator: (region: string) => Promise<string | undefined>;
  /** Undefined when there is none, `"foreign"` when it belongs to another account than `owner`. */
  readonly bucket: (name: string, owner: string) => Promise<BucketFact | "foreign" | undefined>;
  readonly stackSet: (name: string) => Promise<StackSetFact | undefined>;
  /** A stack's status, e.g. `UPDATE_COMPLETE`; undefined when there is none. */
  readonly stackStatus: (region: string, name: string) => Promise<string | undefined>;
  /** What `orgwatch manual-ops check` asks. */
  readonly manual: (region: string) => SecurityAccount;
  readonly in: (region: string) => RegionFacts;
  /** The account directory of the region; undefined where its table is not there. */
  readonly directory: (region: string) => Promise<readonly AccountEntry[] | undefined>;
  /** With the role of this name in that account. */
  readonly member: (accountId: string, role: string) => MemberAccount;
};
