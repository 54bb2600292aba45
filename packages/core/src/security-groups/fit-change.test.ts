import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { type LocalAws, startLocalAws } from "../testing/local-aws";
import type { Change, RuleChange } from "./change";
import { changeTable } from "./change-table";
import { fitChange } from "./fit-change";
import type { Rule } from "./rule";

const time = "2030-01-07T09:00:00.000Z";
const rule = (index: number, description = "x".repeat(255)): Rule => ({
  ...{ ruleId: `sgr-0123456789abc${String(index).padStart(4, "0")}`, direction: "ingress", protocol: "tcp" },
  ...{ fromPort: 30_000 + index, toPort: 30_000 + index, description },
  peer: { kind: "ipv4", cidr: `203.0.${100 + (index >> 8)}.${index & 255}/32` },
});
const { description: _, ...plain } = rule(1);
const change = (ruleChanges: RuleChange[], more: Partial<Change> = {}): Change => ({
  ...{ changeId: "e-1", revision: 1, eventName: "RevokeSecurityGroupIngress", accountId: "444444444444" },
  ...{ changedAt: time, recordedAt: time, updatedAt: time, region: "eu-west-1", groupId: "sg-1" },
  ...{ author: { kind: "root", name: "root" }, ruleChanges, risk: "low", because: [], publicUses: [] },
  ...{ notes: ["a note"], state: "pending" },
  ...more,
});
const thousand = change(
  Array.from({ length: 1000 }, (_each, index) => ({
    kind: "removed",
    ruleId: rule(index).ruleId,
    rule: rule(index),
  })),
);
const noDescriptions =
  "So many rules leave no room for their descriptions: what is taken back has none, and descriptions themselves are not taken back.";

it("leaves a change as it is where there is room", () => {
  const small = change([{ kind: "added", rule: rule(1) }]);
  expect(fitChange(small)).toBe(small);
});

it("goes without descriptions, and never sets one back that it does not know", () => {
  const described = { kind: "described", ruleId: "sgr-1", description: "new" } as const;
  const large = change([
    { kind: "added", rule: rule(1) },
    { kind: "removed", ruleId: "sgr-1" },
    { kind: "removed", ruleId: "sgr-1", rule: rule(1) },
    { kind: "modified", ruleId: "sgr-1", before: rule(1), after: rule(1) },
    { kind: "modified", ruleId: "sgr-1", after: rule(1) },
    { ...described, before: rule(1), after: rule(1) },
    described,
    { kind: "deleted" },
  ]);
  expect(fitChange(large, 2000)).toEqual({
    ...large,
    notes: ["a note", noDescriptions],
    ruleChanges: [
      { kind: "added", rule: plain },
      { kind: "removed", ruleId: "sgr-1" },
      { kind: "removed", ruleId: "sgr-1", rule: plain },
      { kind: "modified", ruleId: "sgr-1", before: plain, after: plain },
      { kind: "modified", ruleId: "sgr-1", after: plain },
      { ...described, after: plain },
      described,
      { kind: "deleted" },
    ],
  });
});

it("goes without the last rules in the end, and says how many", () => {
  const { ruleChanges, notes } = fitChange(thousand, 1000);
  expect({ kept: ruleChanges.length, fits: JSON.stringify(ruleChanges).length <= 1000, notes }).toEqual({
    kept: 4,
    fits: true,
    notes: [
      "There is room for only 4 of the call's 1000 rules: the others are not recorded, and Deny leaves them as they are.",
      "a note",
      noDescriptions,
    ],
  });
});

describe("in the table", () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws(() => ({ status: 200, body: "{}" }));
  });
  afterAll(() => aws.stop());

  it("has room for a thousand rules, and for what was done about each", async () => {
    const table = changeTable(new DynamoDBClient(aws.client), "changes", async () => 400);
    await table.add(thousand);
    const results = thousand.ruleChanges.map((_each, index) => ({
      ...({ index, outcome: "failed" } as const),
      words: "w".repeat(120),
    }));
    const fitted = fitChange(thousand);
    const act = { tried: results.map(({ index }) => index), results };
    await table.save({ ...fitted, act }, fitted, new Date(time));
    const sizes = aws.calls.map(({ body }) =>
      sizeOf(z.object({ Item: z.any() }).parse(JSON.parse(body)).Item),
    );
    expect(sizes.map((size) => size > 100_000 && size < 400 * 1024)).toEqual([true, true]);
  });
});

/** As DynamoDB counts: names and values, three bytes for a list or map and one for each member. */
function sizeOf(members: object): number {
  return Object.entries(members).reduce((sum, [name, value]) => sum + name.length + 1 + valueSize(value), 0);
}

function valueSize(attribute: object): number {
  const [[type, value] = ["", ""]] = Object.entries(attribute);
  if (type === "M") return 3 + sizeOf(value);
  if (type === "L") return 3 + [...value].reduce((sum: number, one: object) => sum + 1 + valueSize(one), 0);
  return String(value).length;
}
