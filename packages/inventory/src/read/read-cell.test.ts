// An account's region read into a part and a record, in good weather and in bad.
import type { Cell, Failure } from "@orgwatch/core/inventory/run-manifest";
import type { Kind } from "../../kinds/kind";
import { memoryFiles } from "../files/testing/memory-files";
import { OutOfTime } from "./out-of-time";
import { type CellFacts, readCell } from "./read-cell";
import { type Answer, errorOf, memoryReader } from "./testing/memory-reader";

const run = "2030-01-07T09:00:00.000Z";
const account = "111111111111";
const cellKey = `runs/${run}/cells/${account}/eu-west-1.json`;
const partKey = (part: number) => `parts/${run}/${account}/eu-west-1/${part}.ndjson.gz`;

const kind = (name: string, more: Partial<Kind> = {}): Kind => ({
  ...{ kind: `ec2/${name}`, service: "ec2", scope: "regional", operation: name, list: "Items", id: "Id" },
  ...more,
});
const kinds = [kind("a"), kind("b"), kind("c"), kind("d", { scope: "global" })];
const items = (...ids: string[]) => ({ Items: ids.map((Id) => ({ Id })) });
const failure = (name: string, type: Failure["type"], words: string): Failure => ({
  ...{ account, region: "eu-west-1", kind: `ec2/${name}`, type, words },
  hides: `every ec2/${name} in eu-west-1`,
});

function world(answers: Readonly<Record<string, Answer>>, more: Partial<CellFacts> = {}) {
  const files = memoryFiles();
  const reader = memoryReader(answers);
  let at = Date.parse(run);
  const now = () => {
    at += 500;
    return new Date(at);
  };
  const facts: CellFacts = {
    ...{ run, account, region: "eu-west-1", partition: "aws", kinds, earlier: undefined, isOn: true },
    ...more,
  };
  return { files, reader, read: () => readCell(facts, { reader, files, now }) };
}

const cell = (more: Partial<Cell>): Cell => ({
  ...{
    run,
    account,
    region: "eu-west-1",
    result: "read",
    durationMs: 500,
    counts: {},
    failures: [],
    parts: [],
  },
  ...more,
});

it("writes the lines of all kinds of its scope, and then what it read", async () => {
  const { files, reader, read } = world({ a: [items("a-1"), items("a-2")], b: [items("b-1")], c: [items()] });
  const written = await read();
  const expected = cell({
    counts: { "ec2/a": 2, "ec2/b": 1, "ec2/c": 0 },
    parts: [{ part: 0, kinds: ["ec2/a", "ec2/b", "ec2/c"] }],
  });
  const line = (name: string, id: string) =>
    JSON.stringify({
      ...{
        run,
        account,
        region: "eu-west-1",
        service: "ec2",
        kind: `ec2/${name}`,
        id,
        tags: {},
        raw: { Id: id },
      },
    });
  expect({
    written,
    kept: Object.fromEntries(files.json),
    lines: files.lines.get(partKey(0))?.toSorted(),
    asked: reader.calls.map(({ operation }) => operation),
  }).toEqual({
    written: expected,
    kept: { [cellKey]: expected },
    lines: [line("a", "a-1"), line("a", "a-2"), line("b", "b-1")],
    asked: ["a", "b", "c"],
  });
});

it("names what it could not read and what that hides, and reads the rest", async () => {
  const { read } = world({
    a: [items("a-1")],
    b: [items("b-1"), errorOf("AccessDenied")],
    c: [errorOf("TypeError")],
  });
  expect(await read()).toEqual(
    cell({
      result: "partial",
      counts: { "ec2/a": 1 },
      failures: [
        failure("b", "denied", "AccessDenied: AWS says no"),
        failure("c", "bug", "TypeError: AWS says no"),
      ],
      parts: [{ part: 0, kinds: ["ec2/a"] }],
    }),
  );
});

it("says once that all is closed, where everything fails in the same way", async () => {
  const { read } = world({});
  const same = { account, region: "eu-west-1", type: "denied", words: "AccessDenied: AWS says no" } as const;
  expect(await read()).toEqual(
    cell({ result: "failed", failures: [{ ...same, hides: "everything in eu-west-1" }] }),
  );
});

it("tells details that AWS refuses together, with the first few resources", async () => {
  const detail = { operation: "more", input: { Id: "<Id>" }, as: "More" };
  const { read } = world(
    { a: [items("1", "2", "3", "4", "5")], more: [errorOf("AccessDenied")] },
    { kinds: [kind("a", { details: [detail] })] },
  );
  const hides = "what more says of 1, 2, 3 and 2 more (ec2/a in eu-west-1)";
  expect(await read()).toEqual(
    cell({
      result: "partial",
      counts: { "ec2/a": 5 },
      failures: [{ ...failure("a", "denied", "AccessDenied: AWS says no"), hides, isDetail: true }],
      parts: [{ part: 0, kinds: ["ec2/a"] }],
    }),
  );
});

it("counts none of what the region does not offer, but knows a network without names from that", async () => {
  const unknown = errorOf("Error", { code: "ENOTFOUND" });
  const elsewhere = [kind("a"), kind("b", { service: "sns" }), kind("c")];
  const lacking = world(
    { a: [items("a-1")], b: [unknown], c: [errorOf("UnknownEndpoint")] },
    { kinds: elsewhere },
  );
  const offline = world({ a: [unknown], b: [unknown], c: [unknown] });
  expect([await lacking.read(), await offline.read()]).toEqual([
    cell({
      counts: { "ec2/a": 1, "ec2/b": 0, "ec2/c": 0 },
      parts: [{ part: 0, kinds: ["ec2/a", "ec2/b", "ec2/c"] }],
    }),
    cell({
      result: "failed",
      failures: [
        {
          ...{ account, region: "eu-west-1", type: "unavailable", words: "Error: AWS says no" },
          hides: "everything in eu-west-1",
        },
      ],
    }),
  ]);
});

it("keeps what was read when the time is over, and later reads only the rest", async () => {
  const late = new OutOfTime("too late");
  const first = world({ a: [items("a-1")], b: [items("b-1"), late], c: [errorOf("AccessDenied")] });
  const unfinished = await first.read();
  const second = world({ b: [items("b-1", "b-2")], c: [items()] }, { earlier: unfinished });
  const finished = await second.read();
  expect({ unfinished, finished, asked: second.reader.calls.map(({ operation }) => operation) }).toEqual({
    unfinished: cell({
      result: "unfinished",
      counts: { "ec2/a": 1 },
      failures: [
        failure("b", "unfinished", "OutOfTime: too late"),
        failure("c", "denied", "AccessDenied: AWS says no"),
      ],
      parts: [{ part: 0, kinds: ["ec2/a"] }],
    }),
    finished: cell({
      durationMs: 1000,
      counts: { "ec2/a": 1, "ec2/b": 2, "ec2/c": 0 },
      parts: [
        { part: 0, kinds: ["ec2/a"] },
        { part: 1, kinds: ["ec2/b", "ec2/c"] },
      ],
    }),
    asked: ["b", "c"],
  });
  expect([...second.files.lines.keys()]).toEqual([partKey(1)]);
});

it("writes no record where its lines cannot be written, and leaves nobody waiting", async () => {
  const many = items(...Array.from({ length: 5000 }, (_, index) => `item-${index}`));
  const { files, reader, read } = world({ a: [many], b: [many], c: [many] });
  const full = new Error("the bucket is full");
  const broken = { ...files, writeLines: async () => Promise.reject(full) };
  const facts: CellFacts = {
    ...{ run, account, region: "eu-west-1", partition: "aws", kinds, earlier: undefined, isOn: true },
  };
  await expect(readCell(facts, { reader, files: broken, now: () => new Date(run) })).rejects.toBe(full);
  expect(files.json.size).toBe(0);
  expect((await read()).counts).toEqual({ "ec2/a": 5000, "ec2/b": 5000, "ec2/c": 5000 });
});

it("still says, when it goes on, which details an earlier try was refused", async () => {
  const detail = { operation: "more", input: { Id: "<Id>" }, as: "More" };
  const kinds = [kind("a", { details: [detail] }), kind("b")];
  const late = new OutOfTime("too late");
  const first = world({ a: [items("1")], more: [errorOf("AccessDenied")], b: [late] }, { kinds });
  const second = world({ b: [items("b-1")] }, { kinds, earlier: await first.read() });
  const { result, failures } = await second.read();
  const hides = "what more says of 1 (ec2/a in eu-west-1)";
  expect({ result, failures }).toEqual({
    result: "partial",
    failures: [{ ...failure("a", "denied", "AccessDenied: AWS says no"), hides, isDetail: true }],
  });
});

it("takes a name that is lost in the middle for a failure, never for nothing", async () => {
  const lost = errorOf("Error", { code: "ENOTFOUND" });
  const detail = { operation: "more", input: { Id: "<Id>" }, as: "More" };
  const { read } = world(
    { a: [items("a-1")], more: [lost], b: [items("b-1")], c: [lost] },
    { kinds: [kind("a", { service: "sns", details: [detail] }), kind("b"), kind("c")] },
  );
  expect(await read()).toEqual(
    cell({
      result: "partial",
      counts: { "ec2/b": 1 },
      failures: ["a", "c"].map((name) => failure(name, "unavailable", "Error: AWS says no")),
      parts: [{ part: 0, kinds: ["ec2/b"] }],
    }),
  );
});
