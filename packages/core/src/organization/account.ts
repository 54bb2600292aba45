// An account as every job sees it, however the organization was read.

/** A unit of the organization's tree. The root itself is not one. */
export type OrganizationalUnit = { readonly id: string; readonly name: string };

const states = ["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"] as const;

/** The account's place in its life, in the words of Organizations; `UNKNOWN` is a word that did not exist yet, or none. */
export type AccountState = (typeof states)[number] | "UNKNOWN";

/** Reads a state as Organizations writes it. */
export function accountStateOf(word: string | undefined): AccountState {
  return states.find((state) => state === word) ?? "UNKNOWN";
}

/** `organizationalUnits` is the path from the root down to the unit that holds the account; empty right below the root. */
export type Account = {
  readonly id: string;
  readonly name: string;
  readonly state: AccountState;
  readonly organizationalUnits: readonly OrganizationalUnit[];
};

/** The account source answered, but named no active account: a wrong role or list, never a real organization. */
export class NoActiveAccounts extends Error {
  override readonly name = "NoActiveAccounts";

  constructor(listed: number) {
    super(
      listed === 0
        ? "The account source lists no account at all"
        : `None of the ${listed} accounts that the account source lists is active`,
    );
  }
}

/**
 * The accounts that a job can work in: suspended, closed and unfinished ones are left out.
 * @throws NoActiveAccounts, because a job that has nothing to do looks like one that found nothing wrong.
 */
export function activeAccounts(accounts: readonly Account[]): Account[] {
  const active = accounts.filter(({ state }) => state === "ACTIVE");
  if (active.length === 0) throw new NoActiveAccounts(accounts.length);
  return active;
}
