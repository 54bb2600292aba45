import { NoTrailFile, recordsOf } from "./records-of";
import { inChunks } from "./testing/trail-file";

async function read(text: string, options: { chunk?: number; longest?: number } = {}): Promise<unknown[]> {
  const found: unknown[] = [];
  const { chunk = 3, longest } = options;
  for await (const record of recordsOf(inChunks(Buffer.from(text), chunk), longest))
    found.push(JSON.parse(record.toString()));
  return found;
}

const records = [
  { text: 'brackets ]}[{ and "quotes" \\', deep: { list: [[{}], "}"], Records: [{ no: 1 }] } },
  {},
  { unicode: "üñ ✓ 𝄞", escaped: '\u0000\n\\"' },
];

it.each([1, 2, 3, 7, 64, 100_000])("finds the records, whatever the chunks: %d bytes", async (chunk) => {
  const file = { before: { Records: [{ no: 1 }] }, list: [{ no: 2 }], Records: records, after: [{ no: 3 }] };
  expect(await read(JSON.stringify(file), { chunk })).toEqual(records);
  expect(await read(JSON.stringify(file, null, "\t"), { chunk })).toEqual(records);
});

it("takes objects only, from the file's own list only", async () => {
  const mixed =
    '{"x":"Records","y":[{"no":1}],"\\u0052ecords":[{"no":2}],"Records":[null,1,"a",[{"no":3}],{"yes":1}]}\n';
  expect(await read(mixed)).toEqual([{ yes: 1 }]);
});

it("passes over a record that is too long, and goes on after it", async () => {
  const file = { Records: [{ id: 1 }, { long: "x".repeat(100) }, { id: 2 }] };
  expect(await read(JSON.stringify(file), { longest: 50 })).toEqual([{ id: 1 }, { id: 2 }]);
});

it.each([
  ["", "it is empty, or no JSON object"],
  [" \n", "it is empty, or no JSON object"],
  ["hello", "it is no JSON object"],
  ["[1]", "it is no JSON object"],
  ["{}", "it has no list Records"],
  ['{"Records":{"a":1}}', "it has no list Records"],
  ['{"Records":[{"a":1},', "it ends in the middle"],
  ['{"Records":[{"a":"', "it ends in the middle"],
  ['{"Records":[]}{', "something follows its end"],
])("refuses what is no trail file: %j", async (text, words) => {
  await expect(read(text)).rejects.toEqual(new NoTrailFile(words));
});

it("holds no more than a record of a file of 50 MB", async () => {
  const one = Buffer.from(`${JSON.stringify({ filler: "x".repeat(1500), list: [1, 2, { a: "b" }] })},`);
  const many = Buffer.concat(Array.from({ length: 40 }, () => one));
  async function* file() {
    yield Buffer.from('{"Records":[');
    for (let block = 0; block < 850; block += 1) yield many;
    yield Buffer.from("{}]}");
  }
  let count = 0;
  let most = 0;
  const before = process.memoryUsage().arrayBuffers;
  for await (const _ of recordsOf(file())) {
    count += 1;
    if (count % 5000 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect({ count, small: most < 30e6 }).toEqual({ count: 34_001, small: true });
});
