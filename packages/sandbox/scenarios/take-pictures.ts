// The pictures of the documents, taken of the sandbox's page in Chromium: `node_modules/.bin/tsx packages/sandbox/scenarios/take-pictures.ts`.
// Ids and times differ from run to run; what is in the pictures does not.
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { createSampleFindings } from "../src/sample-findings";
import { type Sandbox, startSandbox } from "../src/sandbox";
import { builtBundles } from "./built-bundles";
import { newGroup, openSsh } from "./group-steps";
import { accountId } from "./scenario-steps";

const folder = join(import.meta.dirname, "../../../docs/images");
const patience = { timeout: 60_000 };

/** A critical and a high finding, and a security group that is opened to the world. */
async function makeThingsHappen(sandbox: Sandbox): Promise<void> {
  const find = (account: string, region: string, type: string) =>
    createSampleFindings({ endpoint: sandbox.url, accountId: accountId(sandbox, account), region }, [type]);
  await find("acme-data-lake", "us-east-1", "AttackSequence:S3/CompromisedData");
  await find("acme-web-shop", "us-west-2", "Discovery:S3/MaliciousIPCaller");
  await openSsh(await newGroup(sandbox, "acme-web-shop", "storefront"));
}

/** Each picture once what it shows is there. */
async function takePictures(tab: Page): Promise<void> {
  const take = (name: string) => tab.screenshot({ path: join(folder, `${name}.png`) });
  await tab.getByRole("button", { name: /security-critical/ }).click();
  const finding = tab.locator(".message", { hasText: "CRITICAL 9.5" });
  await finding.getByRole("button", { name: "Archive" }).waitFor(patience);
  await tab.getByLabel("Acting as").selectOption("Alice Ahmed");
  await finding.scrollIntoViewIfNeeded();
  await take("page");
  const question = tab.locator(".message", { hasText: "storefront" });
  await question.getByRole("button", { name: "Deny", exact: true }).waitFor(patience);
  await question.scrollIntoViewIfNeeded();
  await question.screenshot({ path: join(folder, "security-group.png") });
  await tab.getByRole("tab", { name: /PagerDuty/ }).click();
  await tab
    .getByText(/CRITICAL acme-data-lake/)
    .first()
    .waitFor(patience);
  await take("incidents");
}

async function main(): Promise<void> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  let browser: Browser | undefined;
  const sandbox = await startSandbox({ bundles: builtBundles() });
  try {
    const host = await sandbox.runManifests();
    await host.run("account-directory");
    browser = await chromium.launch({
      executablePath,
      args: ["--headless", "--no-sandbox", "--disable-gpu"],
    });
    const tab = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    await tab.goto(sandbox.url);
    await makeThingsHappen(sandbox);
    await takePictures(tab);
  } finally {
    await browser?.close();
    await sandbox.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
