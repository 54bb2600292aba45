import { visitInBrowser } from "./browser-visits";
import { buttonBlocks } from "./sample-page";
import { sampleIncident, sampleMail } from "./sample-parts";

const { visit, overflow, complaints } = visitInBrowser();

describe("PagerDuty", () => {
  it("shows an incident as it comes; it is acknowledged and resolved by whom the page says", async () => {
    const { tab, incident, acts } = await visit();
    const pagerDuty = tab.getByRole("tab", { name: "PagerDuty" });
    await pagerDuty.click();
    expect(await tab.getByText("No incident", { exact: true }).isVisible()).toBe(true);
    incident(sampleIncident(1));
    incident(sampleIncident(2, { severity: "critical", title: "Root was used" }));
    await tab.getByText("2 open, 0 resolved").waitFor();
    const item = tab.locator(".incident").first();
    expect(await item.locator(".badge, .incident-title").allTextContents()).toEqual([
      "● Triggered",
      "‼ Critical",
      "↑ High urgency",
      "#2 Root was used",
    ]);
    expect(await pagerDuty.textContent()).toBe("PagerDuty 2 open");
    await item.getByText("Details").click();
    expect(await item.locator("dt, dd").allTextContents()).toEqual([
      "dedup key",
      "guardduty/100000000003/f-2",
      "region",
      "us-west-2",
      "resource › type",
      "Instance",
      "resource › id",
      "i-99999999",
    ]);
    await tab.getByLabel("Acting as").selectOption("Mallory Moss");
    await tab.getByRole("button", { name: "Acknowledge incident #2" }).click();
    await item.locator(".incident-place").getByText("acknowledged by Mallory Moss").waitFor();
    expect(await item.getByText("dedup key").isVisible()).toBe(true);
    await tab.getByLabel("Acting as").selectOption("Alice Ahmed");
    await tab.getByRole("button", { name: "Resolve incident #2" }).focus();
    await tab.keyboard.press("Enter");
    await tab.getByText("1 open, 1 resolved").waitFor();
    expect(acts).toEqual([
      { incidentId: sampleIncident(2).id, action: "acknowledge", person: "Mallory Moss" },
      { incidentId: sampleIncident(2).id, action: "resolve", person: "Alice Ahmed" },
    ]);
    expect(await tab.locator(".incident-title").allTextContents()).toEqual([
      expect.stringMatching(/^#1 HIGH/),
      "#2 Root was used",
    ]);
    const focused = tab.getByRole("list", { name: "Resolved incidents" }).locator(":focus");
    expect(await focused.textContent()).toBe("Details");
  });

  it("says why an action was refused", async () => {
    const { tab, incident, trouble } = await visit();
    await tab.getByRole("tab", { name: "PagerDuty" }).click();
    incident(sampleIncident(1));
    const resolve = tab.getByRole("button", { name: "Resolve incident #1" });
    await resolve.waitFor();
    trouble.words = "PagerDuty is down";
    await resolve.click();
    await tab.getByRole("alert").getByText("PagerDuty is down").waitFor();
    expect(await tab.locator(":focus").textContent()).toBe("Resolve incident #1");
    // The browser itself notes every answer that is not 200.
    expect(complaints.splice(0)).toEqual([expect.stringContaining("400")]);
  });
});

describe("Slack's buttons", () => {
  it("are pressed by whom the page says; the answer is for that person alone", async () => {
    const { tab, post, presses, answer, door } = await visit();
    const { ts } = post("HIGH 8.0", { blocks: buttonBlocks() });
    const place = { channel: "C0SECURITY", ts };
    door.press = ({ userId }) => answer({ ...place, userId, text: "You may *not* archive", at: new Date() });
    await tab.getByLabel("Acting as").selectOption("Mallory Moss");
    await tab.getByRole("button", { name: "Archive" }).click();
    const message = tab.locator(".message");
    await message.getByText("Mallory Moss pressed “Archive”. Orgwatch answered 200.").waitFor();
    await message.getByText("Only visible to Mallory Moss").waitFor();
    expect(await message.locator(".answer .block-text").textContent()).toBe("You may not archive");
    expect(presses).toEqual([{ ...place, actionId: "finding.archive", userId: "U0MALLORY" }]);
  });

  it("have company from commands, whose answers stand at the end of the channel", async () => {
    const { tab, post, answer } = await visit();
    post("HIGH 8.0", { blocks: buttonBlocks() });
    const place = { channel: "C0SECURITY", ts: undefined, userId: "U0ALICE" };
    answer({ ...place, text: "All is well", at: new Date() });
    await tab.locator(".foot .answer").getByText("All is well").waitFor();
  });

  it("keep the keyboard when the message is updated in answer", async () => {
    const { tab, post, call, door } = await visit();
    const { ts } = post("HIGH 8.0", { blocks: buttonBlocks() });
    door.press = () =>
      call("chat.update", { channel: "C0SECURITY", ts, text: "Archived by <https://a.example|Alice>" });
    await tab.getByRole("button", { name: "Archive" }).focus();
    await tab.keyboard.press("Enter");
    await tab.getByText("Archived by").waitFor();
    expect(await tab.locator(".message :focus").textContent()).toBe("Alice");
  });

  it("ask first where the block wants it: a no, and Escape, press nothing", async () => {
    const { tab, post, presses } = await visit();
    const { ts } = post("HIGH 8.0", { blocks: buttonBlocks() });
    const revert = tab.getByRole("button", { name: "Revert", exact: true });
    const dialog = tab.getByRole("dialog", { name: "Revert the change?" });
    await revert.click();
    expect(await dialog.locator("p").textContent()).toBe("Port 22 is closed again for everybody.");
    await dialog.getByRole("button", { name: "Leave it" }).click();
    await dialog.waitFor({ state: "detached" });
    await revert.click();
    await tab.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await tab.locator(":focus").textContent()).toBe("Revert");
    expect(presses).toEqual([]);
    await revert.click();
    await dialog.getByRole("button", { name: "Revert it" }).click();
    await tab.locator(".message").getByText("Orgwatch answered 200").waitFor();
    expect(presses).toEqual([{ channel: "C0SECURITY", ts, actionId: "change.revert", userId: "U0ALICE" }]);
  });

  it("say so when Orgwatch refuses, and rest where they reach nobody", async () => {
    const { tab, post, door } = await visit();
    door.status = 401;
    post("HIGH 8.0", { blocks: buttonBlocks() });
    await tab.getByRole("button", { name: "Archive" }).click();
    const words = "Alice Ahmed pressed “Archive”. Orgwatch answered 401.";
    await tab.locator(".message .result.bad").getByText(words).waitFor();
    const bare = await visit({ bare: true });
    bare.post("HIGH 8.0", { blocks: buttonBlocks() });
    const resting = bare.tab.getByRole("button", { name: "Archive" });
    await resting.waitFor();
    expect([await resting.isDisabled(), await bare.tab.getByLabel("Acting as").isVisible()]).toEqual([
      true,
      false,
    ]);
  });
});

it("shows alarms, those that fire first, and the sandbox's time when it is ahead", async () => {
  const { tab, alarm, clock } = await visit();
  await tab.getByRole("tab", { name: "Alarms" }).click();
  expect(await tab.getByText("No alarm yet").isVisible()).toBe(true);
  expect(await tab.locator("#clock").isVisible()).toBe(false);
  const since = new Date();
  const here = { region: "us-west-2", since };
  alarm({ ...here, name: "errors", state: "OK", description: "People do not see findings" });
  alarm({ ...here, name: "missing", state: "INSUFFICIENT_DATA", description: "Two heartbeats were lost" });
  clock.aheadMilliseconds = 300_000;
  alarm({ ...here, name: "dead-letters", state: "ALARM", description: "A message lies there" });
  await tab.getByText("1 of 3 in ALARM").waitFor();
  expect(await tab.locator(".alarm .badge, .alarm h3").allTextContents()).toEqual([
    "▲ ALARM",
    "dead-letters",
    "? Insufficient data",
    "missing",
    "✓ OK",
    "errors",
  ]);
  expect(await tab.locator(".alarm time").first().textContent()).toBe("5 min ago");
  expect(await tab.locator("#clock").textContent()).toMatch(/^Sandbox time \d\d:\d\d · 5 min ahead$/);
  expect(await tab.getByRole("tab", { name: "Alarms" }).textContent()).toBe("Alarms 1 in alarm");
});

it("sets what comes from outside as text, never as markup", async () => {
  const { tab, incident, alarm, answer, post } = await visit();
  const attack = `<img src=x onerror="window.hacked = 1">`;
  const { ts } = post("hello");
  const at = new Date();
  answer({ channel: "C0SECURITY", ts, userId: attack, text: attack, at });
  alarm({ name: attack, region: attack, state: "ALARM", description: attack, since: at });
  incident(
    sampleIncident(1, {
      title: attack,
      source: attack,
      service: { id: attack, name: attack },
      details: { [attack]: attack, link: "javascript:window.hacked=1" },
      links: [{ href: "javascript:window.hacked=1", text: attack }],
      log: [{ at, what: attack, by: attack }],
    }),
  );
  await tab.locator(".answer").waitFor();
  await tab.locator(".incident").waitFor({ state: "attached" });
  await tab.locator(".alarm").waitFor({ state: "attached" });
  expect(
    await tab.evaluate(() => ({
      hacked: "hacked" in window,
      images: document.querySelectorAll("main img").length,
      links: document.querySelectorAll("main a").length,
    })),
  ).toEqual({ hacked: false, images: 0, links: 0 });
});

it.each([400, 320])("fits into %i pixels", async (width) => {
  const { tab, incident, alarm, answer, mail, post, clock } = await visit({ width });
  clock.aheadMilliseconds = 300_000;
  const long = "x".repeat(200);
  const { ts } = post("HIGH", { blocks: buttonBlocks() });
  answer({ channel: "C0SECURITY", ts, userId: "U0ALICE", text: long, at: new Date() });
  incident(
    sampleIncident(1, {
      title: long,
      source: long,
      details: { [long]: long, link: `https://a.example/${long}` },
      links: [{ href: `https://a.example/${long}`, text: long }],
      log: [{ at: new Date(), what: long, by: long }],
    }),
  );
  alarm({ name: long, region: "us-west-2", state: "ALARM", description: long, since: new Date() });
  await tab.locator(".answer").waitFor();
  await tab.locator("#clock").waitFor();
  const widths = [await overflow(tab)];
  await tab.getByRole("button", { name: "Revert" }).click();
  await tab.getByRole("dialog").waitFor();
  widths.push(await overflow(tab));
  await tab.keyboard.press("Escape");
  await tab.getByRole("tab", { name: "PagerDuty" }).click();
  for (const fold of await tab.locator(".incident summary").all()) await fold.click();
  widths.push(await overflow(tab));
  await tab.getByRole("tab", { name: "Alarms" }).click();
  await tab.locator(".alarm").waitFor();
  widths.push(await overflow(tab));
  mail(sampleMail({ subject: long, from: long, to: [long], text: long }));
  await tab.getByRole("tab", { name: "Mail" }).click();
  await tab.locator(".mail-item").getByText("As text").click();
  widths.push(await overflow(tab));
  expect(widths).toEqual([0, 0, 0, 0, 0]);
});
