// What a test's world holds, to be broken.
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { AccountFacts } from "@orgwatch/core/organization/walk-organization";
import type { MayNot, OrganizationHead, RegionFact, TrailFact } from "../../init/caller-account";
import type { EmailSubscription } from "../../manual-ops/check/security-account";
import type { BucketFact, StackInstanceFact } from "../account-facts";
import type {
  AlarmFact,
  DetectorFact,
  FunctionFact,
  MappingFact,
  QueueFact,
  RunFact,
  SubscriptionFact,
} from "../region-facts";

/** What may change of something that is read only elsewhere. */
type Open<Fact> = { -readonly [Key in keyof Fact]: Fact[Key] };

export const now = new Date("2030-01-07T09:00:00Z");
export const regions = ["us-west-2", "us-east-1"] as const;
export const management = "111111111111";
export const security = "222222222222";
export const payments = "333333333333";

/** A region of the security account, to be broken. */
export type HeldRegion = {
  functions: Open<FunctionFact>[];
  mappings: Open<MappingFact>[];
  alarms: Open<AlarmFact>[];
  queues: Map<string, Open<QueueFact>>;
  subscriptions: Map<string, Open<SubscriptionFact>[]>;
  /** By `<bus>/<rule>`. */
  rules: Map<string, string>;
  /** Rules without a target, named like the others. */
  idle: Set<string>;
  tables: Map<string, string>;
  parameters: Map<string, { type: string; key: string | undefined; value: string }>;
  settings: Map<string, string>;
  runs: Map<string, Open<RunFact> | undefined>;
  schedules: Map<string, string>;
  keys: Map<string, string>;
  detector: Open<DetectorFact> | undefined;
  directory: Open<AccountEntry>[] | undefined;
  emails: Open<EmailSubscription>[] | undefined;
  /** Names of functions of `RegionFacts` that these credentials may not use, with the action. */
  denied: Map<string, string>;
};

/** Everything, to be broken. */
export type Held = {
  /** The account of the chain's credentials and of the profile `root`, or why there is none. */
  signedIn: { chain: string | Error; root: string | Error };
  organization: Open<OrganizationHead> | undefined;
  accounts: Open<AccountFacts>[];
  trusted: string[];
  /** The organization's, or why these credentials may not see them. */
  trails: Open<TrailFact>[] | MayNot;
  administrators: Map<string, string>;
  regionsOf: Record<string, Open<RegionFact>[]>;
  buckets: Map<string, Open<BucketFact> | "foreign">;
  stackSet: { template: string; instances: Open<StackInstanceFact>[] } | undefined;
  /** By region. */
  stacks: Map<string, string>;
  /** Trust policies of the roles in members by `<account>/<role>`. */
  trust: Map<string, string>;
  /** Rules in members by `<account>/<region>/<rule>`. */
  memberRules: Map<string, string>;
  regions: Record<(typeof regions)[number], HeldRegion>;
  slack: { scopes: string[]; error: string | undefined; absentFrom: string[] };
  pagerduty: { schedules: string[]; refuses: boolean; extensionConfig: object };
};
