// The sandbox's tag policy: what its sample instances are judged by, from the first report to the last termination.
import { standardTagPolicy, type TagPolicy } from "@orgwatch/manifest/tag-policy";
import { arnOf } from "../iam/arn";
import type { PolicyStatement } from "../iam/policy-document";
import type { ConfiguredArns } from "../iam/policy-of";
import type { SandboxOrganization } from "../organization";
import { searchDomainArn, searchEndpoint } from "../search-domain/domain-path";

/** As which Orgwatch sends mails; its domain is an identity of SES in the security account's home region. */
export const mailSender = { domain: "acme.example", address: "orgwatch@acme.example" } as const;

/** The domain of Amazon OpenSearch in the security account. */
export const searchDomainName = "orgwatch";

/** IAM Identity Center's people, in the management account. */
export const identityStoreId = "d-9267012345";

/** The tags of the canary that stands, stopped, in each region of one account. */
export const canaryTags = {
  Name: "api-canary-<region>",
  created_by: "alice",
  department: "sysops",
  project: "canary",
};

/** The account of the canaries. */
export const canaryAccount = "acme-build";

/** `gatewayUrl` is where the search domain answers. Throws RangeError where the organization has no account for the canaries. */
export function sandboxTagPolicy(organization: SandboxOrganization, gatewayUrl: string): TagPolicy {
  const { accounts, homeRegion, infrasecAccountId, managementAccountId } = organization;
  const canary = accounts.find(({ name }) => name === canaryAccount);
  if (!canary) throw new RangeError(`There is no account ${canaryAccount}`);
  return {
    ...standardTagPolicy,
    schemes: [
      {
        name: "acme",
        accounts: [],
        organizationalUnits: [],
        require: [
          { key: "created_by", ignoreCase: false, principal: ["iam-user", "identity-center", "launcher"] },
          {
            key: "department",
            ignoreCase: false,
            values: ["data", "payments", "platform", "shop", "sysops"],
          },
          { key: "project", ignoreCase: false, pattern: "[a-z][a-z0-9-]*" },
        ],
      },
    ],
    upTo: "terminate",
    afterHours: { warn: 24, stop: 96, terminate: 336 },
    exempt: { ...standardTagPolicy.exempt, accounts: [managementAccountId] },
    canary: { kind: "instance", accountId: canary.id, tags: canaryTags },
    caps: { instances: 40, accountPercent: 50 },
    digest: { from: mailSender.address, to: ["security@acme.example"], ownerDomains: [mailSender.domain] },
    openSearch: {
      endpoint: searchEndpoint(gatewayUrl, infrasecAccountId, searchDomainName),
      region: homeRegion,
    },
    identityStore: { id: identityStoreId, region: homeRegion },
  };
}

/** What the manifests call `configured(…)`, by its ARNs. */
export function tagAuditArns(organization: SandboxOrganization): ConfiguredArns {
  const { infrasecAccountId: accountId, homeRegion: region } = organization;
  const place = { accountId, region };
  return {
    "mail-identity": [arnOf("ses", place, `identity/${mailSender.domain}`)],
    "search-domain": [`${searchDomainArn(place, searchDomainName)}/*`],
  };
}

/** What the stack org-root lets the reader of Identity Center's people do. */
export function identityReading({ managementAccountId: accountId }: SandboxOrganization): PolicyStatement {
  const store = arnOf("identitystore", { accountId, region: "" }, `identitystore/${identityStoreId}`);
  const people = arnOf("identitystore", { accountId: "", region: "" }, "user/*");
  return {
    Sid: "ListPeople",
    Effect: "Allow",
    Action: ["identitystore:ListUsers"],
    Resource: [store, people],
  };
}
