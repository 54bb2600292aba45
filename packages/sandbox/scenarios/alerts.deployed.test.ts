// The alerts again, in what real Terraform applied, with IAM enforced from the policies that it attached.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LambdaHost } from "../src/lambda-host/lambda-host";
import { type Sandbox, startSandbox } from "../src/sandbox";
import { rolesOfMembers } from "../src/wiring/member-roles";
import { planLambdas } from "../src/wiring/plan-lambdas";
import { planSweeps } from "../src/wiring/plan-sweeps";
import { readDeployment } from "../src/wiring/read-deployment";
import { alertScenarios } from "./alert-scenarios";
import { type Applied, applyStacks } from "./apply-stacks";
import { builtBundles } from "./built-bundles";
import { caseScenarios } from "./case-scenarios";
import { comparable, comparableMachines, comparableMemberRoles } from "./compare-deployments";
import { inventoryScenarios } from "./inventory-scenarios";
import { outageScenarios } from "./outage-scenarios";
import { questionScenarios } from "./question-scenarios";
import { responseScenarios } from "./response-scenarios";
import { revertScenarios } from "./revert-scenarios";
import { tagScenarios } from "./tag-scenarios";

jest.setTimeout(600_000);

describe("applied by Terraform", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgwatch-deployed-"));
  let sandbox: Sandbox;
  let host: LambdaHost;
  let applied: readonly Applied[];
  beforeAll(async () => {
    sandbox = await startSandbox({ bundles: builtBundles() });
    applied = await applyStacks(sandbox, folder);
    host = await sandbox.runDeployment();
    await host.idle();
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });

  it("has nothing left to change: a second plan is empty", async () => {
    const plans = await Promise.all(
      applied.map(async ({ stack, terraform }) => {
        const { status, output } = await terraform("plan", "-detailed-exitcode", "-input=false", "-no-color");
        return { stack, status, output: status === 0 ? "" : output };
      }),
    );
    expect(plans).toEqual([
      { stack: "org-root", status: 0, output: "" },
      { stack: "infrasec-admin-global", status: 0, output: "" },
      { stack: "support-cases", status: 0, output: "" },
      { stack: "sg-chatops", status: 0, output: "" },
      { stack: "tag-audit", status: 0, output: "" },
      { stack: "inventory", status: 0, output: "" },
    ]);
  });

  it("runs the lambdas, sweeps and member roles as their manifests say, with the same permissions", async () => {
    const { request, organization } = sandbox;
    const { infrasecAccountId: accountId, managementAccountId, id: organizationId, regions } = organization;
    const { sweeps = [], memberRoles = [], lambdas } = request;
    const { accounts } = organization;
    const place = { endpoint: sandbox.url, accountId, managementAccountId, organizationId, regions };
    const byTerraform = await readDeployment({ ...place, lambdas, sweeps, memberRoles, accounts });
    const planned = planLambdas(request);
    const machines = planSweeps(request);
    const names = memberRoles.map(({ roleName }) => roleName);
    expect({
      lambdas: comparable(
        byTerraform.lambdas.map((lambda) => ({
          lambda,
          role: byTerraform.roles.find(({ name }) => name === lambda.roleName),
        })),
      ),
      machines: comparableMachines(byTerraform),
      memberRoles: comparableMemberRoles(byTerraform.roles, names),
    }).toEqual({
      lambdas: comparable(planned.map(({ deployed: lambda, role }) => ({ lambda, role }))),
      machines: comparableMachines({
        machines: machines.map(({ machine }) => machine),
        roles: machines.flatMap(({ roles }) => roles),
      }),
      memberRoles: comparableMemberRoles(rolesOfMembers(planned, request), names),
    });
  });

  alertScenarios(() => ({ sandbox, host }));
  responseScenarios(() => ({ sandbox, host }));
  outageScenarios(() => ({ sandbox, host }));
  caseScenarios(() => ({ sandbox, host }));
  revertScenarios(() => ({ sandbox, host }));
  questionScenarios(() => ({ sandbox, host }));
  // Before the audits, which let weeks pass.
  inventoryScenarios(() => ({ sandbox, host }));
  tagScenarios(() => ({ sandbox, host }));
});
