import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import { putSecrets } from "../src/put-secrets";
import { startSandbox } from "../src/sandbox";
import { sandboxSecrets } from "../src/sandbox-secrets";
import { applyStacks } from "./apply-stacks";
import { builtBundles } from "./built-bundles";
async function main() {
  const sandbox = await startSandbox({ bundles: builtBundles() });
  try {
    const folder = mkdtempSync(join(tmpdir(), "w2-"));
    console.log("applying", new Date().toISOString());
    await applyStacks(sandbox, folder);
    console.log("applied", new Date().toISOString());
    await putSecrets(sandbox.url, sandbox.organization, lambdas, sandboxSecrets(sandbox.url));
    const { managementAccountId, infrasecAccountId, homeRegion } = sandbox.organization;
    const profile = (name: string, id: string) => `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = sandbox\n`;
    writeFileSync(join(folder, "credentials"), profile("root", managementAccountId) + profile("security", infrasecAccountId));
    const env = { PATH: process.env.PATH, AWS_ENDPOINT_URL: sandbox.url, AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"), AWS_CONFIG_FILE: join(folder, "none"), AWS_PROFILE: "security", AWS_REGION: homeRegion };
    const args = ["packages/cli/src/main.ts", "doctor", "--deep", "--config", join(folder, "org.config.json"), "--out", folder, "--management-profile", "root", "--slack-api", `${sandbox.url}/_slack/api`, "--pagerduty-api", `${sandbox.url}/_pagerduty/api`];
    await new Promise<void>((resolve) => {
      execFile("node_modules/.bin/tsx", args, { env, timeout: 200_000, maxBuffer: 1e8 }, (error, out, err) => {
        console.log(error?.code ?? 0, err);
        console.log(out);
        resolve();
      });
    });
    console.log("done", new Date().toISOString());
  } finally {
    await sandbox.stop();
  }
}
void main().catch((e) => console.error(e));
