import { defineBucket } from "./define-bucket";
import { bucketName } from "./names";

const reports = { bucket: "tag-audit", summary: "Reports", stack: "tag-audit", expireDays: 400 };

describe("defineBucket", () => {
  it("keeps the declaration", () => {
    expect(defineBucket(reports)).toEqual(reports);
  });

  it("takes no name that S3 would refuse once the account stands in it", () => {
    const longest = `a${"b".repeat(29)}`;
    expect(bucketName(longest, "222222222222").length).toBeLessThanOrEqual(63);
    expect(defineBucket({ ...reports, bucket: longest }).bucket).toBe(longest);
    expect(() => defineBucket({ ...reports, bucket: `${longest}b` })).toThrow(
      "its name must be kebab-case of at most 30 characters",
    );
  });

  it("forgets a folder earlier than the rest, and knows no other prefixes", () => {
    const parts = { ...reports, expirePrefixes: [{ prefix: "parts/", days: 7 }] };
    expect(defineBucket(parts)).toEqual(parts);
    const wrong = [
      { prefix: "", days: 7 },
      { prefix: "runs/*/parts/", days: 0 },
    ];
    expect(() => defineBucket({ ...reports, expirePrefixes: wrong })).toThrow(
      new Error(
        'bucket tag-audit: the prefix "" must be one folder, as in parts/; the prefix "runs/*/parts/" must be one folder, as in parts/; ' +
          "the days of the prefix runs/*/parts/ must be at least 1",
      ),
    );
  });

  it("reports all problems together", () => {
    expect(() => defineBucket({ ...reports, bucket: "Tag_Audit", summary: "", expireDays: 0 })).toThrow(
      new Error(
        "bucket Tag_Audit: its name must be kebab-case of at most 30 characters; it needs a summary; " +
          "expireDays must be at least 1",
      ),
    );
  });
});
