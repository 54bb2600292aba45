// What the member baseline makes in an account and region, read from its CloudFormation template.
import { z } from "zod";

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.string().optional(),
      Properties: z.record(z.string(), z.unknown()),
    }),
  ),
});
const role = z.object({ RoleName: z.string(), AssumeRolePolicyDocument: z.unknown() });
const rule = z.object({ Name: z.string(), State: z.string() });

/** The roles with their trust policies, and the rules with their states. */
export type MemberParts = {
  readonly roles: readonly { readonly name: string; readonly trust: unknown }[];
  readonly rules: readonly { readonly name: string; readonly state: string }[];
};

export type MemberPlace = {
  readonly accountId: string;
  readonly region: string;
  readonly homeRegion: string;
};

/** The template's parts there. Its only condition is being the home region; roles under it are made nowhere else. */
export function partsOf(text: string, { accountId, region, homeRegion }: MemberPlace): MemberParts {
  const values = { "AWS::AccountId": accountId, "AWS::Region": region };
  const made = Object.values(template.parse(JSON.parse(text)).Resources)
    .filter(({ Condition }) => Condition === undefined || region === homeRegion)
    .map(({ Type, Properties }) => ({ Type, Properties: resolved(Properties, values) }));
  const of = <Shape extends z.ZodType>(type: string, shape: Shape) =>
    made.filter(({ Type }) => Type === type).map(({ Properties }) => shape.parse(Properties));
  return {
    roles: of("AWS::IAM::Role", role).map(({ RoleName, AssumeRolePolicyDocument }) => ({
      name: RoleName,
      trust: AssumeRolePolicyDocument,
    })),
    rules: of("AWS::Events::Rule", rule).map(({ Name, State }) => ({ name: Name, state: State })),
  };
}

const reference = z.strictObject({ Ref: z.string() });
const join = z.strictObject({ "Fn::Join": z.tuple([z.string(), z.array(z.unknown())]) });

/** With values where CloudFormation has `Ref` and `Fn::Join`; other functions stay, as nothing here reads them. */
function resolved(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, values));
  if (typeof value !== "object" || value === null) return value;
  const named = reference.safeParse(value).data;
  if (named !== undefined) return values[named.Ref] ?? value;
  const joined = join.safeParse(value).data?.["Fn::Join"];
  if (joined !== undefined) return joined[1].map((one) => String(resolved(one, values))).join(joined[0]);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, values)]));
}

/** A policy in one form: IAM takes one value for a list of one, lists in any order, and sids that mean nothing. */
export function canonicalPolicy(policy: unknown): string {
  return JSON.stringify(canonical(policy));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const each = value
      .map(canonical)
      .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    return each.length === 1 ? each[0] : each;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "Sid")
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, canonical(one)]),
  );
}
