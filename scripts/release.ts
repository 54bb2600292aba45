// `scripts/release [--tag v<version>] [--out <folder>]`: builds the lambdas and packs them with the Terraform of an example and the docs.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./lambda-packages";
import { releaseFiles } from "./release-files";
import { notesOf } from "./release-notes";

const { values } = parseArgs({
  options: { tag: { type: "string" }, out: { type: "string", default: join(root, "dist", "release") } },
});
const { version }: { readonly version: string } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);
if (values.tag !== undefined && values.tag !== `v${version}`)
  throw new Error(`the tag is ${values.tag}, package.json says ${version}`);
const notes = notesOf(version, readFileSync(join(root, "CHANGELOG.md"), "utf8"));
execFileSync(join(root, "node_modules/.bin/tsx"), ["scripts/build.ts"], { cwd: root, stdio: "inherit" });

const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const files = { ...releaseFiles({ version, bundles: join(root, "dist") }), "NOTES.md": Buffer.from(notes) };
for (const [name, content] of Object.entries(files)) {
  writeFileSync(join(out, name), content);
  console.log(`${join(out, name)}  ${(content.length / 1024).toFixed(0)} KB`);
}
