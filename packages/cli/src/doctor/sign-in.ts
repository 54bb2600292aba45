// Whose credentials these are: doctor looks into two accounts, and one person seldom has both at hand.
import type { OrgConfig } from "@orgwatch/cdktf/org-config";
import { wordsOf } from "../words-of-error";
import type { DoctorAccount } from "./account-facts";
import type { Owner } from "./check";
import { broken, type Found, unseen } from "./finding";

/** `management` and `security` name profiles of the AWS configuration; without one the ordinary chain of credentials is used. */
export type Profiles = { readonly management?: string | undefined; readonly infrasec?: string | undefined };

/** The accounts that could be signed in to, and what kept doctor out of the others. */
export type SignedIn = {
  readonly accounts: Readonly<Partial<Record<Owner, DoctorAccount>>>;
  readonly found: readonly Found[];
};

const words = { management: "the management account", infrasec: "the security account" } as const;
const options = { management: "--management-profile", infrasec: "--security-profile" } as const;

/** Asks STS for the account of each profile. Never rejects. */
export async function signIn(
  { accounts }: Pick<OrgConfig, "accounts">,
  given: Profiles,
  accountAs: (profile: string | undefined) => DoctorAccount,
): Promise<SignedIn> {
  // An account that is both uses the profile that was given.
  const both = accounts.management === accounts.infrasec;
  const profiles = both
    ? { management: given.management ?? given.infrasec, infrasec: given.infrasec ?? given.management }
    : given;
  const chain = await idOf(accountAs(undefined), profiles);
  // Credentials of neither account, or none at all: said once, not for each.
  if (chain !== undefined && isAlien(chain, accounts))
    return { accounts: {}, found: [alien(chain, accounts)] };
  const [management, infrasec] = await Promise.all([
    signInTo("management", accounts, profiles, accountAs),
    signInTo("infrasec", accounts, profiles, accountAs),
  ]);
  return {
    accounts: {
      ...("account" in management ? { management: management.account } : {}),
      ...("account" in infrasec ? { infrasec: infrasec.account } : {}),
    },
    found: [management, infrasec].flatMap((one) => ("found" in one ? [one.found] : [])),
  };
}

type Identity = { readonly id: string } | { readonly error: unknown };

/** The chain's account where no profile stands in for it anywhere: with one, what the other account lacks is said of that one alone. */
async function idOf(
  account: DoctorAccount,
  { management, infrasec }: Profiles,
): Promise<Identity | undefined> {
  if (management !== undefined || infrasec !== undefined) return undefined;
  return identityOf(account);
}

async function identityOf({ caller }: DoctorAccount): Promise<Identity> {
  try {
    return { id: await caller.accountId() };
  } catch (error) {
    return { error };
  }
}

function isAlien(chain: Identity, accounts: OrgConfig["accounts"]): boolean {
  return "error" in chain || ![accounts.management, accounts.infrasec].includes(chain.id);
}

function alien(chain: Identity, { management, infrasec }: OrgConfig["accounts"]): Found {
  if ("error" in chain)
    return broken(
      "AWS",
      wordsOf(chain.error),
      "sign in to the security account, and name a profile of the management account with --management-profile",
    );
  return broken(
    "AWS",
    `these credentials belong to the account ${chain.id}, and the configuration names ${management} (management) and ${infrasec} (security)`,
    "set AWS_PROFILE to one of the security account, or correct accounts in cdktf/org.config.ts",
  );
}

async function signInTo(
  owner: Owner,
  accounts: OrgConfig["accounts"],
  profiles: Profiles,
  accountAs: (profile: string | undefined) => DoctorAccount,
): Promise<{ readonly account: DoctorAccount } | { readonly found: Found }> {
  const profile = profiles[owner];
  const account = accountAs(profile);
  const identity = await identityOf(account);
  const where = `${words[owner]} ${accounts[owner]}`;
  if ("id" in identity && identity.id === accounts[owner]) return { account };
  const profileAdvice = `name a profile of it with ${options[owner]}, and sign in with it`;
  if (profile === undefined)
    return {
      found:
        "id" in identity
          ? unseen(
              where,
              `these credentials are of ${identity.id}: nobody looked here`,
              `name a profile of it with ${options[owner]}`,
            )
          : unseen(where, wordsOf(identity.error), profileAdvice),
    };
  const what =
    "id" in identity ? `the profile ${profile} belongs to ${identity.id}` : wordsOf(identity.error);
  return { found: broken(where, what, profileAdvice) };
}
