// Whose credentials apply a stack: looked at before anything is done, because a stack in the wrong account is hard to take back.
import type { OrgConfig } from "@orgwatch/cdktf/org-config";
import { wordsOf } from "../words-of-error";
import type { DeployWorld } from "./deploy-world";
import type { Stack } from "./stacks";

/** Profiles of the AWS configuration; without one the ordinary chain of credentials is used. */
export type Profiles = {
  readonly managementProfile?: string | undefined;
  readonly securityProfile?: string | undefined;
};

/** Credentials that are missing or another account's: one line for each account. */
export class WrongCredentials extends Error {
  override readonly name = "WrongCredentials";
}

/** By the accounts' ids. */
export type ProfileOf = (accountId: string) => string | undefined;

/** An account that is both uses the profile that was given. */
export function profilesOf(
  { accounts }: Pick<OrgConfig, "accounts">,
  { managementProfile, securityProfile }: Profiles,
): ProfileOf {
  return (accountId) => {
    if (accounts.management === accounts.infrasec) return securityProfile ?? managementProfile;
    return accountId === accounts.management ? managementProfile : securityProfile;
  };
}

/**
 * Asks STS who each account's credentials are.
 * @throws WrongCredentials that names every account whose credentials are missing or another's.
 */
export async function checkAccounts(
  stacks: readonly Stack[],
  config: Pick<OrgConfig, "accounts" | "homeRegion">,
  profileOf: ProfileOf,
  { accountAs }: Pick<DeployWorld, "accountAs">,
): Promise<void> {
  const needed = [...new Set(stacks.map(({ accountId }) => accountId))];
  const problems = await Promise.all(
    needed.map(async (accountId) => {
      const profile = profileOf(accountId);
      const who = profile === undefined ? "these credentials are" : `the profile ${profile} is`;
      const applied = stacks.filter((stack) => stack.accountId === accountId).map(({ name }) => name);
      const wanted = `${applied.join(", ")} ${applied.length === 1 ? "belongs" : "belong"} into the ${ownerOf(accountId, config)}`;
      try {
        const found = await accountAs(profile, config.homeRegion).accountId();
        return found === accountId
          ? []
          : [`${wanted}, and ${who} of ${found}: ${adviceFor(accountId, config)}`];
      } catch (error) {
        return [`${wanted}, and nobody is signed in (${wordsOf(error)}): ${adviceFor(accountId, config)}`];
      }
    }),
  );
  if (problems.flat().length > 0) throw new WrongCredentials(problems.flat().join("\n"));
}

function ownerOf(accountId: string, { accounts }: Pick<OrgConfig, "accounts">): string {
  return `${accountId === accounts.management ? "management" : "security"} account ${accountId}`;
}

function adviceFor(accountId: string, { accounts }: Pick<OrgConfig, "accounts">): string {
  const option = accountId === accounts.management ? "--management-profile" : "--security-profile";
  return `name a profile of it with ${option}`;
}
