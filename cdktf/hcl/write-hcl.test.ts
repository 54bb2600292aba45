import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import { synthesize } from "../synthesize";
import { sampleConfig } from "../testing/sample-config";
import { emptyZip } from "../testing/synthesized";

describe("a stack's folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgwatch-forms-"));
  for (const { name } of lambdas) writeFileSync(join(folder, `${name}.zip`), emptyZip);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("never holds a stack twice, in whatever form it was written before, and keeps files of the user's", () => {
    const written = (hcl: boolean) => {
      synthesize({ config: sampleConfig(), bundles: folder, out: folder, hcl });
      return readdirSync(join(folder, "stacks", "org-root")).sort();
    };
    const json = written(false);
    writeFileSync(join(folder, "stacks", "org-root", "backend_override.tf"), "# mine\n");
    const hcl = written(true);
    expect(hcl).toEqual(expect.arrayContaining(["backend_override.tf", "terraform.tf", "checks.tf"]));
    expect(hcl.filter((file) => !file.endsWith(".tf"))).toEqual([]);
    expect(written(false)).toEqual(["backend_override.tf", ...json]);
    expect(json).toEqual(["cdk.tf.json"]);
  });
});
