// What test-alert needs of the account in which the sample finding is made: GuardDuty makes samples only in the caller's own account.

/** A sample as GuardDuty shows it; `updatedAt` is ISO, `count` how often it was made. */
export type SampleFinding = {
  readonly id: string;
  readonly type: string;
  readonly severity: number;
  readonly updatedAt: string;
  readonly count: number;
};

/** One account in one region. Every function rejects with what the SDK throws, the last two with NoDetector where GuardDuty is off. */
export type SampleAccount = {
  readonly accountId: () => Promise<string>;
  /** The samples of these types in this account, archived ones too: the 50 findings that were updated last are looked through. */
  readonly samples: (types: readonly string[]) => Promise<readonly SampleFinding[]>;
  readonly create: (type: string) => Promise<void>;
};

/** GuardDuty is not on there. */
export class NoDetector extends Error {
  override readonly name = "NoDetector";
  constructor(region: string) {
    super(`this account has no GuardDuty detector in ${region}: nothing is watched there`);
  }
}
