// The organization whose Terraform is in a release: an example with every job, never the one of `org.config.ts`, which is a user's.
import type { OrgConfigInput } from "../cdktf/org-config";

export const exampleConfig: OrgConfigInput = {
  organization: { id: "o-a1b2c3d4e5", rootId: "r-ab12" },
  accounts: { management: "111111111111", infrasec: "222222222222" },
  homeRegion: "us-west-2",
  regions: ["us-west-2", "us-east-1"],
  teams: [{ name: "security", channels: { default: { id: "C0123ABCDEF", name: "#security" } } }],
  defaultTeam: "security",
  contacts: { failoverEmails: ["security@example.com"] },
  slack: { workspaceId: "T0123ABCDEF", appId: "A0123ABCDEF", responders: ["U0123ABCDEF"] },
  pagerduty: { onCall: { security: { schedule: "Security on call" } } },
  supportCases: {},
  securityGroups: {},
  tagAudit: { schemes: [{ name: "everybody", require: [{ key: "owner" }] }] },
  inventory: {},
};
