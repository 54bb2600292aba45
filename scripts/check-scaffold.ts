// A new lambda must build, test and synthesize: scaffolds one in a copy of the workspace and does all three.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./lambda-packages";

const copy = mkdtempSync(join(tmpdir(), "orgwatch-scaffold-"));
const name = "scaffold-check";
const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
})
  .toString()
  .split("\0")
  .filter((file) => file !== "");

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { cwd: copy, stdio: "inherit" });
}

try {
  for (const file of files) cpSync(join(root, file), join(copy, file), { force: true });
  const bin = (tool: string) => join(copy, "node_modules/.bin", tool);
  run("scripts/new-lambda", name);
  run("npx", "--yes", "pnpm@10.34.8", "--filter", name, "test");
  run(bin("tsc"), "--noEmit");
  run(bin("biome"), "check", "--error-on-warnings", ".");
  run(bin("tsx"), "scripts/build.ts");
  run(bin("tsx"), "scripts/write-docs.ts", "--check");
  run(bin("tsx"), "cdktf/main.ts");
  const stack = join(copy, "cdktf.out/stacks/infrasec-admin-global/cdk.tf.json");
  execFileSync("grep", ["-q", `orgwatch-${name}`, stack]);
} finally {
  rmSync(copy, { recursive: true });
}
