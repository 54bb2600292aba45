// Who may own an account's instances, as far as its scheme asks. What cannot be read is left out: nobody is acted on for it.
import { reasonOf } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import { redact } from "@orgwatch/core/redact";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { Principals } from "@orgwatch/core/tag-audit/principals";
import type { PrincipalKind } from "@orgwatch/manifest/tag-policy";
import type { IamNames } from "./iam-names";

export type AccountPrincipals = { readonly alias: string | undefined; readonly principals: Principals };

/** Whether a scheme has a tag that must name a principal of that kind. */
function asksFor(kind: PrincipalKind, { require }: Pick<TagPolicy["schemes"][number], "require">): boolean {
  return require.some(({ principal }) => principal?.includes(kind) ?? false);
}

/** Reads the account's alias, and its users and roles if its scheme asks for them. `people` are those of the whole organization. Never throws. */
export async function readPrincipals(
  names: IamNames,
  scheme: Pick<TagPolicy["schemes"][number], "require">,
  people: ReadonlySet<string> | undefined,
  log: Log,
): Promise<AccountPrincipals> {
  const without = (what: string) => (error: unknown) => {
    log.warn(`${what} cannot be read`, { reason: redact(reasonOf(error)).slice(0, 300) });
    return undefined;
  };
  const iam = asksFor("iam-user", scheme);
  const [alias, iamUsers, roles] = await Promise.all([
    names.alias().catch(without("the account's alias")),
    iam ? names.users().catch(without("the account's users")) : undefined,
    iam ? names.roles().catch(without("the account's roles")) : undefined,
  ]);
  return { alias, principals: { iamUsers, roles, people } };
}
