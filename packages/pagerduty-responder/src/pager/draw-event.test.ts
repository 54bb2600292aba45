import { ownAlarm, snsAlarm } from "@orgwatch/core/notice/fixtures/alarms";
import { rootSignIn } from "@orgwatch/core/notice/fixtures/cloudtrail-events";
import { guardDutyFinding, sampleFinding } from "@orgwatch/core/notice/fixtures/guardduty";
import type { Notice } from "@orgwatch/core/notice/notice";
import { notices } from "@orgwatch/core/testing/read-notices";
import { drawArchived, drawEvent } from "./draw-event";

const account = { id: "111122223333", name: "payments-prod" };

function noticeOf(body: unknown, changes: Partial<Notice> = {}): Notice {
  const [notice] = notices(body);
  if (!notice) throw new Error("the body holds no notice");
  return { ...notice, ...changes };
}

function drawn(body: unknown, changes: Partial<Notice> = {}) {
  const notice = noticeOf(body, changes);
  return drawEvent(notice, { key: notice.key, account, slack: undefined });
}

it("draws a finding", () => {
  const notice = noticeOf(guardDutyFinding());
  const key = `${notice.key}#for-payments`;
  const slack = { channel: "C0PAYMENTS", ts: "1893999600.000100" };
  expect(drawEvent(notice, { key, account, slack })).toEqual({
    event_action: "trigger",
    dedup_key: "guardduty/us-west-2/1ab92989eaf0e742df4a014d5d8d58e2#for-payments",
    payload: {
      summary:
        "HIGH payments-prod: The EC2 instance i-0123456789abcdef0 is querying a domain name " +
        "associated with Bitcoin-related activity (us-west-2)",
      source: "payments-prod (111122223333)",
      severity: "error",
      timestamp: "2030-01-07T08:58:00.000Z",
      component: "i-0123456789abcdef0 (web-1, t3.micro)",
      group: "payments-prod",
      class: "CryptoCurrency:EC2/BitcoinTool.B!DNS",
      custom_details: {
        Account: "payments-prod (111122223333)",
        Region: "us-west-2",
        Explanation:
          "EC2 instance i-0123456789abcdef0 is querying a domain name that is associated with Bitcoin-related activity.",
        "Finding type": "CryptoCurrency:EC2/BitcoinTool.B!DNS",
        Instance: "i-0123456789abcdef0 (web-1, t3.micro)",
        Addresses: "public 203.0.113.10, private 10.0.0.12, vpc-0abc",
        "Instance's role": "web",
        Domain: "pool.example (UDP)",
        "First seen": "2030-01-07T08:40:00.000Z",
        "Last seen": "2030-01-07T08:58:00.000Z",
        Count: 3,
        Key: "guardduty/us-west-2/1ab92989eaf0e742df4a014d5d8d58e2",
      },
    },
    links: [
      {
        href: "https://us-west-2.console.aws.amazon.com/guardduty/home?region=us-west-2#/findings?macros=current&fId=1ab92989eaf0e742df4a014d5d8d58e2",
        text: "Open in GuardDuty",
      },
      {
        href: "https://slack.com/app_redirect?channel=C0PAYMENTS&message_ts=1893999600.000100",
        text: "Open in Slack",
      },
    ],
    client: "Orgwatch",
  });
});

it("draws a sample, which nobody needs to run for", () => {
  const finding = drawn(guardDutyFinding({ severity: 9.1 }));
  expect(drawn(sampleFinding({ severity: 9.1, description: "A sample." }))).toEqual({
    ...finding,
    payload: {
      ...finding.payload,
      summary:
        "SAMPLE CRITICAL payments-prod: The EC2 instance i-99999999 is querying a domain name " +
        "associated with Bitcoin-related activity (us-west-2)",
      severity: "critical",
      custom_details: { ...finding.payload.custom_details, Explanation: "A sample." },
    },
  });
});

it("draws a sign-in as root", () => {
  expect(drawn(rootSignIn())).toEqual({
    event_action: "trigger",
    dedup_key: "cloudtrail/b7d4398e-b2f0-4faa-9c76-e2f9d3e1a2b1",
    payload: {
      summary: "HIGH payments-prod: Root user signed in to the console (us-east-1)",
      source: "payments-prod (111122223333)",
      severity: "error",
      timestamp: "2030-01-07T08:59:58.000Z",
      group: "payments-prod",
      class: "root-sign-in",
      custom_details: {
        Account: "payments-prod (111122223333)",
        Region: "us-east-1",
        Explanation:
          "The root user can do everything in the account. If nobody planned this, treat the account as taken over.",
        Who: "Root user",
        From: "203.0.113.5",
        MFA: "yes",
        Result: "success",
        "User agent": "Mozilla/5.0 (X11; Linux x86_64)",
        "First seen": "2030-01-07T08:59:58.000Z",
        Key: "cloudtrail/b7d4398e-b2f0-4faa-9c76-e2f9d3e1a2b1",
      },
    },
    links: [
      {
        href: "https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events/b7d4398e-b2f0-4faa-9c76-e2f9d3e1a2b1",
        text: "Open in CloudTrail",
      },
    ],
    client: "Orgwatch",
  });
});

it("draws an alarm and its end under one key", () => {
  const ringing = {
    event_action: "trigger",
    dedup_key: "alarm/arn:aws:cloudwatch:us-west-2:111122223333:alarm:orders-5xx",
    payload: {
      summary: "HIGH payments-prod: Alarm orders-5xx is in alarm (us-west-2)",
      source: "payments-prod (111122223333)",
      severity: "error",
      timestamp: "2030-01-07T08:59:40.985Z",
      component: "LoadBalancer=app/shop/50dc6c495c0c9188",
      group: "payments-prod",
      class: "cloudwatch-alarm",
      custom_details: {
        Account: "payments-prod (111122223333)",
        Region: "us-west-2",
        Explanation: "The shop answers with errors.",
        State: "OK → ALARM",
        Reason:
          "Threshold Crossed: 1 datapoint [12.0 (07/01/30 08:55:00)] was greater than the threshold (5.0).",
        Metric: "AWS/ApplicationELB HTTPCode_Target_5XX_Count",
        Of: "LoadBalancer=app/shop/50dc6c495c0c9188",
        "Last seen": "2030-01-07T08:59:40.985Z",
        Key: "alarm/arn:aws:cloudwatch:us-west-2:111122223333:alarm:orders-5xx",
      },
    },
    links: [
      {
        href: "https://us-west-2.console.aws.amazon.com/cloudwatch/home?region=us-west-2#alarmsV2:alarm/orders-5xx",
        text: "Open in CloudWatch",
      },
    ],
    client: "Orgwatch",
  };
  const back = {
    ...ringing,
    event_action: "resolve",
    payload: {
      ...ringing.payload,
      summary: "OK payments-prod: Alarm orders-5xx is OK (us-west-2)",
      severity: "info",
      custom_details: { ...ringing.payload.custom_details, State: "ALARM → OK" },
    },
  };
  expect([drawn(snsAlarm()), drawn(snsAlarm({ NewStateValue: "OK", OldStateValue: "ALARM" }))]).toEqual([
    ringing,
    back,
  ]);
});

it("draws one of Orgwatch's own alarms", () => {
  expect(drawn(ownAlarm()).payload.summary).toBe(
    "HIGH payments-prod: Orgwatch itself has a problem: Messages could not be delivered (us-west-2)",
  );
});

it("draws a plain text of nobody's account", () => {
  const notice = noticeOf("Disk full\nThe disk of build-7 is full.");
  const slack = { channel: "C0SECURITY", ts: undefined };
  expect(drawEvent(notice, { key: notice.key, account: undefined, slack })).toEqual({
    event_action: "trigger",
    dedup_key: "message/m-1",
    payload: {
      summary: "INFO: Disk full",
      source: "message/m-1",
      severity: "info",
      class: "text",
      custom_details: { Explanation: "The disk of build-7 is full.", Key: "message/m-1" },
    },
    links: [{ href: "https://slack.com/app_redirect?channel=C0SECURITY", text: "Open in Slack" }],
    client: "Orgwatch",
  });
});

it("draws the end of an archived finding", () => {
  const archived = {
    key: "guardduty/us-west-2/f-1",
    id: "e-1",
    at: "2030-01-07T09:00:00Z",
    by: "IAMUser alice",
  };
  expect(drawArchived(archived, `${archived.key}#for-payments`)).toEqual({
    event_action: "resolve",
    dedup_key: "guardduty/us-west-2/f-1#for-payments",
    payload: {
      summary: "Archived in GuardDuty by IAMUser alice",
      source: "guardduty/us-west-2/f-1#for-payments",
      severity: "info",
      timestamp: "2030-01-07T09:00:00Z",
    },
    client: "Orgwatch",
  });
});

it("gives every severity its own", () => {
  const bands = ["critical", "high", "medium", "low", "info", "ok"] as const;
  const severities = bands.map((band) => drawn(guardDutyFinding(), { weight: { band } }).payload.severity);
  expect(severities).toEqual(["critical", "error", "warning", "info", "info", "info"]);
});
