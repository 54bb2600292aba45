// Whether an owner's tag is an address that may get mail: exactly one plain address of a domain that the configuration names.

const plainAddress =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+(\.[a-z0-9-]+)+)$/;

/** The address in lower case; undefined for anybody else. Whoever may write tags must not be able to send mail elsewhere. */
export function ownerAddress(owner: string | undefined, domains: readonly string[]): string | undefined {
  const address = owner?.trim().toLowerCase() ?? "";
  if (address.length > 254) return undefined;
  const domain = plainAddress.exec(address)?.[2];
  return domain !== undefined && domains.some((allowed) => allowed.toLowerCase() === domain)
    ? address
    : undefined;
}
