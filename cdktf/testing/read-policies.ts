// IAM's policies as data, in the JSON of Terraform and in the template of the member baseline.
import { z } from "zod";

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z
    .union([z.string().transform((any) => ({ any: [any] })), z.record(z.string(), list)])
    .optional(),
  Action: list,
  Resource: list.optional(),
  Condition: z.record(z.string(), z.record(z.string(), list)).optional(),
});

const policy = z.object({ Statement: z.array(statement) });

/** One statement; single values are lists of one, and `Principal: "*"` is `{ any: ["*"] }`. */
export type PolicyStatement = z.infer<typeof statement>;

/** The statements of a policy that is kept as JSON. */
export function statementsOf(json: string): readonly PolicyStatement[] {
  return policy.parse(JSON.parse(json)).Statement;
}

const template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});
const role = z.object({
  RoleName: z.string(),
  AssumeRolePolicyDocument: policy,
  Policies: z.array(z.object({ PolicyDocument: policy })),
});

/** A role with who may take it and what it may do then. */
export type RoleAndPolicies = {
  readonly name: string;
  readonly trust: readonly PolicyStatement[];
  readonly may: readonly PolicyStatement[];
};

/** The roles of a CloudFormation template. Its account and region are `<its own account>` and `<region>`. */
export function rolesOfTemplate(json: string): readonly RoleAndPolicies[] {
  const plain = json
    .replaceAll('{"Ref":"AWS::AccountId"}', '"<its own account>"')
    .replaceAll('{"Ref":"AWS::Region"}', '"<region>"')
    .replace(/\{"Fn::Join":\["-",\["([^"]*)","([^"]*)"\]\]\}/g, '"$1-$2"');
  return Object.values(template.parse(JSON.parse(plain)).Resources)
    .filter(({ Type }) => Type === "AWS::IAM::Role")
    .map(({ Properties }) => {
      const { RoleName, AssumeRolePolicyDocument, Policies } = role.parse(Properties);
      return {
        name: RoleName,
        trust: AssumeRolePolicyDocument.Statement,
        may: Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
      };
    });
}
