// The configuration of somebody who uses everything that Orgwatch has: second sources, own rules, OpenSearch, Identity Center.
import { mailSender, sandboxTagPolicy, searchDomainName } from "../src/instances/sandbox-tag-policy";
import type { Sandbox } from "../src/sandbox";
import { sandboxRouting, sandboxSecurityGroups, sandboxSlackApp, trailBucket } from "../src/sandbox-teams";
import { searchDomainArn } from "../src/search-domain/domain-path";

/** What stands in the `org.config.json` of a user whose organization this is. */
export function fullConfig(sandbox: Sandbox): unknown {
  const { organization, eventDataStore } = sandbox;
  const { id, rootId, managementAccountId, infrasecAccountId, homeRegion, regions } = organization;
  const { teams, defaultTeam } = sandboxRouting(organization);
  return {
    organization: { id, rootId },
    accounts: { management: managementAccountId, infrasec: infrasecAccountId },
    homeRegion,
    regions,
    teams,
    defaultTeam,
    contacts: { failoverEmails: ["security@acme.example"] },
    slack: sandboxSlackApp,
    pagerduty: {
      onCall: Object.fromEntries(teams.map(({ name }) => [name, { schedule: `${name} on-call` }])),
    },
    supportCases: { trailBucket: { name: trailBucket, accountId: infrasecAccountId, region: homeRegion } },
    securityGroups: { ...sandboxSecurityGroups, lake: { eventDataStores: [eventDataStore] } },
    tagAudit: tagAuditSection(sandbox),
    inventory: {},
    stateBucket: {},
  };
}

/** The sandbox's policy as a user would write it. A domain of OpenSearch answers by https only: the lambda is told where the sandbox's is. */
function tagAuditSection({ organization, url }: Sandbox): unknown {
  const policy = sandboxTagPolicy(organization, url);
  const { openSearch: _, identityStore, digest, ...section } = policy;
  const place = { accountId: organization.infrasecAccountId, region: organization.homeRegion };
  return {
    ...section,
    digest: digest && { ...digest, from: mailSender.address },
    openSearch: {
      domainArn: searchDomainArn(place, searchDomainName),
      endpoint: `https://search-${searchDomainName}.${organization.homeRegion}.es.amazonaws.com`,
    },
    identityCenter: identityStore && { identityStoreId: identityStore.id, region: identityStore.region },
  };
}
