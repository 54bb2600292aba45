// The example organization of the generated documents, and the words that stand in them for its accounts, regions and teams.
import { type OrgConfig, parseOrgConfig } from "../cdktf/org-config";
import { sampleConfig, sampleInput } from "../cdktf/testing/sample-config";

/** Every job and every second source is switched on. */
export const exampleConfig: OrgConfig = sampleConfig();

/** The example with so many watched regions and teams. */
export function exampleOfSize(regions: readonly string[], teams: number): OrgConfig {
  const [first] = exampleConfig.teams;
  const more = Array.from({ length: teams - 1 }, (_, index) => ({
    name: `team-${index + 2}`,
    accounts: [String(300_000_000_000 + index)],
    channels: first?.channels,
  }));
  return parseOrgConfig({ ...sampleInput, regions, teams: [first, ...more] });
}

const { accounts, homeRegion, organization, regions, teams } = exampleConfig;
const otherRegions = regions.filter((region) => region !== homeRegion).join("|");
const teamNames = teams.map(({ name }) => name).join("|");

const words: readonly (readonly [pattern: RegExp, word: string])[] = [
  // What is the security account's own and of the same region goes by its name alone.
  [new RegExp(`arn:aws:([\\w-]+):${homeRegion}:${accounts.infrasec}:`, "g"), "$1:"],
  [new RegExp(`arn:aws:([\\w-]+):(?:${otherRegions}):${accounts.infrasec}:`, "g"), "$1:<other region>:"],
  [new RegExp(`arn:aws:iam::${accounts.infrasec}:`, "g"), "iam:"],
  [new RegExp(accounts.infrasec, "g"), "<security account>"],
  [new RegExp(accounts.management, "g"), "<management account>"],
  [new RegExp(organization.id, "g"), "<organization>"],
  [new RegExp(`-${homeRegion}`, "g"), "-<region>"],
  [new RegExp(homeRegion, "g"), "<region>"],
  [new RegExp(`(?<![\\w])(?:${otherRegions})`, "g"), "<other region>"],
  [new RegExp(`\\b(?:${teamNames})-(alert|notification)`, "g"), "<team>-$1"],
];

/** A text about the example as it is for anybody. */
export function inWords(text: string): string {
  return words.reduce((result, [pattern, word]) => result.replace(pattern, word), text);
}
