// moto keeps the inline policies of roles that CloudFormation made as Python's objects, and cannot tell of an account's roles any more. IAM
// keeps text: so each is put once more, as the JSON that it is.
import { z } from "zod";
import { type MotoClient, MotoRefused, type Place } from "../gateway/moto-client";
import { textOf } from "../gateway/read-json";
import { textIn } from "../gateway/read-xml";
import type { ReceivedCall } from "../gateway/received-call";

const templateShape = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z
        .object({
          RoleName: z
            .union([z.string(), z.object({ "Fn::Sub": z.string() }).transform((name) => name["Fn::Sub"])])
            .optional(),
          Policies: z.array(z.object({ PolicyName: z.string() })).default([]),
        })
        .optional()
        .catch(undefined),
    }),
  ),
});

/** For the roles that a template in JSON names, in these accounts; Orgwatch's own are. Throws MotoRefused. */
export async function keepPoliciesAsText(
  moto: MotoClient,
  template: string,
  accounts: readonly string[],
  region: string,
): Promise<void> {
  const policies = inlinePolicies(template);
  for (const accountId of accounts)
    for (const { RoleName, PolicyName } of policies) {
      const name = RoleName.replaceAll(/\$\{AWS::(Region|AccountId)\}/g, (_, what) =>
        what === "Region" ? region : accountId,
      );
      await keepAsText(moto, { accountId, region }, { RoleName: name, PolicyName });
    }
}

/** After a call has made or changed a stack: the roles in it. Throws MotoRefused. */
export async function followStack(
  moto: MotoClient,
  { service, operation, parameters, principal, region }: ReceivedCall,
): Promise<void> {
  if (service !== "cloudformation" || !/^(Create|Update)Stack$/.test(operation)) return;
  await keepPoliciesAsText(moto, textOf(parameters.TemplateBody) ?? "", [principal.accountId], region);
}

/** The name as the template writes it. */
type Inline = { readonly RoleName: string; readonly PolicyName: string };

/** Those of roles with names of their own. */
function inlinePolicies(template: string): readonly Inline[] {
  if (!template.trimStart().startsWith("{")) return [];
  const { Resources } = templateShape.parse(JSON.parse(template));
  return Object.values(Resources).flatMap(({ Type, Properties }) => {
    const { RoleName, Policies = [] } = Properties ?? {};
    if (Type !== "AWS::IAM::Role" || RoleName === undefined) return [];
    return Policies.map(({ PolicyName }) => ({ RoleName, PolicyName }));
  });
}

async function keepAsText(moto: MotoClient, place: Place, policy: Inline): Promise<void> {
  const iam = (Action: string, more: Readonly<Record<string, string>> = {}) =>
    moto.query(place, "iam", { Action, Version: "2010-05-08", ...policy, ...more });
  try {
    const kept = decodeURIComponent(textIn(await iam("GetRolePolicy"), "PolicyDocument"));
    // Python writes strings in single quotes.
    if (kept.startsWith("{'")) await iam("PutRolePolicy", { PolicyDocument: kept.replaceAll("'", '"') });
  } catch (error) {
    // A condition of the template leaves the role out of this region's stack.
    if (!(error instanceof MotoRefused) || error.code !== "NoSuchEntity") throw error;
  }
}
