// Whether the policies of the calling role allow a call: an explicit Deny wins, and what nothing allows is refused.
import type { AwsCall, Refusal } from "../aws-call";
import { type ConditionContext, conditionsHold } from "./conditions-hold";
import { matchesArn, matchesText } from "./match-arn";
import type { PolicyDocument, PolicyStatement } from "./policy-document";
import { cannotJudge, refusalOf } from "./refusal";
import { type AccessRequest, requestsOf } from "./requests-of";

/**
 * Judges a call by identity policies alone. Undefined lets it pass; a call whose resource the sandbox does not know, or that reaches into
 * another account by a resource policy, is refused.
 */
export function judge(
  call: AwsCall,
  policies: readonly PolicyDocument[],
  context: ConditionContext,
): Refusal | undefined {
  const requests = requestsOf(call);
  if (requests === undefined) return cannotJudge(call, "it does not know this call's resource");
  for (const request of requests) {
    if (reachesOut(call, request))
      return cannotJudge(
        call,
        `it does not judge resource policies, and ${request.resource} is another account's`,
      );
    const reason = reasonToRefuse(request, policies, context);
    if (reason !== undefined) return refusalOf(call, request, reason);
  }
  return undefined;
}

/** AWS's words for why a request is refused; undefined when the policies allow it. */
export function reasonToRefuse(
  request: AccessRequest,
  policies: readonly PolicyDocument[],
  context: ConditionContext,
): string | undefined {
  const applying = policies
    .flatMap(({ Statement }) => Statement)
    .filter((statement) => applies(statement, request, context));
  if (applying.some(({ Effect }) => Effect === "Deny"))
    return "with an explicit deny in an identity-based policy";
  if (applying.length === 0) return `because no identity-based policy allows the ${request.action} action`;
  return undefined;
}

function applies(statement: PolicyStatement, request: AccessRequest, context: ConditionContext): boolean {
  const asked = request.action.toLowerCase();
  return (
    statement.Action.some((action) => matchesText(action.toLowerCase(), asked)) &&
    statement.Resource.some((resource) => matchesArn(resource, request.resource)) &&
    conditionsHold(statement.Condition, { ...context, ...request.context })
  );
}

/** A role in another account is judged by its trust policy, which `judgeTrust` does. */
function reachesOut(call: AwsCall, request: AccessRequest): boolean {
  const owner = request.resource.split(":")[4];
  return call.service !== "sts" && owner !== undefined && owner !== "" && owner !== call.principal.accountId;
}
