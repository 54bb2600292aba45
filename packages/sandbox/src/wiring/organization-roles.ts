// The roles of the management account that lambdas assume to read the organization.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { roleArnOf } from "../iam/arn";
import type { DeployedRole } from "../iam/guard";
import type { PolicyStatement, TrustPolicy } from "../iam/policy-document";
import type { WiredOrganization } from "./deployment";
import type { PlannedLambda } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

/**
 * One role for each that a manifest names. It trusts exactly the lambdas that assume it and only from inside the organization, and allows what
 * the request says of it, else the `organizations:` actions that those lambdas ask for.
 */
export function organizationRoles(
  lambdas: readonly PlannedLambda[],
  { organization, managementRoles = {} }: WiringRequest,
): DeployedRole[] {
  const names = new Set(lambdas.flatMap(({ manifest }) => assumedBy(manifest)));
  return [...names].map((name) => {
    const assumers = lambdas.filter(({ manifest }) => assumedBy(manifest).includes(name));
    const Statement = managementRoles[name] ?? [readingStatement(name, assumers)];
    return {
      accountId: organization.managementAccountId,
      name,
      policies: [{ Version: "2012-10-17", Statement }],
      trust: trustIn(assumers, organization),
    };
  });
}

function readingStatement(name: string, assumers: readonly PlannedLambda[]): PolicyStatement {
  const actions = new Set(assumers.flatMap(({ manifest }) => organizationActions(manifest)));
  if (actions.size === 0)
    throw new Error(`No lambda says which organizations: actions the role ${name} is for`);
  return { Sid: "Read", Effect: "Allow", Action: [...actions], Resource: ["*"] };
}

/** The trust of a role that exactly these lambdas assume, and only from inside the organization. */
export function trustIn(
  assumers: readonly Pick<PlannedLambda, "role">[],
  organization: Pick<WiredOrganization, "id" | "homeRegion">,
): TrustPolicy {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Assume",
        Effect: "Allow",
        Principal: { AWS: assumers.map(({ role }) => roleArnOf(role, organization.homeRegion)) },
        Action: ["sts:AssumeRole"],
        Condition: { StringEquals: { "aws:PrincipalOrgID": [organization.id] } },
      },
    ],
  };
}

/** The names of the management account's roles that a lambda may assume. */
export function assumedBy(lambda: LambdaManifest): string[] {
  return lambda.allow.flatMap(({ actions, on }) =>
    on.kind === "role" && on.account === "management" && actions.includes("sts:AssumeRole") ? [on.name] : [],
  );
}

function organizationActions(lambda: LambdaManifest): string[] {
  return lambda.allow.flatMap(({ actions }) =>
    actions.filter((action) => action.startsWith("organizations:")),
  );
}
