import { securityHubEvent, securityHubFinding } from "@orgwatch/core/notice/fixtures/other-events";
import { archiveCall, finding, key, run } from "../../testing/page-messages";
import { pagerWorld, paymentsProd, record } from "../../testing/pager-world";
import { parseIntegrationKeys } from "./integration-keys";
import { pagePeople } from "./page-people";
import { PagerDutyRefused } from "./pagerduty-events";

const inPayments = paymentsProd.accountId;

describe("once", () => {
  it("pages once for a finding that arrives twice", async () => {
    const world = pagerWorld();
    await run(world, finding(0));
    await run(world, finding(0));
    expect(world.bodies).toHaveLength(1);
  });

  it("does not page again for a repeated message after somebody resolved the incident", async () => {
    const world = pagerWorld();
    await run(world, finding(0));
    world.pagerDuty.act(world.pagerDuty.incidents()[0]?.id ?? "", "resolve", "Alice Ahmed");
    await run(world, finding(0));
    expect(world.incidents().map(({ status }) => status)).toEqual(["resolved"]);
  });

  it("sends what may have arrived again, and there is one incident", async () => {
    const world = pagerWorld();
    world.faults.add({
      service: "pagerduty-answer",
      operation: "enqueue",
      kind: "reset",
      share: 1,
      times: 1,
    });
    await expect(run(world, finding(0))).rejects.toMatchObject({
      name: "PagerDutyAway",
      message: "PagerDuty did not answer",
    });
    await run(world, finding(0));
    expect({ incidents: world.incidents(), sent: world.bodies.length }).toEqual({
      incidents: [{ key, status: "triggered", service: "Security" }],
      sent: 2,
    });
  });

  it("waits for whoever is paging, and takes over when the lease of a crashed run is over", async () => {
    const world = pagerWorld();
    const crashed = { pagerDuty: { send: () => new Promise<void>(() => {}) } };
    await expect(run(world, finding(0), undefined, crashed)).rejects.toThrow("nobody sleeps");
    await expect(run(world, finding(0))).rejects.toMatchObject({
      message: "someone else is paging for it",
      retryAfterSeconds: 2,
    });
    await world.time.run(world.time.sleep(91_000));
    await run(world, finding(0));
    expect(world.incidents()).toEqual([{ key, status: "triggered", service: "Security" }]);
  });

  it("lets only one of two runs send", async () => {
    const world = pagerWorld();
    const all = { ...world.dependencies, deadline: world.deadline() };
    const both = Promise.allSettled([0, 1].map(() => pagePeople(record(finding(0)), all)));
    const reasons = (await world.time.run(both)).map((one) =>
      one.status === "rejected" ? String(one.reason) : "sent",
    );
    expect({ reasons, sent: world.bodies.length }).toEqual({
      reasons: ["sent", "TryLater: someone else took it first"],
      sent: 1,
    });
  });

  it("begins no send shortly before the lambda is ended", async () => {
    const world = pagerWorld();
    const deadline = new Date(world.time.now().getTime() + 10_000);
    await expect(run(world, finding(0), undefined, { deadline })).rejects.toMatchObject({
      name: "TryLater",
      message: "this run is nearly over",
    });
    expect(world.bodies).toEqual([]);
  });
});

it("says why PagerDuty refused an alert, and tries it afresh when it is sent again", async () => {
  const world = pagerWorld();
  const unknown = { integrationKeys: async () => parseIntegrationKeys(`{"security":"${"dead".repeat(8)}"}`) };
  await expect(run(world, finding(0), undefined, unknown)).rejects.toMatchObject({
    name: "PagerDutyRefused",
    message: "PagerDuty: HTTP 400, Event object is invalid: Invalid routing key",
    retry: false,
  });
  await run(world, finding(0));
  expect(world.incidents()).toEqual([{ key, status: "triggered", service: "Security" }]);
});

it("pages for an older version when PagerDuty refused the newer one, also after it was perhaps taken", async () => {
  const world = pagerWorld();
  const unknown = { integrationKeys: async () => parseIntegrationKeys(`{"security":"${"dead".repeat(8)}"}`) };
  world.faults.add({ service: "pagerduty", operation: "enqueue", kind: "reset", share: 1, times: 1 });
  await expect(run(world, finding(15), undefined, unknown)).rejects.toMatchObject({ name: "PagerDutyAway" });
  await expect(run(world, finding(15), undefined, unknown)).rejects.toMatchObject({
    name: "PagerDutyRefused",
  });
  await run(world, finding(0));
  expect(world.incidents()).toEqual([{ key, status: "triggered", service: "Security" }]);
});

it("keeps an open incident in mind when PagerDuty refuses its update", async () => {
  const world = pagerWorld();
  const refusing = { pagerDuty: { send: () => Promise.reject(new PagerDutyRefused("PagerDuty: HTTP 400")) } };
  await run(world, finding(0, { accountId: inPayments }));
  await expect(run(world, finding(15), undefined, refusing)).rejects.toMatchObject({ retry: false });
  await run(world, finding(0, { accountId: inPayments }));
  expect(world.bodies).toHaveLength(1);
  await run(world, archiveCall("f-1"));
  expect(world.incidents()).toEqual([{ key, status: "resolved", service: "Payments" }]);
});

it("pages for the other findings of an event when one is refused, and only for that one again", async () => {
  const world = pagerWorld();
  const findings = ["one", "two", "three"].map((Id, index) =>
    securityHubFinding({ Id, AwsAccountId: index === 1 ? "666666666666" : "333333333333" }),
  );
  const keys = { security: "5ec0".repeat(8), ghosts: "dead".repeat(8) };
  const changes = { integrationKeys: async () => parseIntegrationKeys(JSON.stringify(keys)) };
  const again = () => run(world, securityHubEvent(findings), undefined, changes);
  await expect(again()).rejects.toMatchObject({ name: "PagerDutyRefused" });
  await expect(again()).rejects.toMatchObject({ name: "PagerDutyRefused" });
  expect(world.pagerDuty.incidents().map((incident) => [incident.key, incident.log.length])).toEqual([
    ["securityhub/333333333333/one", 1],
    ["securityhub/333333333333/three", 1],
  ]);
});
