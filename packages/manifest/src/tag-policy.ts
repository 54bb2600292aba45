// What a user may say about EC2 tags: which are required of whom, how long violations are borne, and how far Orgwatch goes. Written by
// Terraform as the SSM setting `policy` of the stack `tag-audit`, read by its lambdas; the command line makes one from its options.

/** Who must stand in a tag's value. */
export const principalKinds = ["iam-user", "identity-center", "launcher"] as const;
export type PrincipalKind = (typeof principalKinds)[number];

/**
 * One required tag. Keys are compared exactly, unless `ignoreCase`; white space around keys of the scheme and around values does not count. A
 * value must not be empty, and must be one of `values` or match `pattern` (the whole of it) where they are given.
 */
export type TagRequirement = {
  readonly key: string;
  readonly ignoreCase: boolean;
  readonly values?: readonly string[];
  /** A regular expression of RE2's kind: no look-around, no back-references. */
  readonly pattern?: string;
  /** The value must name an IAM user or a role of the account, a person of Identity Center, or whoever launched the instance. */
  readonly principal?: readonly PrincipalKind[];
};

/** A scheme holds for accounts by id, or below OUs; the nearest claim wins, and the scheme without claims holds for everybody else. */
export type TagScheme = {
  readonly name: string;
  readonly accounts: readonly string[];
  readonly organizationalUnits: readonly string[];
  readonly require: readonly TagRequirement[];
};

/** How far Orgwatch goes, each step including those before it. */
export const tagStages = ["report", "warn", "stop", "terminate"] as const;
export type TagStage = (typeof tagStages)[number];

/** What keeps instances alive by itself, or will end them: whoever acts on its members fights against it. */
export const keeperKinds = [
  "auto-scaling",
  "eks",
  "karpenter",
  "spot",
  "import",
  "elastic-beanstalk",
  "emr",
] as const;
export type KeeperKind = (typeof keeperKinds)[number];

/**
 * What proves that EC2's answers can be trusted. `count`: a region's instances may not drop by more than so many percent since the last run
 * (counted from ten instances on). `instance`: in each region of the account an instance with these tags must be seen, stopped;
 * `<region>` in a value stands for the region.
 */
export type Canary =
  | { readonly kind: "count"; readonly mayDropPercent: number }
  | {
      readonly kind: "instance";
      readonly accountId: string;
      readonly tags: Readonly<Record<string, string>>;
    };

/** The setting. Times count from when a violation was seen first, but for `graceMinutes`. */
export type TagPolicy = {
  readonly schemes: readonly TagScheme[];
  /** Instances younger than this (since they were created) are nobody's business yet: tags may come late. */
  readonly graceMinutes: number;
  readonly upTo: TagStage;
  readonly afterHours: { readonly warn: number; readonly stop: number; readonly terminate: number };
  /** Members of these are acted on like others; members of the rest are only reported. */
  readonly actOnKept: readonly KeeperKind[];
  readonly exempt: {
    readonly accounts: readonly string[];
    /** A tag with a date (2030-01-31, UTC, the day included) up to which the instance is exempt. */
    readonly tagKey: string;
    /** A date further away than this does not count. */
    readonly mostDays: number;
  };
  readonly canary: Canary;
  /** What the other regions do when one fails: only report, or act. */
  readonly whenCanaryFails: "report" | "act-elsewhere";
  /** More than this in one run (instances in all, percent of an account's instances), and nothing is done there and people are asked. */
  readonly caps: { readonly instances: number; readonly accountPercent: number };
  /** Termination protection: left alone, or removed for the termination (and put back when that fails). */
  readonly protection: "respect" | "remove";
  /** The tag that names an instance's owner: for mails, and in reports. */
  readonly ownerTag: string;
  readonly digest:
    | {
        readonly from: string;
        readonly to: readonly string[];
        /** Owners whose tag is an e-mail address of one of these domains get a mail about their own instances. */
        readonly ownerDomains: readonly string[];
      }
    | undefined;
  /** A domain of Amazon OpenSearch, `https://…`. */
  readonly openSearch: { readonly endpoint: string; readonly region: string } | undefined;
  /** IAM Identity Center's people, where a requirement asks for them: `d-…` and the region of the instance. */
  readonly identityStore: { readonly id: string; readonly region: string } | undefined;
  readonly keepDays: number;
};

/** The tag by which Orgwatch marks an instance before it stops or terminates it: the roles' policies ask for it. */
export const markTag = "orgwatch:tag-audit";

/** The policy where the configuration says nothing but the schemes. */
export const standardTagPolicy: Omit<TagPolicy, "schemes"> = {
  graceMinutes: 45,
  upTo: "report",
  afterHours: { warn: 24, stop: 96, terminate: 336 },
  actOnKept: [],
  exempt: { accounts: [], tagKey: "orgwatch:tag-exempt-until", mostDays: 90 },
  canary: { kind: "count", mayDropPercent: 50 },
  whenCanaryFails: "report",
  caps: { instances: 20, accountPercent: 20 },
  protection: "respect",
  ownerTag: "created_by",
  digest: undefined,
  openSearch: undefined,
  identityStore: undefined,
  keepDays: 400,
};
