// Security-group changes, wired from the manifests, with IAM enforced from them.
import { startSandbox } from "../src/sandbox";
import { builtBundles } from "./built-bundles";
import { groupLatency } from "./group-latency";
import { questionScenarios } from "./question-scenarios";
import { revertScenarios } from "./revert-scenarios";
import type { Running } from "./scenario-steps";

jest.setTimeout(180_000);

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
  revertScenarios(() => running);
  questionScenarios(() => running);
  groupLatency(() => running);
});
