// moto keeps the inline policies of roles that CloudFormation made as Python's objects, and cannot tell of an account's roles any more. IAM
// keeps text: so each is put once more, as the JSON that it is.
import type { MotoClient, Place } from "../gateway/moto-client";
import { elementsOf, textIn } from "../gateway/read-xml";
import type { ReceivedCall } from "../gateway/received-call";

/** After stacks have been made in these accounts. Throws MotoRefused. */
export async function keepPoliciesAsText(
  moto: MotoClient,
  accounts: readonly string[],
  region: string,
): Promise<void> {
  for (const accountId of accounts) await keepAsText(moto, { accountId, region });
}

/** After a call that has made or changed a stack. Throws MotoRefused. */
export async function followStack(
  moto: MotoClient,
  { service, operation, principal, region }: ReceivedCall,
): Promise<void> {
  if (service === "cloudformation" && /^(Create|Update)Stack$/.test(operation))
    await keepPoliciesAsText(moto, [principal.accountId], region);
}

async function keepAsText(moto: MotoClient, place: Place): Promise<void> {
  const iam = (Action: string, more: Readonly<Record<string, string>>) =>
    moto.query(place, "iam", { Action, Version: "2010-05-08", ...more });
  for (const RoleName of elementsOf(await iam("ListRoles", { MaxItems: "1000" }), "RoleName")) {
    const [names = ""] = elementsOf(await iam("ListRolePolicies", { RoleName }), "PolicyNames");
    for (const PolicyName of elementsOf(names, "member")) {
      const policy = { RoleName, PolicyName };
      const kept = decodeURIComponent(textIn(await iam("GetRolePolicy", policy), "PolicyDocument"));
      // Python writes strings in single quotes.
      if (kept.startsWith("{'"))
        await iam("PutRolePolicy", { ...policy, PolicyDocument: kept.replaceAll("'", '"') });
    }
  }
}
