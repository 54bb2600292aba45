// What a team claims, by the words of a person.
import { inParallel } from "@orgwatch/core/concurrency";
import type { OrganizationalUnit } from "@orgwatch/core/organization/account";
import type { AccountFacts, OrganizationReader } from "@orgwatch/core/organization/walk-organization";
import { cleanLine } from "../terminal";

/** `problems` are sentences about words that mean nothing, or more than one thing. */
export type Claims = {
  readonly accounts: readonly string[];
  readonly organizationalUnits: readonly string[];
  readonly problems: readonly string[];
};

/** Ids and names (in any case) of accounts and OUs; `team` is for the sentences. */
export function resolveClaims(
  team: string,
  words: readonly string[],
  accounts: readonly AccountFacts[],
  units: readonly OrganizationalUnit[],
): Claims {
  const found = words.map((word) => {
    const fits = ({ id, name }: { readonly id: string; readonly name: string }) =>
      id === word || name.toLowerCase() === word.toLowerCase();
    const ids = { accounts: accounts.filter(fits), units: units.filter(fits) };
    return { word, ...ids, all: [...ids.accounts, ...ids.units].map(({ id }) => id) };
  });
  const idsOf = (kind: "accounts" | "units") => [
    ...new Set(found.filter(({ all }) => all.length === 1).flatMap((one) => one[kind].map(({ id }) => id))),
  ];
  return {
    accounts: idsOf("accounts"),
    organizationalUnits: idsOf("units"),
    problems: found
      .filter(({ all }) => all.length !== 1)
      .map(({ word, all }) => {
        const what = cleanLine(word, 80);
        return all.length === 0
          ? `teams: the organization has no account or OU ${what} for ${team} to claim`
          : `teams: ${what} stands for ${all.join(" and ")}; name one by its id`;
      }),
  };
}

/** Whether the organization's OUs must be read to know what these words mean. */
export function needsUnits(words: readonly string[], accounts: readonly AccountFacts[]): boolean {
  return words.some((word) => !accounts.some(({ id }) => id === word));
}

/** All OUs below the root, level by level; `unitsIn` answers those right below one. */
export async function readUnits(
  rootId: string,
  { unitsIn }: Pick<OrganizationReader, "unitsIn">,
): Promise<readonly OrganizationalUnit[]> {
  const found: OrganizationalUnit[] = [];
  let level = [rootId];
  while (level.length > 0) {
    const units = (await inParallel(level, 5, unitsIn)).flat();
    found.push(...units);
    level = units.map(({ id }) => id);
  }
  return found;
}
