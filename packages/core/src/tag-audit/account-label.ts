// How an account is called: many have no alias, and some no name that could be read.

/** The account's alias, else its name in AWS Organizations, else its id. */
export function accountLabel(account: {
  readonly alias?: string | undefined;
  readonly name?: string | undefined;
  readonly id: string;
}): string {
  return account.alias?.trim() || account.name?.trim() || account.id;
}
