import { snsAlarm } from "@orgwatch/core/notice/fixtures/alarms";
import { busEvent } from "@orgwatch/core/notice/fixtures/bus-event";
import { archiveCall, finding, key, run } from "../../testing/page-messages";
import { type PagerWorld, pagerWorld, paymentsProd, record } from "../../testing/pager-world";
import { type PagePeopleDependencies, pagePeople } from "./page-people";

const inPayments = paymentsProd.accountId;

describe("who is paged", () => {
  it.each([
    ["the team that claims the account", inPayments, "security-alert", { key, service: "Payments" }],
    [
      "the default team for an account that nobody claims",
      "333333333333",
      "security-alert",
      { key, service: "Security" },
    ],
    [
      "the team whose own topic the sender chose",
      "333333333333",
      "payments-alert",
      { key: `${key}#for-payments`, service: "Payments" },
    ],
    [
      "the default team for a team without a key",
      "666666666666",
      "security-alert",
      { key, service: "Security" },
    ],
  ])("%s", async (_name, accountId, queue, incident) => {
    const world = pagerWorld();
    await run(world, finding(0, { accountId }), queue);
    expect(world.incidents()).toEqual([{ ...incident, status: "triggered" }]);
  });

  it("is the incident's team until it is resolved, also when the account moves", async () => {
    const world = pagerWorld();
    const moved = {
      account: async () => undefined,
      routing: async () => ({ defaultTeam: "security", teams: [] }),
    };
    await run(world, finding(0, { accountId: inPayments }));
    await run(world, finding(15, { accountId: inPayments }), undefined, moved);
    expect(world.incidents()).toEqual([{ key, status: "triggered", service: "Payments" }]);
    await run(world, archiveCall("f-1"));
    await run(world, finding(75, { accountId: inPayments }), undefined, moved);
    expect(world.incidents()).toEqual([
      { key, status: "resolved", service: "Payments" },
      { key, status: "triggered", service: "Security" },
    ]);
  });
});

describe("an incident's end", () => {
  const open = { key, status: "triggered", service: "Payments" };
  const resolved = { key, status: "resolved", service: "Payments" };

  it.each([
    ["a finding that comes archived", finding(15, { archived: true })],
    ["a call to archive it", archiveCall("f-0", "f-1")],
  ])("is %s", async (_name, end) => {
    const world = pagerWorld();
    await run(world, finding(0, { accountId: inPayments }));
    expect(world.incidents()).toEqual([open]);
    await run(world, end);
    expect(world.incidents()).toEqual([resolved]);
  });

  it("reaches every team that was paged for the finding", async () => {
    const world = pagerWorld();
    await run(world, finding(0));
    await run(world, finding(0), "payments-alert");
    await run(world, archiveCall("f-1"));
    expect(world.incidents()).toEqual([
      { key, status: "resolved", service: "Security" },
      { key: `${key}#for-payments`, status: "resolved", service: "Payments" },
    ]);
  });

  it("that comes before its trigger pages nobody, and a newer trigger does", async () => {
    const world = pagerWorld();
    await run(world, archiveCall("f-1"));
    await run(world, finding(0, { accountId: inPayments }));
    expect(world.bodies).toEqual([]);
    await run(world, finding(75, { accountId: inPayments }));
    expect(world.incidents()).toEqual([open]);
  });

  it("is an alarm's OK; rung again it pages again", async () => {
    const world = pagerWorld();
    const alarm = (NewStateValue: string, minute: string) =>
      snsAlarm({ NewStateValue, StateChangeTime: `2030-01-07T08:${minute}:00Z` });
    for (const body of [alarm("ALARM", "00"), alarm("OK", "05"), alarm("ALARM", "10")])
      await run(world, body);
    expect(world.incidents().map(({ status }) => status)).toEqual(["resolved", "triggered"]);
  });
});

it("pages again for an alarm that does not say when it changed", async () => {
  const world = pagerWorld();
  for (const [minute, NewStateValue] of ["ALARM", "OK", "ALARM"].entries()) {
    const sentAt = new Date(Date.parse("2030-01-07T09:00:00Z") + minute * 60_000);
    const message = { ...record(snsAlarm({ NewStateValue, StateChangeTime: undefined })), sentAt };
    await world.time.run(pagePeople(message, { ...world.dependencies, deadline: world.deadline() }));
  }
  expect(world.incidents().map(({ status }) => status)).toEqual(["resolved", "triggered"]);
});

describe("settings", () => {
  const broken = async () => {
    throw new Error("somebody broke it");
  };

  it.each([
    ["the routing", { routing: broken }, "the settings cannot be used"],
    ["the integration keys", { integrationKeys: broken }, "the settings cannot be used"],
    [
      "an integration key",
      { integrationKeys: async () => new Map() },
      "the secret routing-keys has no integration key for security, and none for security",
    ],
  ])("are waited for: %s", async (_name, changes, message) => {
    const failure = run(pagerWorld(), finding(0), undefined, changes);
    await expect(failure).rejects.toMatchObject({ name: "TryLater", message });
  });
});

describe("the link to Slack", () => {
  const posted = { channel: "C0OLD", ts: "1893999600.000100" };
  const slackLinks = (world: PagerWorld) =>
    world.pagerDuty.incidents().map(({ links }) => links.filter(({ text }) => text === "Open in Slack"));
  const delivery = {
    state: "sent",
    version: "",
    band: "high",
    attemptedAt: "2030-01-07T08:00:00.000Z",
  } as const;

  it("opens the message that stands there", async () => {
    const world = pagerWorld();
    await world.dependencies.deliveries.save(key, { ...delivery, ...posted }, undefined, world.time.now());
    await run(world, finding(0));
    const href = "https://slack.com/app_redirect?channel=C0OLD&message_ts=1893999600.000100";
    expect(slackLinks(world)).toEqual([[{ href, text: "Open in Slack" }]]);
  });

  it("opens the channel before there is a message, and when nobody knows", async () => {
    const world = pagerWorld();
    const { deliveries } = world.dependencies;
    const read = (of: string) => (of === key ? Promise.reject(new Error("odd")) : deliveries.read(of));
    await run(world, finding(0));
    await run(world, finding(0, { id: "f-2", accountId: inPayments }), undefined, {
      deliveries: { ...deliveries, read },
    });
    const link = (channel: string) => ({
      href: `https://slack.com/app_redirect?channel=${channel}`,
      text: "Open in Slack",
    });
    expect(slackLinks(world)).toEqual([[link("C0SECURITY")], [link("C0PAYMENTS")]]);
  });
});

describe("a heartbeat", () => {
  const heartbeat = (sentAt: string) =>
    busEvent({
      source: "orgwatch.heartbeat",
      "detail-type": "Orgwatch Heartbeat",
      detail: { id: "h-1", sentAt },
    });
  const fresh = heartbeat("2030-01-07T08:59:00Z");

  async function after(body: unknown, changes: Partial<PagePeopleDependencies> = {}) {
    const world = pagerWorld();
    await run(world, body, undefined, changes);
    return { stops: world.heartbeats, sent: world.bodies, incidents: world.incidents() };
  }

  it("is counted before and after PagerDuty takes it, and opens nothing", async () => {
    expect(await after(fresh)).toEqual({
      stops: ["pager", "pagerduty"],
      sent: [
        {
          routing_key: "5ec0".repeat(8),
          event_action: "resolve",
          dedup_key: "orgwatch-heartbeat/us-west-2",
          payload: { summary: "Heartbeat", source: "Orgwatch in us-west-2", severity: "info" },
          client: "Orgwatch",
        },
      ],
      incidents: [],
    });
  });

  it("that comes late proves nothing", async () => {
    expect(await after(heartbeat("2030-01-07T08:40:00Z"))).toEqual({ stops: [], sent: [], incidents: [] });
  });

  it.each<[string, Partial<PagePeopleDependencies>]>([
    ["PagerDuty is down", { pagerDuty: { send: () => Promise.reject(new Error("down")) } }],
    ["there is no key", { integrationKeys: async () => new Map() }],
  ])("ends at the pager and does not wait when %s", async (_name, changes) => {
    expect(await after(fresh, changes)).toEqual({ stops: ["pager"], sent: [], incidents: [] });
  });
});

it("pages nobody for what is no news", async () => {
  const world = pagerWorld();
  await run(world, {
    ...archiveCall("f-1"),
    detail: { ...Object(archiveCall("f-1").detail), errorCode: "AccessDenied" },
  });
  expect(world.bodies).toEqual([]);
});
