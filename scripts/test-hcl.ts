// `terraform test` for every HCL module below terraform/ that has tests, in a copy: Terraform leaves files where it runs.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./lambda-packages";
import { terraformVariables } from "./terraform-mirror";

const temporary = mkdtempSync(join(tmpdir(), "orgwatch-hcl-"));
const copy = join(temporary, "terraform");
cpSync(join(root, "terraform"), copy, { recursive: true, filter: (path) => !path.includes(".terraform") });
const modules = readdirSync(copy, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name === "tests")
  .map((entry) => entry.parentPath);

const env = { ...process.env, ...terraformVariables(temporary) };
let failed = modules.length === 0;
for (const cwd of modules)
  for (const args of [
    ["init", "-backend=false", "-input=false", "-no-color"],
    ["test", "-no-color"],
  ])
    failed = spawnSync("terraform", args, { cwd, stdio: "inherit", env }).status !== 0 || failed;
rmSync(temporary, { recursive: true });
process.exitCode = failed ? 1 : 0;
