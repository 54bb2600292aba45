import { busAlarm, ownAlarm, snsAlarm } from "./fixtures/alarms";
import {
  assumeRoot,
  failedRootSignIn,
  ordinaryCall,
  passwordRecovery,
  rootAccessKey,
  rootApiCall,
  rootSignIn,
} from "./fixtures/cloudtrail-events";
import {
  backupEvent,
  backupText,
  healthEvent,
  malwareScan,
  securityHubEvent,
  securityHubFinding,
  spotWarning,
  supportCase,
} from "./fixtures/other-events";
import type { Notice } from "./notice";
import { readMessages } from "./read-event";

const hints = { id: "m-1", receivedAt: new Date("2030-01-07T09:00:00Z") };

function notices(body: unknown, more: { subject?: string; id?: string } = {}): Notice[] {
  return readMessages(body, { ...hints, ...more }).flatMap((reading) =>
    "post" in reading ? [reading.post] : [],
  );
}

/** Band and headline: what people read first. */
function firstLines(...bodies: unknown[]): string[] {
  return bodies.flatMap((body) => notices(body).map(({ weight, headline }) => `${weight.band}: ${headline}`));
}

function keys(...bodies: unknown[]): string[] {
  return bodies.flatMap((body) => notices(body).map(({ key }) => key));
}

describe("root use", () => {
  it("reads a sign-in whole", () => {
    expect(notices(rootSignIn())).toEqual([
      {
        key: "cloudtrail/b7d4398e-b2f0-4faa-9c76-e2f9d3e1a2b1",
        version: undefined,
        kind: "root-sign-in",
        weight: { band: "high" },
        headline: "Root user signed in to the console",
        explanation:
          "The root user can do everything in the account. If nobody planned this, treat the account as taken over.",
        accountId: "111122223333",
        region: "us-east-1",
        facts: [
          { label: "Who", value: "Root user" },
          { label: "From", value: "203.0.113.5" },
          { label: "MFA", value: "yes" },
          { label: "User agent", value: "Mozilla/5.0 (X11; Linux x86_64)" },
        ],
        seen: { first: "2030-01-07T08:59:58.000Z", last: undefined, count: undefined },
        link: {
          label: "Open in CloudTrail",
          url: "https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events/b7d4398e-b2f0-4faa-9c76-e2f9d3e1a2b1",
        },
        sample: false,
      },
    ]);
  });

  it("tells success from failure by the answer, and says when there is none", () => {
    expect(firstLines(rootSignIn(), failedRootSignIn(), rootSignIn({ responseElements: null }))).toEqual([
      "high: Root user signed in to the console",
      "medium: Sign-in to the console as root user failed",
      "high: Root user signed in to the console",
    ]);
    expect(notices(rootSignIn({ responseElements: null }))[0]?.facts.at(-1)).toEqual({
      label: "Outcome",
      value: "the record does not say whether the sign-in succeeded",
    });
    expect(notices(failedRootSignIn())[0]?.facts).toEqual([
      { label: "Who", value: "Root user" },
      { label: "From", value: "203.0.113.5" },
      { label: "MFA", value: "no" },
      { label: "Failed", value: "Failed authentication" },
      { label: "User agent", value: "Mozilla/5.0 (X11; Linux x86_64)" },
    ]);
  });

  it("weighs what root does", () => {
    expect(
      firstLines(
        rootApiCall(),
        rootApiCall({ errorCode: "AccessDenied" }),
        rootAccessKey(),
        rootAccessKey({ errorCode: "AccessDenied", responseElements: null }),
        rootAccessKey({ requestParameters: { userName: "bob" } }),
        passwordRecovery(),
        passwordRecovery("PasswordRecoveryCompleted"),
        passwordRecovery("CheckMfa"),
        rootApiCall({ eventName: "constructor" }),
      ),
    ).toEqual([
      "high: Root user called iam:DeleteAccountPasswordPolicy",
      "medium: Root user called iam:DeleteAccountPasswordPolicy, and it failed",
      "critical: Root user called iam:CreateAccessKey",
      "medium: Root user called iam:CreateAccessKey, and it failed",
      "high: Root user called iam:CreateAccessKey",
      "high: Root user called signin:PasswordRecoveryRequested",
      "critical: Root user called signin:PasswordRecoveryCompleted",
      "info: Root user called signin:CheckMfa",
      "high: Root user called iam:constructor",
    ]);
  });

  it("names the target, the task and the caller of sts:AssumeRoot, and never a whole access key", () => {
    const [notice] = notices(assumeRoot());
    expect({ headline: notice?.headline, weight: notice?.weight, facts: notice?.facts }).toEqual({
      headline: "Root access to account 111122223333 (sts:AssumeRoot)",
      weight: { band: "high" },
      facts: [
        { label: "Target", value: "111122223333" },
        { label: "Task", value: "S3UnlockBucketPolicy" },
        { label: "Who", value: "AssumedRole security, session alice, access key …MPLE" },
        { label: "From", value: "203.0.113.5" },
        { label: "MFA", value: "yes" },
        { label: "User agent", value: "Mozilla/5.0 (X11; Linux x86_64)" },
      ],
    });
    expect(firstLines(assumeRoot({ errorCode: "AccessDenied" }))).toEqual([
      "medium: Root access to account 111122223333 was refused (sts:AssumeRoot)",
    ]);
  });

  it("shows other people's calls as information", () => {
    expect(firstLines(ordinaryCall())).toEqual(["info: ec2:AuthorizeSecurityGroupIngress was called"]);
  });
});

describe("alarms", () => {
  it("reads an alarm from a topic whole", () => {
    expect(notices(snsAlarm())).toEqual([
      {
        key: "alarm/arn:aws:cloudwatch:us-west-2:111122223333:alarm:orders-5xx",
        version: "2030-01-07T08:59:40.985Z",
        kind: "cloudwatch-alarm",
        weight: { band: "high" },
        headline: "Alarm orders-5xx is in alarm",
        explanation: "The shop answers with errors.",
        accountId: "111122223333",
        region: "us-west-2",
        facts: [
          { label: "State", value: "OK → ALARM" },
          {
            label: "Reason",
            value:
              "Threshold Crossed: 1 datapoint [12.0 (07/01/30 08:55:00)] was greater than the threshold (5.0).",
          },
          { label: "Metric", value: "AWS/ApplicationELB HTTPCode_Target_5XX_Count" },
          { label: "Of", value: "LoadBalancer=app/shop/50dc6c495c0c9188" },
        ],
        seen: { first: undefined, last: "2030-01-07T08:59:40.985Z", count: undefined },
        link: {
          label: "Open in CloudWatch",
          url: "https://us-west-2.console.aws.amazon.com/cloudwatch/home?region=us-west-2#alarmsV2:alarm/orders-5xx",
        },
        sample: false,
      },
    ]);
  });

  it("uses one key for an alarm in both forms and all states, so that OK updates the alarm's message", () => {
    const all = keys(snsAlarm(), snsAlarm({ NewStateValue: "OK" }), busAlarm("ALARM"), busAlarm("OK"));
    expect(all).toEqual(Array(4).fill("alarm/arn:aws:cloudwatch:us-west-2:111122223333:alarm:orders-5xx"));
  });

  it("knows each state, also without a description", () => {
    expect(
      firstLines(
        busAlarm("ALARM"),
        busAlarm("OK", { description: "The shop answers." }),
        snsAlarm({ AlarmDescription: null, NewStateValue: "INSUFFICIENT_DATA" }),
        snsAlarm({ NewStateValue: "PUZZLED" }),
      ),
    ).toEqual([
      "high: Alarm orders-5xx is in alarm",
      "ok: Alarm orders-5xx is OK",
      "medium: Alarm orders-5xx is without data",
      "high: Alarm orders-5xx is PUZZLED",
    ]);
    expect(notices(snsAlarm({ AlarmDescription: null, NewStateReason: "No data." }))[0]?.explanation).toBe(
      "No data.",
    );
  });

  it("says first what is lost when it is Orgwatch's own", () => {
    expect(firstLines(ownAlarm(), ownAlarm("OK"), ownAlarm("INSUFFICIENT_DATA"))).toEqual([
      "high: Orgwatch itself has a problem: Messages could not be delivered",
      "ok: Orgwatch works again: orgwatch-slack-notifier-dead-letters",
      "medium: Orgwatch does not know whether it works: orgwatch-slack-notifier-dead-letters",
    ]);
  });
});

describe("Security Hub", () => {
  it("makes each finding of an event a message of its own", () => {
    const event = securityHubEvent([
      securityHubFinding({ Id: "a", Severity: { Label: "CRITICAL" } }),
      securityHubFinding({
        Id: "b",
        Severity: { Normalized: 40 },
        ProductName: "Inspector",
        Compliance: undefined,
      }),
      securityHubFinding({ Id: "c", Severity: null, Title: "No severity" }),
      securityHubFinding({ Id: "d", Compliance: { Status: "PASSED" } }),
      securityHubFinding({ Id: "e", RecordState: "ARCHIVED" }),
      securityHubFinding({ Id: "f", Severity: { Label: "constructor", Normalized: 95 } }),
      null,
    ]);
    expect(
      readMessages(event, hints).map((reading) =>
        "post" in reading ? `${reading.post.weight.band} ${reading.post.key}` : reading.skip,
      ),
    ).toEqual([
      "critical securityhub/111122223333/a",
      "medium securityhub/111122223333/b",
      "medium securityhub/111122223333/c",
      "ok securityhub/111122223333/d",
      "Security Hub finding e is archived",
      "critical securityhub/111122223333/f",
      "medium event/7bf73129-1428-4cd3-a780-95db273d1602/6",
    ]);
  });

  it("shows severity, product, resource, compliance and workflow", () => {
    expect(notices(securityHubEvent([securityHubFinding()]))[0]?.facts).toEqual([
      { label: "Severity", value: "HIGH (70 of 100)" },
      { label: "Product", value: "AWS Security Hub" },
      { label: "Resource", value: "AwsS3Bucket arn:aws:s3:::payments-exports" },
      { label: "Control", value: "S3.8" },
      { label: "Compliance", value: "FAILED" },
      { label: "Workflow", value: "NEW" },
      { label: "Type", value: "Software and Configuration Checks/Industry and Regulatory Standards" },
      {
        label: "What to do",
        value: "See the documentation. https://docs.aws.amazon.com/console/securityhub/S3.8/remediation",
      },
    ]);
  });

  it("posts what somebody sends by a custom action, even a suppressed finding", () => {
    const finding = securityHubFinding({ Workflow: { Status: "SUPPRESSED" } });
    expect(keys(securityHubEvent([finding], "Custom Action"))).toEqual([
      "event/7bf73129-1428-4cd3-a780-95db273d1602/0",
    ]);
    expect(keys(securityHubEvent([finding]))).toEqual([]);
  });
});

describe("AWS Health", () => {
  it("knows every category and the end of an event", () => {
    const event = { eventTypeCode: "AWS_RDS_OPERATIONAL_ISSUE", service: "RDS" };
    expect(
      firstLines(
        healthEvent(),
        healthEvent({ ...event, eventTypeCategory: "issue" }),
        healthEvent({ ...event, eventTypeCategory: "issue", statusCode: "closed" }),
        healthEvent({ ...event, eventTypeCategory: "investigation" }),
        healthEvent({ ...event, eventTypeCategory: "accountNotification" }),
        healthEvent({ ...event, eventTypeCategory: "constructor" }),
        { ...healthEvent({ ...event, eventTypeCategory: "issue" }), "detail-type": "AWS Health Abuse Event" },
      ),
    ).toEqual([
      "medium: EC2 will be changed by AWS: instance retirement scheduled",
      "high: RDS has an issue: operational issue",
      "ok: RDS event is over: operational issue",
      "info: RDS is being investigated by AWS: operational issue",
      "info: RDS has a notice for you: operational issue",
      "info: RDS has news: operational issue",
      "high: RDS has an issue: operational issue",
    ]);
  });

  it("shows English, the affected entities and the times", () => {
    const [notice] = notices(healthEvent());
    expect({ explanation: notice?.explanation, facts: notice?.facts }).toEqual({
      explanation: "An instance will be retired.\n\nPlease stop and start it.",
      facts: [
        { label: "Service", value: "EC2" },
        { label: "Event type", value: "AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED" },
        { label: "Category", value: "scheduledChange" },
        { label: "Status", value: "upcoming" },
        { label: "Affected", value: "i-0123456789abcdef0 (impaired)" },
        { label: "Starts", value: "2030-01-21T08:00:00.000Z", form: "time" },
        { label: "Ends", value: "2030-01-21T10:00:00.000Z", form: "time" },
      ],
    });
  });

  it("tells a public event once, and one about accounts per account and page", () => {
    const arn = "arn:aws:health:eu-west-1::event/S3/X/X_1";
    expect(
      keys(
        healthEvent({ eventArn: arn, eventScopeCode: "PUBLIC" }),
        healthEvent({ eventArn: arn }),
        healthEvent({ eventArn: arn, affectedAccount: "444455556666", page: "2" }),
      ),
    ).toEqual([`health/${arn}`, `health/${arn}/111122223333`, `health/${arn}/444455556666/page-2`]);
  });
});

describe("AWS Backup", () => {
  it("reads the sentence that it publishes, in every state", () => {
    const states = [
      "failed",
      "was completed successfully",
      "was stopped",
      "has expired",
      "was started",
      "was partial",
      "puzzled",
    ];
    expect(firstLines(...states.map(backupText))).toEqual([
      "high: Backup of vol-0abc: failed",
      "ok: Backup of vol-0abc: completed",
      "low: Backup of vol-0abc: aborted",
      "medium: Backup of vol-0abc: expired",
      "info: Backup of vol-0abc: started",
      "medium: Backup of vol-0abc: partial",
      "medium: Backup of vol-0abc: puzzled",
    ]);
  });

  it("gives a job one key in its text and in its event", () => {
    expect(keys(backupText(), backupEvent())).toEqual(
      Array(2).fill("backup/1b2345b2-f22c-4dab-5eb6-bbc7890ed123"),
    );
    expect(notices(backupText(), { subject: "Notification from AWS Backup" })[0]?.facts).toEqual([
      { label: "Resource", value: "arn:aws:ec2:us-west-2:111122223333:volume/vol-0abc" },
      { label: "Recovery point", value: "arn:aws:ec2:us-west-2:111122223333:snapshot/snap-0abc" },
      { label: "Job", value: "1b2345b2-f22c-4dab-5eb6-bbc7890ed123" },
    ]);
  });
});

it("reads malware scans, support cases and events of other kinds", () => {
  const scans = ["THREATS_FOUND", "NO_THREATS_FOUND", "UNSUPPORTED", "ACCESS_DENIED", "FAILED", "NEW_WORD"];
  expect(
    firstLines(
      ...scans.map(malwareScan),
      supportCase(),
      supportCase({ origin: "CUSTOMER" }),
      supportCase({ "event-name": "ResolveCase" }),
      spotWarning(),
    ),
  ).toEqual([
    "high: Malware found in s3://uploads/in/invoice.exe",
    "ok: No malware in s3://uploads/in/invoice.exe",
    "medium: Not scanned for malware (kind or size is not supported): s3://uploads/in/invoice.exe",
    "medium: Not scanned for malware (access denied): s3://uploads/in/invoice.exe",
    "medium: Scan for malware failed: s3://uploads/in/invoice.exe",
    "medium: Scan for malware without a known result: s3://uploads/in/invoice.exe",
    "low: Support case 1234563851 has a new answer of AWS",
    "info: Support case 1234563851 has a new message of ours",
    "ok: Support case 1234563851 was resolved",
    "info: EC2 Spot Instance Interruption Warning from aws.ec2",
  ]);
  expect(notices(spotWarning())[0]?.facts).toEqual([
    { label: "Resources", value: "arn:aws:ec2:us-west-2a:instance/i-0123456789abcdef0" },
    { label: "instance-id", value: "i-0123456789abcdef0" },
    { label: "instance-action", value: "terminate" },
  ]);
});

describe("other messages", () => {
  it("reads a text as text, whatever words are in it", () => {
    const text = 'Please see the "text" and the attachments of AlarmName.\nSecond line.';
    expect(notices(text)).toEqual([
      {
        key: "message/m-1",
        version: undefined,
        kind: "text",
        weight: { band: "info" },
        headline: 'Please see the "text" and the attachments of AlarmName.',
        explanation: "Second line.",
        facts: [],
        sample: false,
      },
    ]);
  });

  it("takes equal texts for two messages, and one message delivered twice for one", () => {
    const [first, again, other] = ["m-1", "m-1", "m-2"].map((id) => notices("Deployed", { id })[0]?.key);
    expect([first === again, first === other]).toEqual([true, false]);
  });

  it("shows JSON by its values, under its own title or its subject", () => {
    const body = { title: "Nightly job", result: { ok: false, errors: ["a", "b"] }, count: 2, nothing: null };
    const facts = [
      { label: "count", value: "2" },
      { label: "result.ok", value: "false" },
      { label: "result.errors", value: "a, b" },
    ];
    expect(notices(body)[0]).toMatchObject({ headline: "Nightly job", facts });
    expect(notices(body, { subject: "From the scheduler" })[0]).toMatchObject({
      headline: "From the scheduler",
      facts: [{ label: "title", value: "Nightly job" }, ...facts],
    });
  });
});
