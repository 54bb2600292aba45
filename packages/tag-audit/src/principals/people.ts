// The people of IAM Identity Center, read once for a run: their user names and e-mail addresses, in lower case.
import { type IdentitystoreClient, paginateListUsers, type User } from "@aws-sdk/client-identitystore";

/** All names of all people, each once. @throws what Identity Center answers, or STS for the role that may ask it. */
export type ListPeople = (identityStoreId: string) => Promise<string[]>;

/** What ListUsers hands out at a time. */
const pageSize = 100;

/** The people behind a client of the identity store's region. */
export function listPeople(client: IdentitystoreClient): ListPeople {
  return async (identityStoreId) => {
    const names = new Set<string>();
    for await (const { Users } of paginateListUsers(
      { client, pageSize },
      { IdentityStoreId: identityStoreId },
    ))
      for (const name of (Users ?? []).flatMap(namesOf)) names.add(name);
    return [...names].toSorted();
  };
}

function namesOf({ UserName, Emails }: User): string[] {
  return [UserName, ...(Emails ?? []).map(({ Value }) => Value)]
    .map((name) => name?.trim().toLowerCase() ?? "")
    .filter((name) => name !== "");
}
