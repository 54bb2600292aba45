import { callOfRow } from "./call-of-row";

const record = {
  eventID: "e-1",
  eventTime: "2030-01-07T09:00:00Z",
  eventSource: "ec2.amazonaws.com",
  recipientAccountId: "444444444444",
  awsRegion: "eu-west-1",
};
const event = {
  id: "e-1",
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.ec2",
  account: "444444444444",
  region: "eu-west-1",
  time: "2030-01-07T09:00:00Z",
};
const read = (row: unknown) => {
  const call = callOfRow(typeof row === "string" ? row : JSON.stringify(row));
  return call && { ...call, body: JSON.parse(call.body) };
};

describe("a row of CloudTrail Lake", () => {
  it("becomes the event that EventBridge sends", () => {
    expect(read(record)).toEqual({
      id: "e-1",
      at: "2030-01-07T09:00:00Z",
      body: { ...event, detail: record },
    });
  });

  it("may have its time in Lake's other form", () => {
    expect(read({ ...record, eventTime: "2030-01-07 09:00:00.000" })).toEqual(read(record));
  });

  it("keeps what it has where fields are missing or odd, with an id of its own", () => {
    const id = "ff2bd04b6d18edd6c0e4c9ce4ca8c0e4c9a5b8f7d7ef0bbd5dd2a0c32a9f1f1b";
    const odd = read({ eventTime: "soon", awsRegion: 7, more: { deep: true } });
    expect({ ...odd, id: odd?.id.length, body: { ...odd?.body, id } }).toEqual({
      id: 64,
      at: undefined,
      body: {
        id,
        "detail-type": "AWS API Call via CloudTrail",
        source: "aws.ec2",
        time: "soon",
        detail: { eventTime: "soon", more: { deep: true } },
      },
    });
    expect(read({ awsRegion: "eu-west-1" })?.id).toBe(read({ awsRegion: "eu-west-1" })?.id);
  });

  it("loses only what is too large for a message", () => {
    const large = "é".repeat(130_000);
    expect(read({ ...record, requestParameters: { a: 1 }, responseElements: large })?.body.detail).toEqual({
      ...record,
      requestParameters: { a: 1 },
    });
    expect(read({ ...record, requestParameters: large, responseElements: large })?.body.detail).toEqual(
      record,
    );
    expect(read({ ...record, userIdentity: large, more: large })).toBe(undefined);
  });

  it("is text that SQS takes", () => {
    const call = callOfRow(JSON.stringify({ ...record, userAgent: "a\uFFFE\uFFFF\u0001\uD800" }));
    expect(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/.test(call?.body ?? "\u0000")).toBe(false);
    expect(JSON.parse(call?.body ?? "").detail.userAgent).toBe("a\uFFFE\uFFFF\u0001\uD800");
  });

  it.each(["", "{", "null", "[]", "7", '"text"'])("is not read when it is %j", (row) => {
    expect(callOfRow(row)).toBe(undefined);
  });
});
