import { firstLines, keys, notices } from "../../testing/read-notices";
import { healthEvent } from "../fixtures/other-events";

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
