import { hints, keys, notices } from "../../testing/read-notices";
import { securityHubEvent, securityHubFinding } from "../fixtures/other-events";
import { readMessages } from "../read-event";

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
        "post" in reading ? `${reading.post.weight.band} ${reading.post.key}` : JSON.stringify(reading),
      ),
    ).toEqual([
      "critical securityhub/111122223333/a",
      "medium securityhub/111122223333/b",
      "medium securityhub/111122223333/c",
      "ok securityhub/111122223333/d",
      '{"skip":"Security Hub finding e is archived"}',
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
