// Everything that is wrong with what init would write, each with the flag that mends it.
import type { Answers } from "./answers";
import type { RegionFact } from "./caller-account";
import type { WrittenConfig } from "./config-of";
import { problemsOf } from "./config-problems";
import type { OrganizationFacts } from "./organization-facts";
import { accountProblems, unusable } from "./place-choices";

/** Where in the configuration each flag's answer stands; the longest path that fits counts. */
const flags = {
  "accounts.infrasec": "--security-account",
  homeRegion: "--home-region",
  regions: "--regions",
  teams: "--team, --claims",
  defaultTeam: "--team",
  contacts: "--failover-email",
  "slack.workspaceId": "--slack-workspace",
  "slack.appId": "--slack-app",
  "slack.responders": "--responder",
  pagerduty: "--pagerduty-schedule",
  tagAudit: "--require-tags",
  "supportCases.trailBucket": "--trail-bucket",
};

/** One sentence each, those of the configuration's own reader first; `others` came up while it was put together. */
export function allProblems(
  config: WrittenConfig,
  { securityAccount, homeRegion, regions, teams }: Answers,
  facts: OrganizationFacts,
  known: readonly RegionFact[],
  others: readonly string[],
): readonly string[] {
  const own = problemsOf(config)
    // Without a team there is no default team either: that is one problem.
    .filter((problem) => teams.length > 0 || !problem.startsWith("defaultTeam"));
  // A region that is written wrongly is not also one that AWS does not know.
  const asked = [...new Set([...regions, ...(homeRegion ? [homeRegion] : [])])];
  const wellFormed = asked.filter((name) => !own.some((problem) => problem.includes(`"${name}" is not`)));
  const place = securityAccount === undefined ? [] : accountProblems(securityAccount, facts);
  return [...new Set([...own, ...place, ...unusable("regions", wellFormed, known), ...others])].map(withFlag);
}

function withFlag(problem: string): string {
  const [, flag] = Object.entries(flags).find(([path]) => problem.startsWith(path)) ?? [];
  return flag === undefined ? problem : `${problem} (${flag})`;
}
