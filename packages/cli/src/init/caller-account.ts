// What init asks of AWS, as the account whose credentials are used.
import type { AccountFacts, OrganizationReader } from "@orgwatch/core/organization/walk-organization";

/** The organization as any of its accounts may see it. */
export type OrganizationHead = {
  readonly id: string;
  readonly managementAccount: string;
  /** As in ARNs, e.g. `aws` or `aws-us-gov`. */
  readonly partition: string;
  /** False where it only pays together ("consolidated billing"). */
  readonly allFeatures: boolean;
};

/** A region of the account's partition. */
export type RegionFact = { readonly name: string; readonly enabled: boolean };

/**
 * One account as its own credentials show it. Every function answers all pages, or rejects: with MayNot where the right is missing, else with
 * what the SDK throws.
 */
export type CallerAccount = Pick<OrganizationReader, "roots" | "unitsIn"> & {
  readonly accountId: () => Promise<string>;
  /** Undefined when the account is in no organization. */
  readonly organization: () => Promise<OrganizationHead | undefined>;
  /** All accounts of the organization, in every state. */
  readonly accounts: () => Promise<readonly AccountFacts[]>;
  /** The accounts that administer GuardDuty for the organization: one, or none. */
  readonly guardDutyAdministrators: () => Promise<readonly string[]>;
  /** Service principals that Organizations trusts, e.g. `guardduty.amazonaws.com`. */
  readonly trustedServices: () => Promise<readonly string[]>;
  readonly regions: () => Promise<readonly RegionFact[]>;
  /** The id of the account's GuardDuty detector; undefined when there is none. */
  readonly detectorIn: (region: string) => Promise<string | undefined>;
};

/** AWS refuses the call for want of a right. */
export class MayNot extends Error {
  override readonly name = "MayNot";

  /** `action` as IAM writes it, e.g. `organizations:ListAccounts`. */
  constructor(
    readonly action: string,
    cause: unknown,
  ) {
    super(`the right ${action} is missing`, { cause });
  }
}
