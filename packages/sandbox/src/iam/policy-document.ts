// IAM policies in the part of the language that our generator emits; anything else is refused when it is read, never ignored.
import { z } from "zod";

/** Operators and keys that the sandbox can judge. Keys are compared without regard to case, as IAM does. */
export const conditionOperators = [
  "StringEquals",
  "StringLike",
  "ArnEquals",
  "ArnLike",
  "ForAllValues:StringEquals",
  "Null",
] as const;
export const conditionKeys = [
  "aws:PrincipalArn",
  "aws:PrincipalOrgID",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:TagKeys",
  "kms:ViaService",
] as const;
/** Followed by the key of a tag of the resource. */
const resourceTagKey = "aws:ResourceTag/";

export type ConditionOperator = (typeof conditionOperators)[number];
/** operator → key → values, of which one must match; for `Null`, `true` means that the key must be absent. */
export type Conditions = Readonly<
  Partial<Record<ConditionOperator, Readonly<Record<string, readonly string[]>>>>
>;

export type PolicyStatement = {
  readonly Sid?: string | undefined;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions | undefined;
};
/** What a role may do. */
export type PolicyDocument = {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
};

export type TrustStatement = {
  readonly Sid?: string | undefined;
  readonly Effect: "Allow" | "Deny";
  readonly Principal: {
    readonly AWS?: readonly string[] | undefined;
    readonly Service?: readonly string[] | undefined;
  };
  readonly Action: readonly string[];
  readonly Condition?: Conditions | undefined;
};
/** Who may become a role. */
export type TrustPolicy = {
  readonly Version: "2012-10-17";
  readonly Statement: readonly TrustStatement[];
};

const texts = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === "string" ? [value] : value))
  .refine((values) => values.every((value) => !value.includes("${")), "policy variables are not supported");

const key = z.string().refine(isKnownKey, "this condition key is not supported");
const keyed = z.record(key, texts);
/** What `Null` compares with: `true` and `false`, as JSON's or in words. */
const nullness = z
  .union([z.boolean().transform(String), z.enum(["true", "false"])])
  .transform((value) => [value]);
const conditions = z
  .strictObject({
    StringEquals: keyed.exactOptional(),
    StringLike: keyed.exactOptional(),
    ArnEquals: keyed.exactOptional(),
    ArnLike: keyed.exactOptional(),
    "ForAllValues:StringEquals": keyed.exactOptional(),
    Null: z.record(key, z.union([nullness, z.tuple([nullness]).transform(([one]) => one)])).exactOptional(),
  })
  .exactOptional();

const common = { Sid: z.string().exactOptional(), Effect: z.enum(["Allow", "Deny"]), Action: texts };

function documentOf<S extends z.ZodType>(statement: S) {
  const several = z.union([z.array(statement), statement.transform((one) => [one])]);
  return z.object({ Version: z.literal("2012-10-17"), Statement: several });
}

const policySchema = documentOf(z.strictObject({ ...common, Resource: texts, Condition: conditions }));
const trustSchema = documentOf(
  z.strictObject({
    ...common,
    Principal: z.strictObject({ AWS: texts.exactOptional(), Service: texts.exactOptional() }),
    Condition: conditions,
  }),
);

/**
 * A policy document as AWS keeps it (one value or a list of them) with every list written out.
 * @throws Error naming `whose` policy and what of it the sandbox cannot judge: NotAction, NotResource, unknown conditions, variables.
 */
export function parsePolicy(document: unknown, whose: string): PolicyDocument {
  return parsed(policySchema.safeParse(document), whose);
}

/**
 * A role's trust policy, as `parsePolicy`.
 * @throws Error naming `whose` trust policy and what of it the sandbox cannot judge.
 */
export function parseTrustPolicy(document: unknown, whose: string): TrustPolicy {
  return parsed(trustSchema.safeParse(document), whose);
}

function isKnownKey(name: string): boolean {
  const asked = name.toLowerCase();
  return (
    conditionKeys.some((known) => known.toLowerCase() === asked) ||
    (asked.startsWith(resourceTagKey.toLowerCase()) && asked.length > resourceTagKey.length)
  );
}

function parsed<T>(result: z.ZodSafeParseResult<T>, whose: string): T {
  if (result.success) return result.data;
  throw new Error(
    `The sandbox cannot judge the policy of ${whose}: ${z.prettifyError(result.error).replace(/\s*\n\s*/g, " ")}`,
    { cause: result.error },
  );
}
