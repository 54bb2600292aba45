// Which account and regions init offers, and what is wrong with others.
import { globalEventsRegion } from "@orgwatch/cdktf/place";
import { cleanLine } from "../terminal";
import type { RegionFact } from "./caller-account";
import { problemsAt } from "./config-problems";
import type { OrganizationFacts } from "./organization-facts";

/** GuardDuty's administrator, or the only account whose name says what it is for; undefined when nothing points at one. */
export function standardSecurityAccount({
  guardDutyAdministrator,
  managementAccount,
  accounts,
}: OrganizationFacts): string | undefined {
  if (guardDutyAdministrator !== undefined && guardDutyAdministrator !== "none")
    return guardDutyAdministrator;
  const named = accounts.filter(
    ({ id, name, state }) =>
      id !== managementAccount && state === "ACTIVE" && /infra-?sec|security/i.test(name),
  );
  return named.length === 1 ? named[0]?.id : undefined;
}

/** The region of the AWS configuration, or the partition's first. */
export function standardHome(
  { partition }: OrganizationFacts,
  regions: readonly RegionFact[],
  ownRegion: string | undefined,
): string | undefined {
  const own = regions.find(({ name, enabled }) => enabled && name === ownRegion);
  return own?.name ?? Object.entries(globalEventsRegion).find(([name]) => name === partition)?.[1];
}

/** All that are enabled: what is not watched is not seen. */
export function standardRegions(regions: readonly RegionFact[]): readonly string[] {
  return regions
    .filter(({ enabled }) => enabled)
    .map(({ name }) => name)
    .sort();
}

/** Not an account of the organization, or one that is closed or suspended. */
export function accountProblems(id: string, { accounts }: OrganizationFacts): readonly string[] {
  const wrong = problemsAt(["accounts.infrasec"], { accounts: { infrasec: id } });
  if (wrong.length > 0) return wrong;
  const found = accounts.find((account) => account.id === id);
  if (found === undefined) return [`accounts.infrasec: the organization has no account ${id}`];
  if (found.state === "ACTIVE") return [];
  const state = found.state.toLowerCase().replaceAll("_", " ");
  return [`accounts.infrasec: the account ${id} (${cleanLine(found.name, 60)}) is not active: ${state}`];
}

/** One region that is not there. */
export function homeRegionProblems(name: string, regions: readonly RegionFact[]): readonly string[] {
  const wrong = problemsAt(['homeRegion: "'], { homeRegion: name });
  return wrong.length > 0 ? wrong : unusable("homeRegion", [name], regions);
}

/** Regions that cannot be watched, and those that must be. */
export function regionProblems(
  names: readonly string[],
  homeRegion: string | undefined,
  { partition }: Pick<OrganizationFacts, "partition">,
  regions: readonly RegionFact[],
): readonly string[] {
  const wrong = problemsAt(["regions", "homeRegion"], { partition, homeRegion, regions: names });
  return wrong.length > 0 ? wrong : unusable("regions", names, regions);
}

/** Regions that AWS does not know, or that are off; nothing where the regions could not be read. */
export function unusable(
  path: string,
  names: readonly string[],
  regions: readonly RegionFact[],
): readonly string[] {
  if (regions.length === 0) return [];
  return names.flatMap((name) => {
    const region = regions.find((other) => other.name === name);
    if (region === undefined) return [`${path}: AWS knows no region ${cleanLine(name, 40)}`];
    return region.enabled
      ? []
      : [
          `${path}: ${name} is not enabled in the account: leave it out, or aws account enable-region --region-name ${name}`,
        ];
  });
}
