// Whether a role's trust policy lets the caller become that role.
import type { AwsCall, Refusal } from "../aws-call";
import { partitionOf, roleArnOf } from "./arn";
import { type ConditionContext, conditionsHold } from "./conditions-hold";
import { matchesText } from "./match-arn";
import type { TrustPolicy, TrustStatement } from "./policy-document";
import { cannotJudge, refusalOf } from "./refusal";
import { requestsOf } from "./requests-of";

/**
 * Judges an AssumeRole call by the trust policy of the role it names. A statement counts when it names the calling role by its exact ARN, or
 * its account (whose own policies, judged before, then decide). `*` is not how Orgwatch's roles trust, and counts for nobody.
 */
export function judgeTrust(
  call: AwsCall,
  trust: TrustPolicy,
  context: ConditionContext,
): Refusal | undefined {
  const [request] = requestsOf(call) ?? [];
  if (request === undefined) return cannotJudge(call, "it names no role");
  const { accountId, roleName } = call.principal;
  const role = roleArnOf({ accountId, name: roleName ?? "" }, call.region);
  const callers = [role, `arn:${partitionOf(call.region)}:iam::${accountId}:root`, accountId];
  const applying = trust.Statement.filter((statement) => applies(statement, callers, context));
  if (applying.some(({ Effect }) => Effect === "Deny"))
    return refusalOf(call, request, "with an explicit deny in the role trust policy");
  return applying.length > 0
    ? undefined
    : refusalOf(call, request, "because no role trust policy allows the sts:AssumeRole action");
}

function applies(statement: TrustStatement, callers: readonly string[], context: ConditionContext): boolean {
  return (
    statement.Action.some((action) => matchesText(action.toLowerCase(), "sts:assumerole")) &&
    (statement.Principal.AWS ?? []).some((trusted) => callers.includes(trusted)) &&
    conditionsHold(statement.Condition, context)
  );
}
