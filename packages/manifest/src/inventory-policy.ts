// What a user may say about the inventory. Written by Terraform as the SSM setting `policy` of the stack `inventory`, read by its lambdas.

/** The setting. */
export type InventoryPolicy = {
  /** Accounts that are not looked at. */
  readonly exemptAccounts: readonly string[];
  /** Kinds of the table that are not read, e.g. `logs/log-group`. */
  readonly leaveOut: readonly string[];
  /** Types that the table lacks, read through the Cloud Control API; `actions` are what reading them takes, besides Cloud Control's own. */
  readonly cloudControl: readonly CloudControlType[];
  readonly keepDays: number;
};

/** A type of CloudFormation, e.g. `AWS::AppSync::GraphQLApi`, and the IAM actions of its list handler. */
export type CloudControlType = {
  readonly type: string;
  readonly scope: "regional" | "global";
  readonly actions: readonly string[];
};

/** The policy where the configuration says nothing. */
export const standardInventoryPolicy: InventoryPolicy = {
  exemptAccounts: [],
  leaveOut: [],
  cloudControl: [],
  keepDays: 400,
};
