// Facts of an organization sorted by account once: of 10,000 accounts none may walk through everybody's to find its own.

/** The accounts' parts by id, each in the order given; an account without any is not there. */
export function byAccount<One>(
  all: readonly One[],
  accountOf: (one: One) => string,
): ReadonlyMap<string, readonly One[]> {
  const parts = new Map<string, One[]>();
  for (const one of all) {
    const accountId = accountOf(one);
    const part = parts.get(accountId);
    if (part) part.push(one);
    else parts.set(accountId, [one]);
  }
  return parts;
}
