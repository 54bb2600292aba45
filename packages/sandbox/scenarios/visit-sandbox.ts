// A sandbox that runs, with its page open in Chromium.
import { type Browser, chromium, type Page } from "playwright-core";
import type { LambdaHost } from "../src/lambda-host/lambda-host";
import { type Sandbox, startSandbox } from "../src/sandbox";
import { builtBundles } from "./built-bundles";

/** Starts both, does the work, and stops both. Throws what the work throws. */
export async function visitSandbox(
  work: (sandbox: Sandbox, host: LambdaHost, tab: Page) => Promise<void>,
): Promise<void> {
  let browser: Browser | undefined;
  const sandbox = await startSandbox({ bundles: builtBundles() });
  try {
    const host = await sandbox.runManifests();
    await host.run("account-directory");
    const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
    browser = await chromium.launch({
      executablePath,
      args: ["--headless", "--no-sandbox", "--disable-gpu"],
    });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 820 },
      locale: "en-US",
      timezoneId: "UTC",
      colorScheme: "light",
    });
    const tab = await context.newPage();
    await tab.goto(sandbox.url);
    await work(sandbox, host, tab);
  } finally {
    await browser?.close();
    await sandbox.stop();
  }
}
