import { firstLines, notices } from "../testing/read-notices";
import { malwareScan, spotWarning, supportCase } from "./fixtures/other-events";

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
