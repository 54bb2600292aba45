// Paths, templates and tags: what the table of kinds says of an answer, found in it.
import { replacedAt, textAt, valuesAt } from "./paths";
import { plainJson } from "./plain-json";
import { tagsAt } from "./tags-of";
import { filledInput, textOf } from "./templates";

const answer = {
  Reservations: [{ Instances: [{ Id: "i-1" }, { Id: "i-2" }] }, { Instances: [{ Id: "i-3" }] }, {}],
  Queue: "q",
  Nothing: null,
};
const facts = { partition: "aws-cn", region: "cn-north-1", account: "111111111111", id: "x/1" };

describe("a path", () => {
  it.each<[string, unknown[]]>([
    ["Reservations[].Instances[].Id", ["i-1", "i-2", "i-3"]],
    ["Queue", ["q"]],
    ["Nothing", []],
    ["Missing.Deeper[].Down", []],
    ["Queue.toString", []],
    [".", [answer]],
  ])("%s finds what is there", (path, values) => {
    expect(valuesAt(answer, path)).toEqual(values);
  });

  it("finds a list of strings' own item, and numbers as text", () => {
    expect([textAt("https://q", "."), textAt({ Port: 5432 }, "Port"), textAt({ Port: "" }, "Port")]).toEqual([
      "https://q",
      "5432",
      undefined,
    ]);
  });

  it("replaces what is there, and only that, in a copy", () => {
    const job = { env: [{ name: "A", value: "s3cret" }, { name: "B" }], command: ["x", "y"] };
    const hidden = ["env[].value", "command", "nothing.here", "command.no"].reduce(
      (value: unknown, path) => replacedAt(value, path, "(left out)"),
      job,
    );
    expect({ hidden, secret: job.env[0]?.value }).toEqual({
      hidden: { env: [{ name: "A", value: "(left out)" }, { name: "B" }], command: "(left out)" },
      secret: "s3cret",
    });
  });
});

describe("a template", () => {
  it.each<[string, string | undefined]>([
    ["arn:<partition>:s3:::<Name>", "arn:aws-cn:s3:::shop"],
    ["<group.Name>/<id>", "g/x/1"],
    ["arn:aws:iam::<account>:root", "arn:aws:iam::111111111111:root"],
    ["arn:<partition>:ec2:<region>:<Missing>", undefined],
    ["group.Name", "g"],
    ["Missing", undefined],
  ])("%s", (template, text) => {
    expect(textOf(template, { Name: "shop", group: { Name: "g" } }, facts)).toEqual(text);
  });

  it("fills inputs at any depth, and keeps the type of what stands alone", () => {
    const input = {
      Names: ["<Name>"],
      Filters: [{ Values: ["a-<account>"] }],
      Arns: "<Arns>",
      Max: 5,
      On: true,
    };
    expect(filledInput(input, { Name: "n", Arns: ["a", "b"] }, facts)).toEqual({
      Names: ["n"],
      Filters: [{ Values: ["a-111111111111"] }],
      Arns: ["a", "b"],
      Max: 5,
      On: true,
    });
  });
});

it.each<[string, unknown, string]>([
  ["Key and Value", { Tags: [{ Key: "team", Value: "shop" }, { Key: "empty" }] }, "Tags"],
  ["key and value", { tags: [{ key: "team", value: "shop" }, { key: "empty" }] }, "tags"],
  ["TagKey and TagValue", { Tags: [{ TagKey: "team", TagValue: "shop" }, { TagKey: "empty" }] }, "Tags[]"],
  ["a map", { tags: { team: "shop", empty: "" } }, "tags"],
  [
    "lists in a list",
    { D: [{ Tags: [{ Key: "team", Value: "shop" }] }, { Tags: [{ Key: "empty" }] }] },
    "D[].Tags",
  ],
])("reads tags written as %s", (_, value, path) => {
  expect(tagsAt(value, path)).toEqual({ team: "shop", empty: "" });
});

it("finds a single tag and none", () => {
  expect([
    tagsAt({ Tags: [{ Key: "a", Value: "b" }] }, "Tags"),
    tagsAt({ Tags: [] }, "Tags"),
    tagsAt({}, "Tags"),
  ]).toEqual([{ a: "b" }, {}, {}]);
});

it("makes plain JSON of what the SDK answers", () => {
  const value = {
    $metadata: { requestId: "1" },
    at: new Date("2030-01-07T09:00:00Z"),
    never: new Date("no date"),
    bytes: new Uint8Array([1]),
    buffer: Buffer.from("x"),
    set: new Set(["a"]),
    big: 12345678901234567890n,
    inner: [{ gone: undefined, none: null, yes: false }, undefined],
    text: Object("json"),
    infinite: Number.POSITIVE_INFINITY,
  };
  expect(plainJson(value)).toEqual({
    at: "2030-01-07T09:00:00.000Z",
    set: ["a"],
    big: "12345678901234567890",
    inner: [{ none: null, yes: false }],
    text: "json",
    infinite: "Infinity",
  });
});
