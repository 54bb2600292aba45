// How people are told of an account: by its name, which they know, and its id, which is certain.

/** «payments-prod (444444444444)»; the id alone where no name is known. */
export function accountWords({
  account,
  name,
}: {
  readonly account: string;
  readonly name?: string | undefined;
}): string {
  const known = name?.trim() ?? "";
  return known === "" || known === account ? account : `${known} (${account})`;
}
