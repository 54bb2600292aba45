import { matchesPattern } from "@orgwatch/sandbox/event-bus/match-pattern";
import { standardRules } from "./alerting-rules";

function topicsFor(
  detail: Record<string, unknown>,
  alerts = { alertFrom: 7, notifyFrom: 0 },
): readonly string[] {
  const event = { source: "aws.guardduty", "detail-type": "GuardDuty Finding", detail };
  return standardRules(alerts).flatMap(({ pattern, to }) => (matchesPattern(pattern, event) ? [to] : []));
}

describe("finding patterns", () => {
  it.each([
    [0, "notification"],
    [1.5, "notification"],
    [6.9, "notification"],
    [7, "alert"],
    [8.9, "alert"],
    [9.5, "alert"],
    [10, "alert"],
  ])("send severity %d to exactly one topic: %s", (severity, topic) => {
    expect(topicsFor({ severity })).toEqual([topic]);
  });

  it("send a finding without a severity to the notifications", () => {
    expect([topicsFor({ id: "f-1" }), topicsFor({ severity: null })]).toEqual([
      ["notification"],
      ["notification"],
    ]);
  });

  it("leave out what the configuration does not want to hear", () => {
    const alerts = { alertFrom: 9, notifyFrom: 4 };
    expect([3.9, 4, 8.9, 9].map((severity) => topicsFor({ severity }, alerts))).toEqual([
      [],
      ["notification"],
      ["notification"],
      ["alert"],
    ]);
  });
});
