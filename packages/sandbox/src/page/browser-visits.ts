// Chromium for the page tests beside this file: visits a sample page, and fails the test when the browser complains.
import { type Browser, chromium, type Page } from "playwright-core";
import { samplePage } from "./sample-page";

const startup = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type Visit = {
  readonly width?: number;
  readonly actions?: Parameters<typeof samplePage>[0];
  /** A sandbox of nothing but messages and deliveries. */
  readonly bare?: boolean;
};

/** Starts one browser for the test file that calls it; pages and sandboxes are closed after each test. */
export function visitInBrowser() {
  let browser: Browser;
  const open: { stop: () => Promise<void> }[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, args: startup });
  }, 60_000);

  afterAll(() => browser.close());

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await Promise.all(open.splice(0).map(({ stop }) => stop()));
    expect(complaints.splice(0)).toEqual([]);
  });

  return {
    visit: async ({ width = 1280, actions = {}, bare = false }: Visit = {}) => {
      const sandbox = await samplePage(actions, bare);
      open.push(sandbox);
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const tab = await context.newPage();
      tab.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      tab.on("pageerror", (error) => complaints.push(error.message));
      await tab.goto(sandbox.url);
      await tab.getByText("Live", { exact: true }).waitFor();
      return { ...sandbox, tab };
    },
    /** What the browser noted since the last test; what is left at the end of a test fails it. */
    complaints,
    /** By how many pixels the page is wider than its window. */
    overflow: (tab: Page) =>
      tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  };
}
