import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordFile, recordPath } from "./record-file";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "orgwatch-record-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("has each line on the disk when it is written", async () => {
  const path = join(folder, "record.ndjson");
  const record = await recordFile(path);
  await record.write({ record: "plan", acts: [] });
  const first = await readFile(path, "utf8");
  await record.write({ record: "intent", words: "two\nlines" });
  const both = await readFile(path, "utf8");
  await record.close();
  expect([first, both]).toEqual([
    '{"record":"plan","acts":[]}\n',
    '{"record":"plan","acts":[]}\n{"record":"intent","words":"two\\nlines"}\n',
  ]);
});

it("writes over no other record", async () => {
  const path = join(folder, "record.ndjson");
  await (await recordFile(path)).close();
  await expect(recordFile(path)).rejects.toMatchObject({ code: "EEXIST" });
});

it("is called by the time in UTC", () => {
  expect(recordPath(new Date("2030-01-07T09:30:45.123Z"))).toBe(
    "./orgwatch-tag-audit-20300107T093045Z.ndjson",
  );
});
