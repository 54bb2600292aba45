import { visitInBrowser } from "./browser-visits";
import { findingBlocks } from "./sample-page";

const { visit, overflow } = visitInBrowser();

it("shows a message with its blocks without a reload, then its update and its thread", async () => {
  const { tab, post, call } = await visit();
  expect(await tab.getByText("No message yet").isVisible()).toBe(true);
  const { ts } = post("HIGH 8.0", { blocks: findingBlocks("HIGH 8.0 · mining") });
  const message = tab.locator(".message");
  await message.waitFor();
  const parts = message.locator(
    ".block-header, .block-text, .block-fields li, .block-context span, .block-actions a",
  );
  expect(await parts.allTextContents()).toEqual([
    "🚨 HIGH 8.0 · mining",
    "EC2 instance i-99999999 asks for pool.minergate.example, a domain of a Bitcoin mining pool.",
    "Account\nacme-payments-prod (100000000003)",
    "Region\nus-west-2",
    "Resource\ni-99999999",
    "From\n198.51.100.7 (Seoul, KR) & others",
    expect.stringMatching(/^First seen Nov 2[01], 2025 \d\d:\d\d$/),
    "team platform",
    "Open in GuardDuty",
  ]);
  expect(await message.getByRole("link", { name: "Open in GuardDuty" }).getAttribute("href")).toBe(
    "https://us-west-2.console.aws.amazon.com/guardduty/home",
  );
  expect(await message.locator("strong", { hasText: "i-99999999" }).count()).toBe(1);
  call("chat.update", { channel: "C0SECURITY", ts, text: "CRITICAL 9.1" });
  await message.getByText("(edited)").waitFor();
  post("Severity *rose*", { thread_ts: ts });
  await tab.getByRole("region", { name: "Thread" }).getByText("1 reply").waitFor();
  expect(await tab.locator(".message").count()).toBe(1);
  expect(await tab.getByText("No message yet").count()).toBe(0);
  await tab.waitForFunction(() =>
    document.getElementById("announcer")?.textContent?.includes("#security: HIGH 8.0"),
  );
});

it("counts what is new in another channel", async () => {
  const { tab, call } = await visit();
  call("chat.postMessage", { channel: "C0PLATFORM", text: "over here" });
  const channel = tab.getByRole("button", { name: "# platform-alerts 1 new" });
  await channel.click();
  await tab.locator(".message").getByText("over here").waitFor();
  expect(await tab.locator(".unread").count()).toBe(0);
});

it("sets what comes from outside as text, never as markup", async () => {
  const { tab, post, journal } = await visit();
  const attack = `<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">`;
  const link = "<javascript:window.hacked=3|click me>";
  const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
  post(attack);
  post("blocks", {
    blocks: [
      { type: "header", text: { type: "plain_text", text: attack } },
      {
        type: "section",
        text: mrkdwn(`\`\`\`${attack}\`\`\` *${attack}* ${link}`),
        fields: [mrkdwn(attack)],
      },
      { type: "context", elements: [mrkdwn(`<https://a.example|${attack}>`)] },
    ],
  });
  const outside = { accountId: attack, region: attack, subject: attack };
  journal.record({ stop: "GuardDuty", ...outside, what: attack });
  await tab.locator(".message").nth(1).waitFor();
  await tab.locator(".delivery").waitFor({ state: "attached" });
  expect(await tab.locator(".message .block-text").first().textContent()).toBe(attack);
  expect(
    await tab.evaluate(() => ({
      hacked: "hacked" in window,
      scripts: document.querySelectorAll("script").length,
      images: document.querySelectorAll("main img").length,
      links: [...document.querySelectorAll("main a")].map((anchor) => anchor.getAttribute("href")),
    })),
  ).toEqual({ hacked: false, scripts: 1, images: 0, links: [] });
});

it("lights up the stops of a delivery as they are reached, and finds it by account", async () => {
  const { tab, travel, post } = await visit();
  await tab.getByRole("tab", { name: "Deliveries" }).click();
  travel("f-1", "Bitcoin mining");
  travel("f-2", "Port probe");
  await tab.getByText("0 of 2 delivered").waitFor();
  const event_payload = { key: "guardduty/100000000003/f-1" };
  post("HIGH", { metadata: { event_type: "orgwatch_delivery", event_payload } });
  await tab.getByText("1 of 2 delivered").waitFor();
  const row = tab.locator(".delivery", { hasText: "Bitcoin mining" });
  expect(await row.locator(".stop.now .stop-name").allTextContents()).toEqual([
    "GuardDuty",
    "EventBridge",
    "SNS",
    "SQS",
    "Slack",
  ]);
  await tab.getByLabel("Filter").fill("payments port");
  await tab.getByText("0 of 1 delivered").waitFor();
  await tab.getByLabel("State").selectOption("dead letter");
  await tab.getByText("0 of 0 delivered").waitFor();
});

it("runs an action and says what came of it", async () => {
  const inputs: unknown[] = [];
  const { tab, faults } = await visit({
    actions: {
      create: {
        label: "Create findings",
        fields: [
          { name: "account", label: "Account", kind: "select", options: [{ value: "1", label: "one" }] },
          { name: "count", label: "How many", kind: "number", value: 2 },
          { name: "update", label: "Update them", kind: "checkbox", value: true },
        ],
        run: async (input) => {
          inputs.push(input);
          faults.push("Slack answers 429");
          return { message: "2 findings created" };
        },
      },
    },
  });
  await tab.getByRole("button", { name: "Create findings" }).click();
  await tab.getByText("2 findings created").waitFor();
  await tab.getByText("Slack answers 429").waitFor();
  expect(inputs).toEqual([{ account: "1", count: 2, update: true }]);
});

it.each([400, 320])("fits into %i pixels in every view", async (width) => {
  const { tab, post, travel } = await visit({ width });
  await tab.getByText("No message yet").waitFor();
  const before = await overflow(tab);
  post("x".repeat(300), { blocks: findingBlocks("HIGH 8.0 · a long title ".repeat(5)) });
  post(`\`\`\`${"y".repeat(400)}\`\`\` ${"z".repeat(300)}`);
  travel("f".repeat(200), `finding ${"w".repeat(200)}`);
  await tab.locator(".message").nth(1).waitFor();
  await tab.locator("#try summary").click();
  const widths = [before, await overflow(tab)];
  for (const view of ["Deliveries", "Organization"]) {
    await tab.getByRole("tab", { name: view }).click();
    await tab
      .locator(view === "Deliveries" ? ".delivery" : ".account")
      .first()
      .waitFor();
    widths.push(await overflow(tab));
  }
  expect(widths).toEqual([0, 0, 0, 0]);
});

it("is reached wholly by the keyboard, in the order of the page", async () => {
  const actions = { create: { label: "Create findings", run: async () => undefined } };
  const { tab, post } = await visit({ actions });
  post("HIGH 8.0", { blocks: findingBlocks("HIGH 8.0") });
  await tab.locator(".message").waitFor();
  const reached: string[] = [];
  for (let press = 0; press < 40; press += 1) {
    await tab.keyboard.press("Tab");
    const name = await tab.evaluate(() => {
      const active = document.activeElement;
      const outlined = active !== null && getComputedStyle(active).outlineStyle !== "none";
      return active === document.body
        ? ""
        : `${active?.textContent?.trim()}${outlined ? "" : " (no outline)"}`;
    });
    if (name === "" || reached[0] === name) break;
    reached.push(name);
  }
  expect(reached).toEqual([
    "Skip to the content",
    "Channel",
    "Alice AhmedMallory MossBob BakerCarol Chen",
    "Try it",
    "Create findings",
    "Copy",
    expect.stringContaining("aws --endpoint-url"),
    "# security",
    "# platform-alerts",
    "i-99999999",
    "Open in GuardDuty",
  ]);
  await tab.getByRole("tab", { name: "Channel" }).focus();
  await tab.keyboard.press("ArrowRight");
  expect(await tab.getByRole("tab", { selected: true }).textContent()).toBe("PagerDuty");
  expect(await tab.getByRole("tabpanel", { name: "PagerDuty" }).isVisible()).toBe(true);
  await tab.keyboard.press("End");
  await tab.getByText("acme-payments-prod", { exact: true }).waitFor();
});
