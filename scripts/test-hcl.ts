// `terraform test` for every HCL module below terraform/ that has tests.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./lambda-packages";
import { terraformVariables } from "./terraform-mirror";

const folders = readdirSync(join(root, "terraform"), { recursive: true, withFileTypes: true })
  .filter(
    (entry) => entry.isDirectory() && entry.name === "tests" && !entry.parentPath.includes(".terraform"),
  )
  .map((entry) => entry.parentPath);

const temporary = mkdtempSync(join(tmpdir(), "orgwatch-hcl-"));
let failed = !existsSync(join(root, "terraform"));
for (const folder of folders) {
  const env = { ...process.env, ...terraformVariables(temporary), TF_DATA_DIR: join(temporary, "data") };
  for (const args of [
    ["init", "-backend=false", "-input=false", "-no-color"],
    ["test", "-no-color"],
  ]) {
    const { status } = spawnSync("terraform", args, { cwd: folder, stdio: "inherit", env });
    failed ||= status !== 0;
  }
}
rmSync(temporary, { recursive: true });
process.exitCode = failed ? 1 : 0;
