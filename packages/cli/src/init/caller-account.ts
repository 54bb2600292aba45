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

/** A trail of the whole organization. */
export type TrailFact = {
  readonly name: string;
  readonly homeRegion: string;
  /** False where it records what happens in its home region only. */
  readonly allRegions: boolean;
  readonly logging: boolean;
  /** Which management events it records; most trails have both. */
  readonly managementEvents: readonly ("read" | "write")[];
  readonly bucket: string;
  /** Of the key that encrypts the files, when it is not S3's own. */
  readonly kmsKeyArn?: string;
};

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
  /** The organization's trails that are seen in this region: its own, and those of all regions. */
  readonly organizationTrails: (region: string) => Promise<readonly TrailFact[]>;
  /** The region of a bucket, whoever owns it; undefined when no account has one of this name. */
  readonly bucketRegion: (name: string) => Promise<string | undefined>;
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
