// A small organization for the tests of this folder.
import { type OrgConfig, type OrgConfigInput, parseOrgConfig } from "../org-config";

/** Two teams, two regions; one team is on call for both; CloudTrail's files are kept in an account of their own, and CloudTrail Lake has them too; tags go all the way; everything is inventoried. */
export const sampleInput = {
  organization: { id: "o-a1b2c3d4e5", rootId: "r-ab12" },
  accounts: { management: "111111111111", infrasec: "222222222222" },
  homeRegion: "us-west-2",
  regions: ["us-east-1", "us-west-2"],
  teams: [
    { name: "infra", channels: { default: { id: "C0123ABCDEF", name: "#security" } } },
    {
      name: "app",
      accounts: ["333333333333"],
      organizationalUnits: ["ou-ab12-cdefgh34"],
      channels: { default: { id: "C0123ABCDEG", name: "#app" } },
    },
  ],
  defaultTeam: "infra",
  contacts: { failoverEmails: ["security@example.com"] },
  slack: { workspaceId: "T0123ABCDEF", appId: "A0123ABCDEF", responders: ["U0123ABCDEF"] },
  pagerduty: { onCall: { infra: { schedule: "Infrastructure on call" } } },
  supportCases: {
    trailBucket: { name: "acme-org-trail", accountId: "444444444444", region: "us-west-2" },
  },
  securityGroups: {
    lake: {
      eventDataStores: [
        "arn:aws:cloudtrail:us-east-1:111111111111:eventdatastore/0a1b2c3d-4e5f-6789-abcd-ef0123456789",
      ],
    },
  },
  tagAudit: {
    schemes: [
      {
        name: "everybody",
        require: [{ key: "created_by", principal: ["iam-user", "identity-center"] }, { key: "project" }],
      },
    ],
    upTo: "terminate",
    digest: { from: "orgwatch@example.com", to: ["security@example.com"] },
    openSearch: {
      domainArn: "arn:aws:es:us-west-2:222222222222:domain/tags",
      endpoint: "https://search-tags-abc.us-west-2.es.amazonaws.com",
    },
    identityCenter: { identityStoreId: "d-1234567890", region: "us-east-1" },
  },
  inventory: {},
} as const satisfies OrgConfigInputOf;

type OrgConfigInputOf = DeepReadonly<OrgConfigInput>;
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** The sample with some of its top-level settings replaced. */
export function sampleConfig(
  changes: { readonly [K in keyof OrgConfigInput]?: OrgConfigInput[K] | undefined } = {},
): OrgConfig {
  return parseOrgConfig({ ...sampleInput, ...changes });
}
