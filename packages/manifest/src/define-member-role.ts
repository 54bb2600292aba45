// A role that a job needs in every account: the member baseline and terraform/modules/member-account make it from the same data.

/** IAM's condition block, e.g. `{ Null: { "aws:ResourceTag/mark": "false" } }`. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Exact actions on the resources that these ARNs name (`<partition>` stands for the partition), under a condition (`{}`: always). */
export type ConditionedActions = {
  readonly actions: readonly string[];
  readonly on: readonly string[];
  readonly condition: Condition;
};

/** What the job may do there. It is trusted by exactly the roles of the lambdas that use it, inside the organization. */
export type MemberRoleManifest = {
  /** The exact name, the same in every account. */
  readonly roleName: string;
  readonly summary: string;
  readonly stack: string;
  /** The lambdas that become it. */
  readonly usedBy: readonly string[];
  /** Exact actions; on `*` with the reason. */
  readonly actions: readonly string[];
  readonly because: string;
  /** Further actions that are allowed only on some resources or under a condition. */
  readonly conditioned?: readonly ConditionedActions[];
};

/**
 * Declares a role of every account.
 * @throws Error with all problems of the declaration, in words.
 */
export function defineMemberRole(manifest: MemberRoleManifest): MemberRoleManifest {
  const problems = [
    /^[A-Za-z0-9+=,.@_-]{1,64}$/.test(manifest.roleName) ? "" : "IAM does not take its name",
    manifest.usedBy.length > 0 ? "" : "nobody uses it",
    manifest.actions.length > 0 ? "" : "it may do nothing",
    manifest.because === "" ? "its * resource needs a written reason" : "",
    ...[...manifest.actions, ...(manifest.conditioned ?? []).flatMap(({ actions }) => actions)]
      .filter((action) => !/^[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*$/.test(action))
      .map((action) => `${action} is not one exact IAM action`),
  ].filter((problem) => problem !== "");
  if (problems.length > 0) throw new Error(`role ${manifest.roleName}: ${problems.join("; ")}`);
  return manifest;
}
