// The alerts again, in what real Terraform applied, with IAM enforced from the policies that it attached.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import type { LambdaHost } from "../src/lambda-host/lambda-host";
import { type Sandbox, startSandbox } from "../src/sandbox";
import { planLambdas } from "../src/wiring/plan-lambdas";
import { readDeployment } from "../src/wiring/read-deployment";
import { alertScenarios } from "./alert-scenarios";
import { type Applied, applyStacks } from "./apply-stacks";
import { builtBundles } from "./built-bundles";
import { comparable } from "./compare-deployments";
import { outageScenarios } from "./outage-scenarios";
import { responseScenarios } from "./response-scenarios";

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
    ]);
  });

  it("runs the lambdas as their manifests say, with the same permissions", async () => {
    const { infrasecAccountId, managementAccountId, id, regions } = sandbox.organization;
    const { lambdas: deployed, roles } = await readDeployment({
      endpoint: sandbox.url,
      accountId: infrasecAccountId,
      managementAccountId,
      organizationId: id,
      regions,
      lambdas,
    });
    const byTerraform = deployed.map((lambda) => ({
      lambda,
      role: roles.find(({ name }) => name === lambda.roleName),
    }));
    const byManifests = planLambdas(sandbox.request).map(({ deployed: lambda, role }) => ({ lambda, role }));
    expect(comparable(byTerraform)).toEqual(comparable(byManifests));
  });

  alertScenarios(() => ({ sandbox, host }));
  responseScenarios(() => ({ sandbox, host }));
  outageScenarios(() => ({ sandbox, host }));
});
