// What this job needs of EC2, for one account and region. Implemented once for AWS, and in memory for tests.
import type { Direction, Rule } from "@orgwatch/core/security-groups/rule";

export type Group = {
  readonly groupId: string;
  readonly groupName: string;
  readonly vpcId: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
};

/**
 * Looks at groups. All throw TryLater for what passes (throttles, outages), NoAccess when the account does not let us in, and Refused for what EC2
 * calls wrong.
 */
export type GroupReader = {
  /** Undefined: there is no such group (any more). By name: in the default VPC. */
  readonly group: (by: { readonly id: string } | { readonly name: string }) => Promise<Group | undefined>;
  /** All rules of a group, with their ids; none for a group that is gone. */
  readonly rules: (groupId: string) => Promise<readonly Rule[]>;
  /** What with a public address uses the group, in words; at most ten. */
  readonly publicUses: (groupId: string) => Promise<readonly string[]>;
};

/** Changes one rule at a time. Throws as a reader does, and GroupGone. */
export type GroupWriter = {
  /** `gone`: there was no such rule any more. */
  readonly revoke: (groupId: string, direction: Direction, ruleId: string) => Promise<"revoked" | "gone">;
  /** `there`: an equal rule stands there already. */
  readonly authorize: (groupId: string, rule: Rule) => Promise<"authorized" | "there">;
  readonly modify: (groupId: string, ruleId: string, rule: Rule) => Promise<"modified" | "gone">;
};

/** The account's role is missing, does not trust us, or may not do this; or an SCP forbids it. Somebody has to mend it. */
export class NoAccess extends Error {
  override readonly name = "NoAccess";
}
/** EC2 says that the request itself is wrong; `code` is its word. The same request fails again. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
/** The group does not exist any more. */
export class GroupGone extends Error {
  override readonly name = "GroupGone";
}

/** The APIs of each account and region. */
export type GroupsIn<Api> = (accountId: string, region: string) => Api;
