// What a release consists of: one archive that needs no Node to be applied, and checksums inside and beside it.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { lambdas } from "@orgwatch/lambdas/all";
import { parseOrgConfig } from "../cdktf/org-config";
import { synthesize } from "../cdktf/synthesize";
import { root } from "./lambda-packages";
import { exampleConfig } from "./release-example";
import { type Tree, tarOf } from "./release-tar";

export type Release = {
  readonly version: string;
  /** The folder of the lambdas' zips. */
  readonly bundles: string;
};

/** What documents refer to is there as well; the configuration is not: that one is a user's. */
const texts = ["README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "cdktf/README.md"];
const sums = "SHA256SUMS";

/**
 * `orgwatch-<version>.tar.gz` and `SHA256SUMS`, by name. The same sources give the same bytes.
 * @throws Error when a lambda's zip is missing.
 */
export function releaseFiles({ version, bundles }: Release): Readonly<Record<string, Buffer>> {
  const content: Tree = {
    ...Object.fromEntries(
      [...texts, ...packageTexts()].map((name) => [name, readFileSync(join(root, name))]),
    ),
    ...below("docs", join(root, "docs")),
    ...below("terraform", join(root, "terraform")),
    ...Object.fromEntries(
      lambdas.map(({ name }) => [`bundles/${name}.zip`, readFileSync(join(bundles, `${name}.zip`))]),
    ),
    ...example(bundles),
  };
  const folder = `orgwatch-${version}`;
  const all = { ...content, [sums]: checksums(content) };
  const tree = Object.fromEntries(Object.entries(all).map(([path, file]) => [`${folder}/${path}`, file]));
  const archive = { [`${folder}.tar.gz`]: gzipSync(tarOf(tree), { level: 9 }) };
  return { ...archive, [sums]: checksums(archive) };
}

function packageTexts(): readonly string[] {
  return readdirSync(join(root, "packages"))
    .map((name) => `packages/${name}/README.md`)
    .filter((name) => existsSync(join(root, name)));
}

/** The example's stacks as HCL, each with its lambdas' zips. */
function example(bundles: string): Tree {
  const out = mkdtempSync(join(tmpdir(), "orgwatch-release-"));
  try {
    synthesize({ config: parseOrgConfig(exampleConfig), bundles, out, hcl: true });
    return below("example", join(out, "stacks"));
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** What Terraform leaves where it ran, and what who applied it wrote beside it. */
const notOurs = /\.terraform|\.tfstate|\.tfvars|\.tfplan|\.log$|\.DS_Store/;

/** All files of ours below a folder, by their paths below `name`. */
export function below(name: string, folder: string): Tree {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !notOurs.test(relative(folder, file)));
  return Object.fromEntries(
    files.map((file) => [[name, ...relative(folder, file).split(sep)].join("/"), readFileSync(file)]),
  );
}

/** As `sha256sum --check` reads them. */
function checksums(tree: Tree): Buffer {
  const lines = Object.entries(tree)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, file]) => `${createHash("sha256").update(file).digest("hex")}  ${path}\n`);
  return Buffer.from(lines.join(""));
}
