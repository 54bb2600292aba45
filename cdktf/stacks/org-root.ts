// The management account's part: hands GuardDuty to the security account, and brings the member baseline to every account.
import { GuarddutyOrganizationAdminAccount } from "@cdktf/provider-aws/lib/guardduty-organization-admin-account";
import { accountDirectory } from "@orgwatch/account-directory/manifest";
import { busName, roleName } from "@orgwatch/manifest/names";
import { sgLake } from "@orgwatch/sg-chatops/manifest";
import { tagAuditPlan } from "@orgwatch/tag-audit/manifest";
import type { Construct } from "constructs";
import { forwardedEvents } from "../baseline/forwarded-events";
import { AccountListingRole } from "../constructs/account-listing-role";
import { IdentityReaderRole } from "../constructs/identity-reader-role";
import { LakeReaderRole } from "../constructs/lake-reader-role";
import { ManagementGuardDutyCheck } from "../constructs/management-guardduty-check";
import { OrganizationBaseline } from "../constructs/organization-baseline";
import { TrustedAccessCheck } from "../constructs/trusted-access-check";
import { deployedMemberRoles } from "../deployed-member-roles";
import type { OrgConfig } from "../org-config";
import { busArn } from "../place";
import { BaseStack } from "./base-stack";

/** Applied first, in the management account. */
export class OrgRootStack extends BaseStack {
  constructor(scope: Construct, config: OrgConfig) {
    super(scope, "org-root", { config, account: "management" });
    const { organization, accounts, partition, homeRegion } = config;
    const trust = { partition, organizationId: organization.id, infrasecAccountId: accounts.infrasec };
    new TrustedAccessCheck(this.home, "trusted-access", {
      organizationId: organization.id,
    });
    if (accounts.management !== accounts.infrasec) new ManagementGuardDutyCheck(this.home, "guardduty-check");
    for (const region of this.regions) {
      new GuarddutyOrganizationAdminAccount(region, "guardduty-administrator", {
        adminAccountId: accounts.infrasec,
      });
    }
    new OrganizationBaseline(this, "baseline", {
      home: this.home,
      regions: this.regions,
      units: organization.baselineUnits ?? [organization.rootId],
      baseline: {
        busArn: busArn({ ...this.home.place, accountId: accounts.infrasec }, busName),
        forwards: forwardedEvents(config),
        roles: deployedMemberRoles(config),
        trust: { ...trust, homeRegion },
      },
    });
    new AccountListingRole(this.home, "account-listing", {
      ...trust,
      roles: [roleName(accountDirectory.name, homeRegion)],
    });
    const { lake } = config.securityGroups ?? {};
    if (lake)
      new LakeReaderRole(this.home, "lake-reader", {
        ...trust,
        roles: [roleName(sgLake.name, homeRegion)],
        eventDataStores: lake.eventDataStores,
      });
    const { identityCenter } = config.tagAudit ?? {};
    if (identityCenter)
      new IdentityReaderRole(this.home, "identity-reader", {
        ...trust,
        roles: [roleName(tagAuditPlan.name, homeRegion)],
        managementAccountId: accounts.management,
        identityStoreId: identityCenter.identityStoreId,
      });
  }
}
