import { gunzipSync } from "node:zlib";
import type { PutObjectCommand } from "@aws-sdk/client-s3";
import { tagAuditTable, tagReportTables, tagViolatorTable } from "@orgwatch/manifest/tag-report";
import { reportWorld, violation } from "../testing/report-world";
import { reportFiles } from "./report-files";

describe("the report's files", () => {
  it("are gzipped, one JSON object a line, also when they are large", async () => {
    const puts: PutObjectCommand["input"][] = [];
    const write = reportFiles({ send: async ({ input }) => void puts.push(input) }, "bucket");
    const rows = Array.from({ length: 20_000 }, (_, number) => ({ number, words: `line\n${number}` }));
    await write("key", rows);
    const { Body, ...rest } = puts[0] ?? {};
    expect(rest).toEqual({
      Bucket: "bucket",
      Key: "key",
      ContentType: "application/x-ndjson",
      ContentEncoding: "gzip",
    });
    const text = gunzipSync(Body instanceof Uint8Array ? Body : Buffer.alloc(0)).toString();
    expect(text.split("\n").map((line): unknown => (line === "" ? line : JSON.parse(line)))).toEqual([
      ...rows,
      "",
    ]);
  });

  it("say later when S3 does not take them", async () => {
    const write = reportFiles({ send: () => Promise.reject(new Error("SlowDown")) }, "bucket");
    await expect(write("key", [])).rejects.toMatchObject({
      name: "TryLater",
      message: "S3 does not take key",
    });
  });

  it("have exactly the columns of the tables over them", async () => {
    const world = await reportWorld({ violations: [violation(1)] });
    await world.finish();
    const columns = tagReportTables.map((table) => table.columns.map(({ name }) => name).toSorted());
    const rows = [tagAuditTable, tagViolatorTable].map(({ name }) => {
      const key = [...world.files.rows.keys()].find((one) =>
        one.startsWith(`reports/${name}/date=2030-01-07/`),
      );
      return Object.keys(world.files.rows.get(key ?? "")?.[0] ?? {}).toSorted();
    });
    expect(rows).toEqual(columns);
  });
});
