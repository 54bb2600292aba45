// What is well-formed in the section `inventory` and still cannot be right: things named twice, a policy that IAM would refuse.
import { moreStatements } from "./baseline/member-role-statements";
import { inventoryRoleOf } from "./deployed-member-roles";
import type { OrgConfig } from "./org-config";
import { repeated } from "./org-config-contradictions";
import { policyDocument } from "./policy-document";

/** IAM's limit for a managed policy, without white space. */
const mostCharacters = 6144;

/** What the section says against itself. */
export function inventoryContradictions({ inventory }: Pick<OrgConfig, "inventory">): readonly string[] {
  if (inventory === undefined) return [];
  const { exemptAccounts, leaveOut, cloudControl } = inventory;
  const size = policyDocument(moreStatements(inventoryRoleOf(inventory).moreActions ?? [])).length;
  return [
    ...repeated(exemptAccounts).map((account) => `inventory.exemptAccounts: ${account} is listed twice`),
    ...repeated(leaveOut).map((kind) => `inventory.leaveOut: ${kind} is listed twice`),
    ...repeated(cloudControl.map(({ type }) => type)).map(
      (type) => `inventory.cloudControl: ${type} is listed twice`,
    ),
    ...(size > mostCharacters
      ? [
          `inventory.cloudControl: these actions make a policy of ${size} characters, and IAM takes ${mostCharacters}; name fewer types`,
        ]
      : []),
  ];
}
