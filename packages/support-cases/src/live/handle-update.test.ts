// Updates in, the table and Slack out.
import { payments } from "@orgwatch/core/worlds/slack-world";
import { readTold, saveTold } from "../slack/told-log";
import { NoRole, NotEntitled } from "../support-errors";
import { handleUpdate } from "./handle-update";
import { caseWorld, eventOf } from "./testing/case-world";
import { accountId, caseId, start } from "./testing/simulated-support";

const message = (status: string, edits: number, sign = "🟡", severity = "normal") => ({
  channel: payments.id,
  text: `${sign} Support case -2030-a1 in payments-prod (444444444444): Instance gone (${severity}, ${status})`,
  edits,
  inThread: false,
  broadcast: false,
});
const reply = (text: string) => ({ channel: payments.id, text, edits: 0, inThread: true, broadcast: false });
const answered = reply("AWS wrote in Support case -2030-a1: agent says");
const resolved = reply("✅ Resolved: Support case -2030-a1");

it("tells a case's life in one thread: opened, answered, resolved, reopened", async () => {
  const world = caseWorld();
  world.open();
  await world.update("CreateCase");
  world.say("agent", "Amazon Web Services");
  await world.update("AddCommunicationToCase");
  world.say("jane", "jane@example.com");
  world.change({ status: "resolved" });
  await world.update("ResolveCase");
  world.change({ status: "reopened" });
  await world.update("ReopenCase");
  expect(world.shown()).toEqual([
    message("reopened", 2),
    answered,
    reply("jane@example.com wrote in Support case -2030-a1: jane says"),
    resolved,
    reply("🔁 Reopened: Support case -2030-a1"),
  ]);
  const { status, communications } = (await world.cases.getCase(caseId)) ?? {};
  const conversation = await world.cases.conversation(caseId);
  expect({ status, communications, said: conversation.map(({ body }) => body) }).toEqual({
    status: "reopened",
    communications: 3,
    said: ["Help", "agent says", "jane says"],
  });
});

it("changes nothing when events are repeated or come in another order", async () => {
  const world = caseWorld();
  world.open();
  world.say("agent", "Amazon Web Services");
  world.change({ status: "resolved" });
  for (const what of ["ResolveCase", "CreateCase", "AddCommunicationToCase", "CreateCase", "ResolveCase"])
    await world.update(what);
  expect(world.shown()).toEqual([message("resolved", 0, "✅"), answered]);
});

it("tells a rise and a fall of the severity in the thread only", async () => {
  const world = caseWorld();
  world.open();
  await world.update("CreateCase");
  world.change({ severityCode: "urgent" });
  await world.update("AddCommunicationToCase");
  world.change({ severityCode: "low" });
  await world.update("AddCommunicationToCase");
  const urgent = "urgent: production system down";
  expect(world.shown()).toEqual([
    message("opened", 2, "🔵", "low"),
    reply(`🔺 Severity raised from normal: system impaired to ${urgent}: Support case -2030-a1`),
    reply(`↕️ Severity changed from ${urgent} to low: general guidance: Support case -2030-a1`),
  ]);
});

it("says nothing of a case that was quiet for a week, and begins its thread when AWS answers", async () => {
  const world = caseWorld();
  world.open(caseId, "2029-11-07T09:00:00.000Z");
  await world.update("CreateCase");
  const before = world.shown();
  world.say("agent", "Amazon Web Services");
  await world.update("AddCommunicationToCase");
  expect({ before, after: world.shown(), stored: world.cases.cases().length }).toEqual({
    before: [],
    after: [message("opened", 0), answered],
    stored: 1,
  });
});

it("tells a resolution of a case that it never told of, however quiet the case was", async () => {
  const world = caseWorld();
  world.open(caseId, "2029-11-07T09:00:00.000Z");
  world.change({ status: "resolved" });
  await world.update("ResolveCase");
  await world.update("ResolveCase");
  expect(world.shown()).toEqual([message("resolved", 0, "✅")]);
});

it("begins the thread again where its message is forgotten, also when Slack fails in between", async () => {
  const world = caseWorld();
  world.open();
  const told = { readAt: start, status: "opened", severityCode: "normal", until: start, ids: ["opening"] };
  const entry = await readTold(world.dependencies.deliveries, caseId);
  await saveTold(world.dependencies.deliveries, caseId, told, entry, world.time.now());
  world.say("agent", "Amazon Web Services");
  world.faults.add({ service: "slack", operation: "chat.postMessage", kind: "reset", share: 1, times: 1 });
  await expect(world.update("AddCommunicationToCase")).rejects.toThrow("Slack did not answer");
  await world.update("AddCommunicationToCase");
  expect(world.shown().map(({ text, inThread }) => ({ text, inThread }))).toEqual([
    { text: message("opened", 0).text, inThread: false },
    { text: answered.text, inThread: true },
  ]);
});

it("tells what a sweep stored in the meantime", async () => {
  const world = caseWorld();
  world.open();
  await world.update("CreateCase");
  const stored = await world.cases.getCase(caseId);
  const later = new Date(world.time.now().getTime() + 3_600_000).toISOString();
  if (stored) await world.cases.putCase({ ...stored, status: "resolved", readAt: later });
  await world.update("AddCommunicationToCase");
  expect(world.shown()).toEqual([message("resolved", 1, "✅"), resolved]);
});

it("tells after a failure what is missing, once", async () => {
  const world = caseWorld();
  world.open();
  await world.update("CreateCase");
  world.say("agent", "Amazon Web Services");
  world.change({ status: "resolved" });
  const fault = {
    service: "slack",
    operation: "chat.postMessage",
    kind: "reset",
    share: 1,
    times: 1,
  } as const;
  world.faults.add(fault);
  await expect(world.update("ResolveCase")).rejects.toThrow("Slack did not answer");
  expect(await world.cases.getCase(caseId)).toMatchObject({ status: "resolved" });
  await world.update("ResolveCase");
  expect(world.shown()).toEqual([message("resolved", 2, "✅"), answered, resolved]);
});

it.each([
  ["not-entitled", new NotEntitled("no plan")],
  ["no-role", new NoRole("no role")],
] as const)("writes down that an account cannot be read: %s", async (result, error) => {
  const world = caseWorld();
  const ok = {
    accountId,
    result: "ok" as const,
    cases: 7,
    checkedAt: start,
    lastSuccessAt: start,
    watermark: start,
  };
  await world.cases.putAccountResult(ok);
  world.failWith(error);
  await world.update("CreateCase");
  expect({
    result: await world.cases.accountResult(accountId),
    shown: world.shown(),
    warnings: world.warnings,
  }).toEqual({
    result: { ...ok, result, reason: error.message, checkedAt: "2030-01-07T09:00:00.000Z" },
    shown: [],
    warnings: ["the account's cases cannot be read, the sweep tries again"],
  });
});

it("is done with a case that AWS does not know, but waits for one that was opened just now", async () => {
  const world = caseWorld();
  await world.update("CreateCase");
  expect(world.warnings).toEqual(["AWS Support does not know the case"]);
  await expect(world.update("CreateCase", { at: world.time.now().toISOString() })).rejects.toMatchObject({
    name: "TryLater",
    retryAfterSeconds: 5,
  });
  expect(world.cases.cases()).toEqual([]);
});

it("keeps what is stored of a case that vanished", async () => {
  const world = caseWorld();
  world.open();
  await world.update("CreateCase");
  world.forget();
  await world.update("ResolveCase");
  expect(world.cases.cases().map((one) => one.caseId)).toEqual([caseId]);
});

it.each([
  ["no update at all", "hello", "this is no update of a support case"],
  [
    "a case of another account",
    eventOf("CreateCase", { account: "555555555555" }),
    "is not one of account 555555555555",
  ],
  ["an id that names no account", eventOf("CreateCase", { id: "x" }), "is not one of account"],
])("gives up %s", async (_name, body, reason) => {
  const world = caseWorld();
  const outcome = handleUpdate(body, world.dependencies);
  await expect(outcome).rejects.toMatchObject({
    name: "NeverAgain",
    message: expect.stringContaining(reason),
  });
});
