import { inOrder, meeting, pageOf } from "./find-findings";
import { newFinding } from "./finding";
import { exampleContent } from "./sample-finding";
import { type SampleType, sampleTypes } from "./sample-types";

const place = { accountId: "111111111111", region: "us-west-2", detectorId: "d" };
const severities = [2, 5, 8];
const findings = severities.map((severity, index) => {
  const type: SampleType = {
    type: `T${index}:EC2/X`,
    severity,
    resource: "instance",
    action: "dns",
    title: "t",
  };
  const now = new Date(Date.UTC(2030, 0, 7, 9, index));
  return newFinding(exampleContent(type, place, now), place, `f-${index}`, now);
});
const ids = (criteria: unknown) => meeting(findings, criteria).map(({ id }) => id);

describe("meeting", () => {
  it.each<[string, unknown, readonly string[]]>([
    ["no criteria", undefined, ["f-0", "f-1", "f-2"]],
    ["a severity from", { severity: { gte: 5 } }, ["f-1", "f-2"]],
    ["a range", { severity: { greaterThan: 2, lessThan: 8 } }, ["f-1"]],
    ["a type", { type: { equals: ["T0:EC2/X", "T2:EC2/X"] } }, ["f-0", "f-2"]],
    ["not a type", { type: { neq: ["T0:EC2/X"] } }, ["f-1", "f-2"]],
    ["a wildcard", { type: { matches: ["T?:EC2/*"] } }, ["f-0", "f-1", "f-2"]],
    ["not a wildcard", { type: { notMatches: ["T1*"] } }, ["f-0", "f-2"]],
    ["archived or not", { "service.archived": { eq: ["true"] } }, []],
    [
      "a nested field",
      { "resource.instanceDetails.instanceId": { eq: ["i-99999999"] } },
      ["f-0", "f-1", "f-2"],
    ],
    ["a time in milliseconds", { updatedAt: { gt: Date.UTC(2030, 0, 7, 9, 1) } }, ["f-2"]],
    ["several criteria", { severity: { gte: 5 }, type: { eq: ["T1:EC2/X"] } }, ["f-1"]],
  ])("%s", (_, criterion, expected) => {
    expect(ids({ criterion })).toEqual(expected);
  });
});

describe("inOrder", () => {
  it("puts the newest first, or sorts by an attribute", () => {
    const sorted = (criteria: unknown) => inOrder(findings, criteria).map(({ id }) => id);
    expect(sorted(undefined)).toEqual(["f-2", "f-1", "f-0"]);
    expect(sorted({ attributeName: "severity", orderBy: "ASC" })).toEqual(["f-0", "f-1", "f-2"]);
    expect(sorted({ attributeName: "severity", orderBy: "DESC" })).toEqual(["f-2", "f-1", "f-0"]);
  });
});

describe("pageOf", () => {
  it("gives pages of at most 50 that together have everything once", () => {
    const items = sampleTypes.flatMap((type) => [`${type.type} 1`, `${type.type} 2`]);
    const first = pageOf(items, undefined, undefined);
    const second = pageOf(items, 50, first.nextToken);
    expect([first.page.length, second.page.length, second.nextToken]).toEqual([50, items.length - 50, ""]);
    expect([...first.page, ...second.page]).toEqual(items);
    expect(pageOf(items, 2, "3")).toEqual({ page: items.slice(3, 5), nextToken: "5" });
  });
});
