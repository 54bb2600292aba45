import { linesOf } from "./lines-of";

it.each([1, 2, 3, 7, 100])("puts lines together from chunks of %d bytes", async (size) => {
  const bytes = Buffer.from('{"a":"Köln 🏙"}\n\n{"b":1}\r\n{"c":2}');
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const lines: string[] = [];
  for await (const line of linesOf(chunks())) lines.push(line);
  expect(lines).toEqual(['{"a":"Köln 🏙"}', '{"b":1}\r', '{"c":2}']);
});
