// Whether the policy of a queue, topic, function or key lets an AWS service in that acts for a rule, a topic or a bucket.
import { z } from "zod";
import { readJson } from "../gateway/read-json";
import { matchesArn, matchesText } from "../iam/match-arn";
import { readArn } from "./arn";
import { CannotJudge, conditionsHold, type Facts } from "./policy-conditions";

/** A service that acts for a rule, a topic or a bucket of somebody. A bucket's ARN does not say whose it is: `accountId` does. */
export type Source =
  | { readonly service: "events.amazonaws.com" | "sns.amazonaws.com"; readonly arn: string }
  | { readonly service: "s3.amazonaws.com"; readonly arn: string; readonly accountId: string };

export type ServiceRequest = {
  readonly source: Source;
  /** e.g. `sns:Publish` */
  readonly action: string;
  readonly resource: string;
};

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
/** A statement's conditions: operator → key → values. */
export const conditionSchema = z.record(z.string(), z.record(z.string(), texts)).nullish();
const statementSchema = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.literal("*"), z.object({ AWS: texts.optional(), Service: texts.optional() })]),
  Action: texts,
  Resource: texts,
  Condition: conditionSchema,
});
const policySchema = z.object({
  Statement: z
    .unknown()
    .transform((value) => [value].flat())
    .pipe(z.array(statementSchema)),
});
type Statement = z.infer<typeof statementSchema>;

/** Why the policy (JSON; undefined for none) does not allow the request; undefined when it does. What it cannot judge, it refuses. */
export function refusalByPolicy(policy: string | undefined, request: ServiceRequest): string | undefined {
  const { source, action, resource } = request;
  const what = `${source.service} ${action} for ${source.arn}`;
  const parsed = policySchema.safeParse(readJson(policy ?? '{"Statement":[]}'));
  if (!parsed.success) {
    return `The sandbox cannot judge the policy of ${resource}: ${z.prettifyError(parsed.error)}`;
  }
  try {
    const applying = parsed.data.Statement.filter((statement) => applies(statement, request));
    if (applying.some(({ Effect }) => Effect === "Deny")) return `The policy of ${resource} denies ${what}`;
    return applying.length > 0 ? undefined : `The policy of ${resource} does not allow ${what}`;
  } catch (error) {
    if (!(error instanceof CannotJudge)) throw error;
    return `The sandbox cannot judge the policy of ${resource}: ${error.message}`;
  }
}

function applies(statement: Statement, { source, action, resource }: ServiceRequest): boolean {
  return (
    statement.Action.some((one) => matchesText(one.toLowerCase(), action.toLowerCase())) &&
    statement.Resource.some((one) => matchesArn(one, resource)) &&
    names(statement.Principal, source) &&
    conditionsHold(statement.Condition ?? {}, factsOf(source))
  );
}

/** Everyone is also every service. */
function names(principal: Statement["Principal"], { service }: Source): boolean {
  if (principal === "*") return true;
  return principal.AWS?.includes("*") || principal.Service?.includes(service) || false;
}

/** What AWS knows of a service's call. A service has no organization and no owner. */
function factsOf(source: Source): Facts {
  const { service, arn } = source;
  return {
    "aws:sourcearn": arn,
    "aws:sourceaccount": "accountId" in source ? source.accountId : readArn(arn).accountId,
    "aws:securetransport": "true",
    "aws:principalisawsservice": "true",
    "aws:principalservicename": service,
    "aws:principalorgid": undefined,
    "aws:principalaccount": undefined,
    "aws:principalarn": undefined,
    "aws:sourceowner": undefined,
  };
}
