// The configuration's section `tagAudit` as the setting `policy` that the lambdas of the stack `tag-audit` read.
import type { TagPolicy } from "@orgwatch/manifest/tag-policy";
import type { OrgConfig } from "./org-config";

/** The section as it was read. */
export type TagAuditSection = NonNullable<OrgConfig["tagAudit"]>;

/** Without ARNs, which only policies of IAM need. */
export function tagPolicyOf({ identityCenter, digest, openSearch, ...section }: TagAuditSection): TagPolicy {
  return {
    ...section,
    digest: digest && { from: digest.from, to: digest.to, ownerDomains: digest.ownerDomains },
    openSearch: openSearch && { endpoint: openSearch.endpoint, region: regionOf(openSearch.domainArn) },
    identityStore: identityCenter && { id: identityCenter.identityStoreId, region: identityCenter.region },
  };
}

/** The region in an ARN; empty for what has none. */
function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
