// The gateway's guard: judges each call of a role of the deployment by the policies and trust that the role really has.
import type { AwsCall, Guard } from "../aws-call";
import { roleArnOf } from "./arn";
import { judge } from "./judge";
import { judgeTrust } from "./judge-trust";
import type { PolicyDocument, TrustPolicy } from "./policy-document";
import { cannotJudge } from "./refusal";
import { requestsOf } from "./requests-of";

/** A role as it was deployed; `trust` says who may become it. */
export type DeployedRole = {
  readonly accountId: string;
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
  readonly trust: TrustPolicy;
};

/**
 * A guard over the roles of a deployment. Roles that it does not know pass: only the administrator of the sandbox's terminal can become
 * one of them, because a role of the deployment is refused every AssumeRole into a role whose trust is not known here.
 */
export function guardFor(deployment: {
  readonly organizationId: string;
  readonly roles: readonly DeployedRole[];
}): Guard {
  const roles = new Map(deployment.roles.map((role) => [`${role.accountId}/${role.name}`, role]));
  return (call) => {
    const { accountId, roleName } = call.principal;
    const caller = roles.get(`${accountId}/${roleName ?? ""}`);
    if (call.principal.kind !== "role" || caller === undefined) return undefined;
    const context = {
      "aws:PrincipalArn": roleArnOf(caller, call.region),
      "aws:PrincipalOrgID": deployment.organizationId,
    };
    const refusal = judge(call, caller.policies, context);
    if (refusal !== undefined || call.operation !== "AssumeRole") return refusal;
    const target = roles.get(roleKeyOf(call) ?? "");
    return target === undefined
      ? cannotJudge(call, "the role is not part of this deployment, so its trust is not known")
      : judgeTrust(call, target.trust, context);
  };
}

function roleKeyOf(call: AwsCall): string | undefined {
  const [, accountId, name] =
    /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(requestsOf(call)?.[0]?.resource ?? "") ?? [];
  return accountId === undefined ? undefined : `${accountId}/${name}`;
}
