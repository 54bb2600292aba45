import { noEvent, readCall } from "./read-call";
import { allRecords, eventOf } from "./records/all-records";
import { resolveRules } from "./resolve-rules";

describe("a record of CloudTrail", () => {
  it.each(allRecords.map((one) => [one.name, one] as const))("%s", (_name, one) => {
    const read = readCall(eventOf(one));
    expect(read).toEqual(one.read);
    if (one.resolved === undefined || read.kind !== "change") return;
    const { known = [], current, ruleChanges, notes = [] } = one.resolved;
    const before = new Map(known.map((rule) => [rule.ruleId ?? "", rule]));
    expect(resolveRules(read.call, { known: before, current })).toEqual({ ruleChanges, notes });
  });
});

describe("a body that is no record", () => {
  it.each([
    [undefined],
    [null],
    ["hello"],
    [7],
    [[]],
    [{}],
    [{ detail: null }],
    [{ detail: [] }],
    [{ detail: {} }],
    [{ detail: { eventName: "DeleteSecurityGroup" } }],
    [{ source: "aws.ec2", detail: { state: "running" } }],
  ])("is told apart: %j", (body) => {
    expect(readCall(body)).toEqual({ kind: "ignored", because: noEvent });
  });
});
