// What is deployed and what the manifests ask for, in the same form: lambdas, sweeps and member roles, each with its permissions.
import type { Sandbox } from "../src/sandbox";
import { rolesOfMembers } from "../src/wiring/member-roles";
import { planLambdas } from "../src/wiring/plan-lambdas";
import { planSweeps } from "../src/wiring/plan-sweeps";
import { readDeployment } from "../src/wiring/read-deployment";
import { comparable, comparableMachines, comparableMemberRoles } from "./compare-deployments";

/** As AWS describes what Terraform made. */
export async function deployedIn({ url, organization, request }: Sandbox) {
  const { infrasecAccountId: accountId, managementAccountId, id: organizationId } = organization;
  const { regions, accounts } = organization;
  const { sweeps = [], memberRoles = [], lambdas } = request;
  const place = { endpoint: url, accountId, managementAccountId, organizationId, regions };
  const deployment = await readDeployment({ ...place, lambdas, sweeps, memberRoles, accounts });
  const { roles } = deployment;
  return {
    lambdas: comparable(
      deployment.lambdas.map((lambda) => ({
        lambda,
        role: roles.find(({ name }) => name === lambda.roleName),
      })),
    ),
    machines: comparableMachines(deployment),
    memberRoles: comparableMemberRoles(roles, namesOf(request)),
  };
}

/** As the manifests ask for it. */
export function askedIn({ request }: Sandbox) {
  const planned = planLambdas(request);
  const machines = planSweeps(request);
  return {
    lambdas: comparable(planned.map(({ deployed: lambda, role }) => ({ lambda, role }))),
    machines: comparableMachines({
      machines: machines.map(({ machine }) => machine),
      roles: machines.flatMap(({ roles }) => roles),
    }),
    memberRoles: comparableMemberRoles(rolesOfMembers(planned, request), namesOf(request)),
  };
}

function namesOf({ memberRoles = [] }: Sandbox["request"]): readonly string[] {
  return memberRoles.map(({ roleName }) => roleName);
}
