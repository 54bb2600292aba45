// Reads, asks and looks up what answers mean: the configuration, or everything that is wrong with it.

import { allProblems } from "./all-problems";
import type { Answers } from "./answers";
import type { CallerAccount, RegionFact } from "./caller-account";
import { MayNot } from "./caller-account";
import { type Claims, needsUnits, readUnits, resolveClaims } from "./claims";
import { configOf, type WrittenConfig } from "./config-of";
import type { Asker } from "./conversation";
import { findDetectors } from "./detectors";
import { firstSteps } from "./first-steps";
import type { GivenFlags } from "./given-flags";
import type { InitDependencies } from "./init-world";
import { interview } from "./interview";
import { type OrganizationFacts, OrganizationUnread, readOrganization, unseen } from "./organization-facts";
import { trailAsText } from "./organization-trail";
import { foundAsText } from "./render-init";
import { trailBucketOf } from "./trail-bucket";

/** `steps` is what a person has to do by hand; with problems there is nothing to write. */
export type Composed = {
  readonly config: WrittenConfig;
  readonly problems: readonly string[];
  readonly steps: readonly string[];
};

/** @throws OrganizationUnread; ConversationEnded; whatever AWS answers besides. */
export async function composeConfig(
  given: GivenFlags & { readonly securityProfile?: string | undefined },
  ask: Asker,
  { terminal, ownRegion, init: { accountAs } }: InitDependencies,
): Promise<Composed> {
  const region = await ownRegion().catch(() => undefined);
  const asked = region ?? "us-east-1";
  const account = accountAs(undefined, asked);
  const facts = await readOrganization(account);
  terminal.out(foundAsText(facts));
  // Opting in to a region is each account's own; the security account's is what counts.
  const security = given.securityProfile === undefined ? account : accountAs(given.securityProfile, asked);
  const regions = (await security.regions().catch(unseen)) ?? [];
  const answers = await interview({ given, facts, regions, ownRegion: region }, ask);
  const claims = await claimsOf(given, answers, facts, account);
  const found = await securityFacts(given.securityProfile, answers, facts, security, regions);
  const home = regions.find(({ name, enabled }) => enabled && name === answers.homeRegion)?.name ?? asked;
  const trails = await account.organizationTrails(home).catch(unseen);
  terminal.out(trailAsText(trails));
  const bucket = await trailBucketOf(given.trailBucket, answers, facts, trails, account);
  const config = configOf(answers, facts, claims.byTeam, found.detectors ?? {}, bucket.found);
  const others = [...claims.problems, ...found.problems, ...bucket.problems];
  return {
    config,
    problems: allProblems(config, answers, facts, regions, others),
    steps: firstSteps(facts, answers, found.detectors, trails),
  };
}

/** Teams that were claimed for and do not exist are a problem, too. */
async function claimsOf(
  { claims }: GivenFlags,
  { teams }: Answers,
  { accounts, rootId }: OrganizationFacts,
  account: CallerAccount,
): Promise<{ readonly byTeam: ReadonlyMap<string, Claims>; readonly problems: readonly string[] }> {
  const said = teams.flatMap((team) => team.claims);
  const units = needsUnits(said, accounts) ? await readUnits(rootId, account).catch(cannotList) : [];
  const byTeam = new Map(
    teams.map(({ name, claims }) => [name, resolveClaims(name, claims, accounts, units)] as const),
  );
  const nobody = claims.filter(({ of }) => !byTeam.has(of));
  return {
    byTeam,
    problems: [
      ...[...byTeam.values()].flatMap(({ problems }) => problems),
      ...nobody.map(({ of }) => `teams: there is no team ${of} that could claim anything`),
    ],
  };
}

function cannotList(error: unknown): never {
  if (!(error instanceof MayNot)) throw error;
  throw new OrganizationUnread(
    `these credentials may not list OUs (${error.action}): name the teams' accounts by their ids`,
    { cause: error },
  );
}

/** Detectors are looked for with credentials of the security account only: another account's are of no use. */
async function securityFacts(
  profile: string | undefined,
  { securityAccount, regions }: Answers,
  { caller }: OrganizationFacts,
  security: CallerAccount,
  known: readonly RegionFact[],
): Promise<{
  readonly detectors: Readonly<Record<string, string>> | undefined;
  readonly problems: readonly string[];
}> {
  const id = profile === undefined ? caller : await security.accountId();
  if (id === securityAccount) {
    // A region that is off, or does not exist, has no address to ask.
    const live = regions.filter((name) => known.some((region) => region.name === name && region.enabled));
    return { detectors: known.length > 0 ? await findDetectors(live, security) : undefined, problems: [] };
  }
  if (profile === undefined || securityAccount === undefined) return { detectors: undefined, problems: [] };
  return {
    detectors: undefined,
    problems: [
      `accounts.infrasec: the profile ${profile} belongs to the account ${id}, which is not the security account ${securityAccount}`,
    ],
  };
}
