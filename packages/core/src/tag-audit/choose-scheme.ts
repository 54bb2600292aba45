// Which scheme an account's instances are held to.
import type { TagScheme } from "@orgwatch/manifest/tag-policy";

/**
 * The scheme that names the account, else the one that names the nearest of its OUs, else the one that names nobody.
 * `organizationalUnits` are ids from the root down. Undefined: no scheme holds, and nothing is asked of the account's instances.
 */
export function schemeFor<Scheme extends Pick<TagScheme, "accounts" | "organizationalUnits">>(
  account: { readonly id: string; readonly organizationalUnits: readonly string[] },
  schemes: readonly Scheme[],
): Scheme | undefined {
  const named = schemes.find(({ accounts }) => accounts.includes(account.id));
  if (named) return named;
  for (const unit of account.organizationalUnits.toReversed()) {
    const near = schemes.find(({ organizationalUnits }) => organizationalUnits.includes(unit));
    if (near) return near;
  }
  return schemes.find(claimsNobody);
}

/** Whether a scheme holds for everybody whom no other scheme names. */
export function claimsNobody(scheme: Pick<TagScheme, "accounts" | "organizationalUnits">): boolean {
  return scheme.accounts.length === 0 && scheme.organizationalUnits.length === 0;
}
