import { readMessages } from "../read-event";

const hints = { id: "m-1", receivedAt: new Date("2030-01-07T09:00:00Z") };

function archiveCall(changes: Record<string, unknown> = {}) {
  return {
    id: "e-1",
    source: "aws.guardduty",
    "detail-type": "AWS API Call via CloudTrail",
    account: "222222222222",
    region: "us-west-2",
    time: "2030-01-07T09:00:00Z",
    detail: {
      eventID: "c-1",
      eventTime: "2030-01-07T08:59:00Z",
      eventSource: "guardduty.amazonaws.com",
      eventName: "ArchiveFindings",
      awsRegion: "us-west-2",
      userIdentity: {
        type: "AssumedRole",
        principalId: "AROA1:jane@example.com",
        sessionContext: { sessionIssuer: { userName: "SecurityEngineer" } },
      },
      requestParameters: { detectorId: "d-1", findingIds: ["f-1", "f-2"] },
      responseElements: null,
      ...changes,
    },
  };
}

describe("a call to archive findings", () => {
  it("ends each of the findings, by whoever called", () => {
    const end = { id: "c-1", at: "2030-01-07T08:59:00.000Z" };
    const by = "AssumedRole SecurityEngineer, session jane@example.com";
    expect(readMessages(archiveCall(), hints)).toEqual([
      { archived: { ...end, key: "guardduty/us-west-2/f-1", by } },
      { archived: { ...end, key: "guardduty/us-west-2/f-2", by } },
    ]);
  });

  it("marks those that finding-responder made for somebody", () => {
    const sessionContext = { sessionIssuer: { userName: "orgwatch-finding-responder-us-west-2" } };
    const userIdentity = { type: "AssumedRole", principalId: "AROA2:responder", sessionContext };
    const requestParameters = { detectorId: "d-1", findingIds: ["f-1"] };
    expect(readMessages(archiveCall({ userIdentity, requestParameters }), hints)).toEqual([
      {
        archived: {
          id: "c-1",
          at: "2030-01-07T08:59:00.000Z",
          key: "guardduty/us-west-2/f-1",
          by: "AssumedRole orgwatch-finding-responder-us-west-2, session responder",
          own: true,
        },
      },
    ]);
  });

  it.each([
    ["failed", { errorCode: "AccessDenied" }, "findings were not archived: the call failed"],
    [
      "names no finding",
      { requestParameters: null },
      "a call to archive findings does not say which, where or when",
    ],
  ])("ends nothing when it %s", (_name, changes, skip) => {
    expect(readMessages(archiveCall(changes), hints)).toEqual([{ skip }]);
  });
});
