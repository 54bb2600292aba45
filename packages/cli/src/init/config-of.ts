// From answers and facts to the configuration, as plain data for its reader and for the file.
import type { Answers } from "./answers";
import type { Claims } from "./claims";
import { offeredJobs } from "./jobs";
import type { OrganizationFacts } from "./organization-facts";
import type { TrailBucket } from "./trail-bucket";

/** The configuration as it will stand in the file; nothing says that it is right. */
export type WrittenConfig = Readonly<Record<string, unknown>>;

/** What was found: claims by team, detectors' ids by region, and the bucket of the organization trail when it is to be read. */
export function configOf(
  answers: Answers,
  facts: OrganizationFacts,
  claims: ReadonlyMap<string, Claims>,
  detectors: Readonly<Record<string, string>>,
  trailBucket: TrailBucket | undefined,
): WrittenConfig {
  const { slack, schedules, teams } = answers;
  const paged = Object.entries(schedules).map(([team, schedule]) => [team, { schedule }]);
  const jobs = offeredJobs.filter(({ name }) => answers.jobs.includes(name));
  return {
    organization: { id: facts.id, rootId: facts.rootId },
    accounts: { management: facts.managementAccount, infrasec: answers.securityAccount },
    partition: facts.partition,
    homeRegion: answers.homeRegion,
    regions: answers.regions,
    teams: teams.map(({ name, channel }) => ({
      name,
      ...listed("accounts", claims.get(name)?.accounts),
      ...listed("organizationalUnits", claims.get(name)?.organizationalUnits),
      channels: { default: { id: channel.id, name: channel.name } },
    })),
    defaultTeam: teams[0]?.name,
    contacts: { failoverEmails: answers.failoverEmails },
    ...(slack && { slack }),
    ...(paged.length > 0 && { pagerduty: { onCall: Object.fromEntries(paged) } }),
    ...Object.fromEntries(jobs.map(({ section, value }) => [section, value({ ...answers, trailBucket })])),
    ...(Object.keys(detectors).length > 0 && { guardDuty: { existingDetectors: detectors } }),
  };
}

function listed(key: string, values: readonly string[] = []): object {
  return values.length > 0 ? { [key]: values } : {};
}
