// What a configuration decides about the grants that manifests ask for: some name things that only some organizations have.
import { memberRoles } from "@orgwatch/lambdas/all";
import type { ConfiguredReference } from "@orgwatch/manifest/references";
import { identityReaderRoleName } from "./constructs/identity-reader-role";
import { deployedMemberRoles } from "./deployed-member-roles";
import type { OrgConfig } from "./org-config";
import { type Place, regionalArn } from "./place";

export type GrantChoices = {
  /** ARNs of what manifests call `configured(…)`. */
  readonly configured: Readonly<Partial<Record<ConfiguredReference["name"], readonly string[]>>>;
  /** Names of roles of other accounts that this configuration does not make: nobody may become what somebody else makes by that name. */
  readonly absentRoles: readonly string[];
};

/** Where the configuration says nothing: every role is there, and nothing of the user's is named. */
export const everythingGranted: GrantChoices = { configured: {}, absentRoles: [] };

/** `home` is the security account in the home region. */
export function grantChoicesOf(config: OrgConfig, home: Place): GrantChoices {
  const { digest, openSearch, identityCenter } = config.tagAudit ?? {};
  const deployed = new Set(deployedMemberRoles(config).map(({ roleName }) => roleName));
  return {
    configured: {
      ...(digest && {
        "mail-identity": digest.identityArn ? [digest.identityArn] : identitiesOf(digest.from, home),
      }),
      ...(openSearch && { "search-domain": [`${openSearch.domainArn}/*`] }),
    },
    absentRoles: [
      ...memberRoles.map(({ roleName }) => roleName).filter((name) => !deployed.has(name)),
      ...(identityCenter ? [] : [identityReaderRoleName]),
    ],
  };
}

/** SES asks for the right to the address where that is an identity itself, and to its domain otherwise. */
function identitiesOf(address: string, home: Place): readonly string[] {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return [address, domain].map((identity) => regionalArn(home, "ses", `identity/${identity}`));
}
