// What must be true of support cases, however the organization was wired. Both test files run these.

import { openCase } from "../src/sample-cases";
import { slackUsers } from "../src/slack/sandbox-people";
import { putTrailFile, runSweep, storedConversation, storedItem } from "./case-steps";
import { accountId, messageWhere, type Running, shown, until } from "./scenario-steps";

/** Registers the scenarios; `running` is asked inside each test. */
export function caseScenarios(running: () => Running): void {
  it("shows a new case, AWS's answer and its end in one thread, and keeps the whole conversation", async () => {
    const { sandbox } = running();
    const account = accountId(sandbox, "acme-payments-prod");
    const subject = "Payments are refused since noon";
    const opening = { accountId: account, subject, severity: "high" as const, text: "Since 12:00." };
    const caseId = await openCase(sandbox.url, opening);
    await messageWhere(sandbox, (text) => text.includes(subject));
    const { supportCases } = sandbox.gateway;
    await supportCases.answerAsAws(account, caseId, "A host failed; we have moved your instance.");
    await until(
      sandbox,
      "the answer is in the thread",
      () => shown(sandbox, "moved your instance").length > 0,
    );
    await supportCases.resolveAsAws(account, caseId);
    await until(
      sandbox,
      "the message says resolved",
      () => shown(sandbox, subject)[0]?.text.includes("resolved") ?? false,
    );
    const [first, ...more] = sandbox.slack.messages().filter(({ text }) => text.includes(subject));
    const replies = sandbox.slack
      .messages()
      .filter(({ threadTs }) => threadTs !== undefined && threadTs === first?.ts);
    const stored = await storedItem(sandbox, caseId, "case");
    expect({
      channel: first?.channel,
      text: first?.text.includes("acme-payments-prod"),
      others: more.filter(({ threadTs }) => threadTs === undefined),
      replies: replies.map(({ broadcast, channel }) => ({ broadcast: broadcast ?? false, channel })),
      stored: { status: stored?.status, accountId: stored?.accountId, subject: stored?.subject },
      conversation: await storedConversation(sandbox, caseId),
    }).toEqual({
      channel: "C0PAYMENTS",
      text: true,
      others: [],
      replies: expect.arrayContaining([{ broadcast: false, channel: "C0PAYMENTS" }]),
      stored: { status: "resolved", accountId: account, subject },
      conversation: expect.arrayContaining(["Since 12:00.", "A host failed; we have moved your instance."]),
    });
  });

  it("sweeps all accounts, and says of each what could be read", async () => {
    const { sandbox, host } = running();
    const status = await runSweep(sandbox, "case-sweep", host.idle);
    const resultOf = async (name: string) =>
      (await storedItem(sandbox, `account/${accountId(sandbox, name)}`, "result"))?.result;
    expect({
      status,
      withPlan: await resultOf("acme-payments-prod"),
      withoutPlan: await resultOf("acme-dev"),
    }).toEqual({ status: "SUCCEEDED", withPlan: "ok", withoutPlan: "not-entitled" });
  });

  it("hears of a case by a file of the trail, too", async () => {
    const { sandbox } = running();
    const account = accountId(sandbox, "acme-build");
    const subject = "Builds wait for hosts";
    const caseId = await openCase(sandbox.url, {
      accountId: account,
      subject,
      severity: "low",
      text: "All day.",
    });
    await messageWhere(sandbox, (text) => text.includes(subject));
    // Nothing else tells of this change: AWS sends no event for a new severity.
    await sandbox.gateway.supportCases.changeSeverity(account, caseId, "urgent");
    await putTrailFile(sandbox, "2026-builds", [
      { eventSource: "ec2.amazonaws.com", eventName: "RunInstances", recipientAccountId: account },
      {
        eventSource: "support.amazonaws.com",
        eventName: "AddCommunicationToCase",
        eventTime: new Date(sandbox.clock.now()).toISOString(),
        recipientAccountId: account,
        requestParameters: { caseId },
        responseElements: null,
      },
    ]);
    await until(sandbox, "the new severity is told", () =>
      shown(sandbox, subject).some(({ text }) => text.includes("urgent")),
    );
    expect((await storedItem(sandbox, caseId, "case"))?.severityCode).toBe("urgent");
  });

  it("answers /cases with the open ones, to the person who asked", async () => {
    const { sandbox } = running();
    const subject = "A quota is too low";
    const account = accountId(sandbox, "acme-web-shop");
    await openCase(sandbox.url, {
      accountId: account,
      subject,
      severity: "normal",
      text: "Please raise it.",
    });
    await messageWhere(sandbox, (text) => text.includes(subject));
    await sandbox.slack.command({
      command: "/cases",
      text: account,
      channel: "C0SECURITY",
      user: slackUsers.mallory,
    });
    const told = () => sandbox.slack.answers().filter(({ text }) => text.includes(subject));
    await until(sandbox, "the list arrives", () => told().length > 0);
    expect(told().map(({ userId, channel }) => ({ userId, channel }))).toEqual([
      { userId: slackUsers.mallory.id, channel: "C0SECURITY" },
    ]);
  });
}
