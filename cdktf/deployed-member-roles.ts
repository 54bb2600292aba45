// Which roles every account has, and what they may do and who may become them, by what the organization's configuration wants to use.

import { inventoryRole } from "@orgwatch/inventory/manifest";
import { memberRoles } from "@orgwatch/lambdas/all";
import type { MemberRoleManifest } from "@orgwatch/manifest/define-member-role";
import { tagEnforcer } from "@orgwatch/tag-audit/manifest";
import { isWanted, type Wishes } from "./deployed-lambdas";
import type { InventorySection } from "./org-config-inventory";

/** A role as it is made. */
export type DeployedMemberRole = MemberRoleManifest & {
  /** Exact names of roles of the security account, besides those of the lambdas that use it. */
  readonly alsoTrusted?: readonly string[];
  /** What the configuration adds, in a policy of its own: the manifest's own actions nearly fill what IAM takes as a role's inline policy. */
  readonly moreActions?: readonly string[];
};

/** The roles that every account needs. Nothing that may stop instances is there before it is wanted. */
export function deployedMemberRoles(wishes: Wishes): readonly DeployedMemberRole[] {
  const { upTo } = wishes.tagAudit ?? {};
  const wanted: Readonly<Record<string, boolean>> = {
    [tagEnforcer.roleName]: upTo === "stop" || upTo === "terminate",
  };
  return memberRoles
    .filter(({ roleName, stack }) => isWanted(stack, wishes) && (wanted[roleName] ?? true))
    .map((role) =>
      role.roleName === inventoryRole.roleName && wishes.inventory ? inventoryRoleOf(wishes.inventory) : role,
    );
}

/** The role `inventory` of an organization that reads more types than the table has, or reads from Kubernetes, too. */
export function inventoryRoleOf({
  cloudControl,
  kubernetes,
}: Pick<InventorySection, "cloudControl" | "kubernetes">): DeployedMemberRole {
  const more = new Set(cloudControl.flatMap(({ actions }) => actions));
  for (const action of inventoryRole.actions) more.delete(action);
  return {
    ...inventoryRole,
    ...(more.size > 0 && { moreActions: [...more].toSorted() }),
    ...(kubernetes && { alsoTrusted: [kubernetes.runnerRole] }),
  };
}
