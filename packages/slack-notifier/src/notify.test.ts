import { guardDutyFinding } from "@orgwatch/core/notice/fixtures/guardduty";
import { securityHubEvent, securityHubFinding } from "@orgwatch/core/notice/fixtures/other-events";
import type { QueueRecord } from "@orgwatch/core/run-batch";
import { slackWorld } from "@orgwatch/core/worlds/slack-world";
import { type NotifyDependencies, notify } from "./notify";

function record(body: unknown, queue = "security-alert"): QueueRecord {
  const sentAt = new Date("2030-01-07T09:00:00Z");
  const name = `orgwatch-slack-notifier-${queue}`;
  return { id: "m-1", body, subject: undefined, queue: name, receiveCount: 1, sentAt };
}

const unit = (id: string) => ({ id, name: id });
const inPaymentsUnit = {
  accountId: "777777777777",
  name: "acme-ledger",
  state: "ACTIVE" as const,
  organizationalUnits: [unit("r-root"), unit("ou-pay1-00000001"), unit("ou-deep-00000002")],
  team: "payments",
  refreshedAt: "2030-01-07T08:00:00Z",
};

async function channelsOf(body: unknown, queue?: string, changes: Partial<NotifyDependencies> = {}) {
  const world = slackWorld({ accounts: [inPaymentsUnit] });
  await world.time.run(notify(record(body, queue), { ...world.dependencies, ...changes }));
  return world.slack.messages().map(({ channel, text }) => ({ channel, text: text.slice(0, 60) }));
}

describe("the channel of a message", () => {
  it.each([
    ["an account that a team claims by id", "444444444444", "security-alert", "C0PAYMENTS"],
    ["an account below an OU that a team claims", "777777777777", "security-alert", "C0PAYMENTS"],
    ["an account that nobody claims", "333333333333", "security-alert", "C0SECURITY"],
    [
      "any account, when the sender chose a team's own topic",
      "333333333333",
      "payments-notification",
      "C0PAYMENTS",
    ],
  ])("%s", async (_name, accountId, queue, channel) => {
    const messages = await channelsOf(guardDutyFinding({ id: "f-1", accountId, severity: 8 }), queue);
    expect(messages).toEqual([{ channel, text: expect.stringContaining(accountId) }]);
  });

  it("is each team's own when the sender chose two teams' topics", async () => {
    const world = slackWorld();
    const body = guardDutyFinding({ id: "f-1", accountId: "333333333333", severity: 8 });
    for (const queue of ["security-alert", "payments-alert", "payments-notification"])
      await world.time.run(notify(record(body, queue), world.dependencies));
    expect(world.slack.messages().map(({ channel }) => channel)).toEqual(["C0SECURITY", "C0PAYMENTS"]);
  });

  it("is the one for the severity when the team has one", async () => {
    const messages = await channelsOf(
      guardDutyFinding({ id: "f-1", accountId: "333333333333", severity: 9.5 }),
    );
    expect(messages).toEqual([{ channel: "C0CRITICAL", text: expect.stringContaining("CRITICAL 9.5") }]);
  });

  it("goes out with the id alone when the account is not in the directory", async () => {
    const body = guardDutyFinding({ id: "f-1", accountId: "999999999999", severity: 8 });
    const messages = await channelsOf(body, undefined, { account: async () => undefined });
    expect(messages).toEqual([{ channel: "C0SECURITY", text: expect.stringContaining("in 999999999999") }]);
  });
});

it("waits when the routing cannot be read: somebody mends it within hours", async () => {
  const routing = async () => {
    throw new Error("not the shape of a routing");
  };
  await expect(channelsOf(guardDutyFinding({ id: "f-1" }), undefined, { routing })).rejects.toMatchObject({
    name: "TryLater",
    message: "the settings cannot be used",
  });
});

it("posts the other findings of an event when one cannot be delivered, and only that one again", async () => {
  const world = slackWorld({ webhook: false });
  const ids = ["one", "two", "three"];
  const findings = ids.map((Id, index) =>
    securityHubFinding({ Id, AwsAccountId: index === 1 ? "666666666666" : "333333333333" }),
  );
  const run = () => world.time.run(notify(record(securityHubEvent(findings)), world.dependencies));
  await expect(run()).rejects.toMatchObject({ name: "NeverAgain" });
  await expect(run()).rejects.toMatchObject({ name: "NeverAgain" });
  expect(world.slack.messages().map(({ metadata }) => metadata?.event_payload.key)).toEqual([
    "securityhub/333333333333/one",
    "securityhub/333333333333/three",
  ]);
});

it("posts nothing for an archived finding", async () => {
  expect(await channelsOf(guardDutyFinding({ id: "f-1", service: { archived: true } }))).toEqual([]);
});

describe("a heartbeat", () => {
  const sent = "2030-01-07T08:59:58.000Z";
  const heartbeat = (sentAt: string) => ({
    id: "e-1",
    source: "orgwatch.heartbeat",
    "detail-type": "Orgwatch Heartbeat",
    detail: { id: "run-1", sentAt },
  });
  async function stopsOf(sentAt: string, broken: boolean) {
    const world = slackWorld();
    if (broken) world.slack.revoke();
    await world.time.run(notify(record(heartbeat(sentAt)), world.dependencies));
    return { stops: world.heartbeats, messages: world.slack.messages() };
  }

  it("is counted here and in Slack, and nobody sees it", async () => {
    expect(await stopsOf(sent, false)).toEqual({ stops: ["notifier", "slack"], messages: [] });
  });

  it("is counted here only when Slack does not answer it, and never waits", async () => {
    expect(await stopsOf(sent, true)).toEqual({ stops: ["notifier"], messages: [] });
  });

  it("counts nothing when it was under way for ten minutes", async () => {
    expect(await stopsOf("2030-01-07T08:50:00.000Z", false)).toEqual({ stops: [], messages: [] });
  });
});

describe("a finding that was archived in GuardDuty", () => {
  async function texts(userIdentity: unknown) {
    const world = slackWorld();
    const send = (body: unknown) => world.time.run(notify(record(body), world.dependencies));
    const seen = () =>
      world.slack
        .messages()
        .map(({ blocks }) => JSON.stringify(blocks).match(/finding:archive|Finding archived[^·]*/g) ?? []);
    await send(guardDutyFinding({ id: "f-1" }));
    const before = seen();
    await send({
      id: "e-2",
      source: "aws.guardduty",
      "detail-type": "AWS API Call via CloudTrail",
      region: "us-west-2",
      time: "2030-01-07T09:00:00Z",
      detail: {
        eventSource: "guardduty.amazonaws.com",
        eventName: "ArchiveFindings",
        userIdentity,
        requestParameters: { findingIds: ["f-1"] },
      },
    });
    return { before, after: seen() };
  }

  it("shows who did it, and loses its button", async () => {
    expect(await texts({ type: "IAMUser", userName: "jane" })).toEqual({
      before: [["finding:archive"]],
      after: [["Finding archived* by IAMUser jane in GuardDuty "]],
    });
  });

  it("is left to finding-responder when that called: it shows for whom", async () => {
    const sessionContext = { sessionIssuer: { userName: "orgwatch-finding-responder-us-west-2" } };
    const before = [["finding:archive"]];
    expect(await texts({ type: "AssumedRole", sessionContext })).toEqual({ before, after: before });
  });
});

/** CloudTrail's record of Jane's call. */
const archivedByHand = (findingIds: readonly string[]) => ({
  id: "e-2",
  source: "aws.guardduty",
  "detail-type": "AWS API Call via CloudTrail",
  region: "us-west-2",
  time: "2030-01-07T09:00:00Z",
  detail: {
    eventSource: "guardduty.amazonaws.com",
    eventName: "ArchiveFindings",
    userIdentity: { type: "IAMUser", userName: "jane" },
    requestParameters: { findingIds },
  },
});

it("shows in as many runs as it takes that fifty findings were archived at once", async () => {
  const world = slackWorld();
  const ids = Array.from({ length: 50 }, (_, index) => `f-${index}`);
  for (const id of ids)
    await world.time.run(notify(record(guardDutyFinding({ id, severity: 8 })), world.dependencies));
  const run = () => {
    const deadline = new Date(world.time.now().getTime() + 60_000);
    return world.time.run(notify(record(archivedByHand(ids)), { ...world.dependencies, deadline })).then(
      () => "done",
      (error: unknown) => (error instanceof Error ? error.name : "?"),
    );
  };
  const runs: string[] = [];
  do runs.push(await run());
  while (runs.at(-1) !== "done" && runs.length < 5);
  expect({ runs, edits: new Set(world.slack.messages().map(({ edits }) => edits)) }).toEqual({
    runs: ["TryLater", "done"],
    edits: new Set([1]),
  });
});

it("shows in the messages of all teams that a finding was archived, and each has a button of its own", async () => {
  const world = slackWorld();
  const send = (body: unknown, queue: string) =>
    world.time.run(notify(record(body, queue), world.dependencies));
  const buttons = () =>
    world.slack.messages().map(({ blocks }) => JSON.stringify(blocks).match(/(?<="value":")[^"]*/)?.[0]);
  const finding = guardDutyFinding({ id: "f-1", accountId: "333333333333", severity: 8 });
  for (const queue of ["security-alert", "payments-alert"]) await send(finding, queue);
  const before = buttons();
  await send(archivedByHand(["f-1"]), "security-alert");
  expect({ before, after: buttons() }).toEqual({
    before: ["guardduty/us-west-2/f-1", "guardduty/us-west-2/f-1#for-payments"],
    after: [undefined, undefined],
  });
});

it("draws no button where nobody would answer it", async () => {
  const world = slackWorld();
  const slackApp = () => Promise.resolve(undefined);
  await world.time.run(notify(record(guardDutyFinding({ id: "f-1" })), { ...world.dependencies, slackApp }));
  expect(JSON.stringify(world.slack.messages())).not.toContain("finding:archive");
});
