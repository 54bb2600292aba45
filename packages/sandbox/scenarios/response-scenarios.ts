// What people do about an alert comes back: into Slack, into PagerDuty, into GuardDuty. Run on both wirings.
import { ArchiveFindingsCommand, GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { adminOf } from "../src/admin";
import { rootSignIn } from "../src/cloudtrail/root-sign-in";
import { raiseFinding } from "../src/guardduty/raise-finding";
import type { Sandbox } from "../src/sandbox";
import { slackUsers } from "../src/slack/sandbox-people";
import {
  accountId,
  isArchived,
  messageWhere,
  paged,
  publish,
  type Running,
  responsesBelow,
  until,
} from "./scenario-steps";

const region = "us-east-1";

/** A finding of its own for each scenario, paged and in Slack. */
async function alert(sandbox: Sandbox, title: string) {
  const place = { accountId: accountId(sandbox, "acme-web-shop"), region };
  const { id } = await raiseFinding(sandbox.gateway, place, {
    type: "Backdoor:EC2/C&CActivity.B",
    title,
    severity: 8,
  });
  await messageWhere(sandbox, (text) => text.includes(title));
  await until(sandbox, "an incident is open", () => paged(sandbox, title).length > 0);
  const incident = sandbox.pagerDuty.incidents().find((one) => one.title.includes(title));
  const message = sandbox.slack.messages().find(({ text }) => text.includes(title));
  return {
    id,
    incidentId: incident?.id ?? "",
    message: { channel: message?.channel ?? "", ts: message?.ts ?? "" },
  };
}

const incident = (title: string, status: string) => ({
  title: `HIGH acme-web-shop: ${title} (${region})`,
  status,
  severity: "error",
  service: "Orgwatch security",
});

/** Registers the scenarios; `running` is asked inside each test. */
export function responseScenarios(running: () => Running): void {
  it("archives the finding that a person resolves in PagerDuty, and shows in Slack who did what", async () => {
    const { sandbox } = running();
    const title = "A host talks to a botnet";
    const { id, incidentId } = await alert(sandbox, title);
    const before = await isArchived(sandbox, region, id);
    sandbox.pagerDuty.act(incidentId, "acknowledge", "Mallory Moss");
    sandbox.pagerDuty.act(incidentId, "resolve", "Alice Ahmed");
    await until(sandbox, "three lines stand below it", () => responsesBelow(sandbox, title).length === 3);
    expect({
      before,
      after: await isArchived(sandbox, region, id),
      paged: paged(sandbox, title),
      lines: responsesBelow(sandbox, title),
    }).toEqual({
      before: [false],
      after: [true],
      paged: [incident(title, "resolved")],
      lines: [
        "👀 *Acknowledged* by Mallory Moss in PagerDuty",
        "✅ *Resolved* by Alice Ahmed in PagerDuty",
        "🗄️ *Finding archived* by Alice Ahmed in PagerDuty",
      ],
    });
  });

  it("archives by the button in Slack, and the incident ends too", async () => {
    const { sandbox } = running();
    const title = "A host mines coins";
    const { id, message } = await alert(sandbox, title);
    await sandbox.slack.press({ message, actionId: "finding:archive", user: slackUsers.alice });
    await until(sandbox, "the incident is resolved", () => paged(sandbox, title)[0]?.status === "resolved");
    await until(sandbox, "Slack shows it", () => responsesBelow(sandbox, title).length > 0);
    expect({
      archived: await isArchived(sandbox, region, id),
      paged: paged(sandbox, title),
      first: responsesBelow(sandbox, title)[0],
    }).toEqual({
      archived: [true],
      paged: [incident(title, "resolved")],
      first: expect.stringMatching(/^🗄️ \*Finding archived\* by alice\.ahmed in Slack$/),
    });
  });

  it("does nothing for a person who may not, and tells only that person", async () => {
    const { sandbox } = running();
    const title = "A host is scanned";
    const { id, message } = await alert(sandbox, title);
    await sandbox.slack.press({ message, actionId: "finding:archive", user: slackUsers.mallory });
    const told = () => sandbox.slack.answers().filter(({ ts }) => ts === message.ts);
    await until(sandbox, "Mallory is told", () => told().length > 0);
    expect({
      told: told().map(({ userId, text }) => ({ userId, refused: /may archive/.test(text) })),
      archived: await isArchived(sandbox, region, id),
      paged: paged(sandbox, title),
      lines: responsesBelow(sandbox, title),
    }).toEqual({
      told: [{ userId: slackUsers.mallory.id, refused: true }],
      archived: [false],
      paged: [incident(title, "triggered")],
      lines: [],
    });
  });

  it("ends the incident of a finding that somebody archives in GuardDuty", async () => {
    const { sandbox } = running();
    const title = "A host sends spam";
    const { id } = await alert(sandbox, title);
    const guardDuty = new GuardDutyClient(
      adminOf(sandbox.url, sandbox.organization.infrasecAccountId, region),
    );
    const { DetectorIds = [] } = await guardDuty.send(new ListDetectorsCommand({}));
    await guardDuty.send(new ArchiveFindingsCommand({ DetectorId: DetectorIds[0], FindingIds: [id] }));
    guardDuty.destroy();
    await until(sandbox, "the incident is resolved", () => paged(sandbox, title)[0]?.status === "resolved");
    await until(sandbox, "Slack shows it", () => responsesBelow(sandbox, title).length > 0);
    expect({ paged: paged(sandbox, title), first: responsesBelow(sandbox, title)[0] }).toEqual({
      paged: [incident(title, "resolved")],
      first: expect.stringMatching(/^🗄️ \*Finding archived\* by .* in GuardDuty$/),
    });
  });

  it("pages for a root sign-in, with account, time, address, MFA and result", async () => {
    const { sandbox } = running();
    const account = accountId(sandbox, "acme-log-archive");
    await rootSignIn(sandbox.gateway, { accountId: account, success: true, mfa: false, ip: "203.0.113.9" });
    const title = "Root user signed in to the console";
    const ofAccount = () => sandbox.pagerDuty.incidents().filter(({ source }) => source.includes(account));
    await until(sandbox, "somebody is paged", () => ofAccount().length > 0);
    await messageWhere(sandbox, (text) => text.includes(title) && text.includes(account));
    const [found] = ofAccount();
    expect({ ...found, details: { ...found?.details } }).toMatchObject({
      title: `HIGH acme-log-archive: ${title} (us-east-1)`,
      status: "triggered",
      severity: "error",
      source: `acme-log-archive (${account})`,
      details: {
        Account: `acme-log-archive (${account})`,
        From: "203.0.113.9",
        MFA: "no",
        Result: "success",
        "First seen": expect.stringMatching(/^20\d\d-.*Z$/),
      },
    });
  });

  it("opens an incident for an alarm, and resolves it when the alarm is over", async () => {
    const { sandbox } = running();
    const { infrasecAccountId: own, homeRegion } = sandbox.organization;
    const alarm = (state: string, before: string, minute: number) =>
      JSON.stringify({
        AlarmName: "checkout-errors",
        AlarmDescription: "Customers cannot pay",
        AWSAccountId: own,
        NewStateValue: state,
        OldStateValue: before,
        NewStateReason: "Threshold crossed",
        StateChangeTime: `2026-01-07T09:0${minute}:00.000+0000`,
        AlarmArn: `arn:aws:cloudwatch:${homeRegion}:${own}:alarm:checkout-errors`,
        Trigger: { MetricName: "Errors", Namespace: "AWS/Lambda", Dimensions: [] },
      });
    const title = "Alarm checkout-errors";
    await publish(sandbox, "payments", alarm("ALARM", "OK", 1), "alert");
    await until(sandbox, "somebody is paged", () => paged(sandbox, title).length === 1);
    await publish(sandbox, "payments", alarm("OK", "ALARM", 2), "alert");
    await until(sandbox, "it is resolved", () => paged(sandbox, title)[0]?.status === "resolved");
    expect(paged(sandbox, title).map(({ status, service }) => ({ status, service }))).toEqual([
      { status: "resolved", service: "Orgwatch payments" },
    ]);
  });
}
