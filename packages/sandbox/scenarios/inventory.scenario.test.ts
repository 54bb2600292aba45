// The inventory, wired from the manifests, with IAM enforced from them.
import { startSandbox } from "../src/sandbox";
import { builtBundles } from "./built-bundles";
import { comparedRunScenarios, inventoryScenarios } from "./inventory-scenarios";
import type { Running } from "./scenario-steps";

jest.setTimeout(300_000);

describe("wired from the manifests", () => {
  let running: Running;
  beforeAll(async () => {
    const sandbox = await startSandbox({ bundles: builtBundles() });
    const host = await sandbox.runManifests();
    await host.run("account-directory");
    await host.idle();
    running = { sandbox, host };
  });
  afterAll(() => running.sandbox.stop());
  inventoryScenarios(() => running);
  comparedRunScenarios(() => running);
});
