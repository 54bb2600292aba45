import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import { emptyZip } from "../cdktf/testing/synthesized";
import { root } from "./lambda-packages";
import { linksIn } from "./read-commands";
import { below, releaseFiles } from "./release-files";
import { notesOf } from "./release-notes";
import { tarOf } from "./release-tar";

const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");

describe("a release", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgwatch-release-test-"));
  for (const { name } of lambdas) writeFileSync(join(folder, `${name}.zip`), emptyZip);
  const files = releaseFiles({ version: "1.2.3", bundles: folder });
  const archive = files["orgwatch-1.2.3.tar.gz"] ?? Buffer.alloc(0);
  writeFileSync(join(folder, "release.tar.gz"), archive);
  execFileSync("tar", ["-xzf", "release.tar.gz"], { cwd: folder });
  const unpacked = join(folder, "orgwatch-1.2.3");
  const names = readdirSync(unpacked, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(unpacked.length + 1));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is one archive and its checksum", () => {
    expect(Object.keys(files)).toEqual(["orgwatch-1.2.3.tar.gz", "SHA256SUMS"]);
    expect(String(files.SHA256SUMS)).toBe(`${sha256(archive)}  orgwatch-1.2.3.tar.gz\n`);
  });

  it("has the checksum of every file in it", () => {
    const written = readFileSync(join(unpacked, "SHA256SUMS"), "utf8").trim().split("\n");
    const computed = names
      .filter((name) => name !== "SHA256SUMS")
      .map((name) => `${sha256(readFileSync(join(unpacked, name)))}  ${name}`);
    expect(written.sort()).toEqual(computed.sort());
  });

  it("has every lambda, the docs, and Terraform that needs no Node", () => {
    expect(names).toEqual(
      expect.arrayContaining([
        ...lambdas.map(({ name }) => `bundles/${name}.zip`),
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "docs/manual-operations.md",
        "terraform/bootstrap/main.tf",
        // A job that is missing here has no section in release-example.ts.
        ...["org-root", "pagerduty", ...new Set(lambdas.map(({ stack }) => stack))].map(
          (stack) => `example/${stack}/terraform.tf`,
        ),
      ]),
    );
    expect(names.filter((name) => name.endsWith(".tf.json"))).toEqual([]);
    const notifier = readFileSync(join(unpacked, "example/infrasec-admin-global/slack-notifier.tf"), "utf8");
    const [, zip = ""] = /filename += "([^"]+)"/.exec(notifier) ?? [];
    expect(readFileSync(join(unpacked, "example/infrasec-admin-global", zip))).toEqual(emptyZip);
  });

  it("has what its documents refer to, but for the configuration, which is a user's", () => {
    const documents = names.filter((name) =>
      /^(README|cdktf\/README|docs\/.*)\.md$|^docs\/.*\.md$/.test(name),
    );
    const dead = documents.flatMap((document) =>
      linksIn(readFileSync(join(unpacked, document), "utf8"))
        .map((target) => join(dirname(document), target.split("#")[0] ?? ""))
        .filter((path) => !existsSync(join(unpacked, path))),
    );
    expect([documents.length > 10, [...new Set(dead)]]).toEqual([true, ["cdktf/org.config.ts"]]);
  });

  it("has the same bytes when it is made again", () => {
    expect(
      sha256(releaseFiles({ version: "1.2.3", bundles: folder })["orgwatch-1.2.3.tar.gz"] ?? emptyZip),
    ).toBe(sha256(archive));
  });

  it("says in CHANGELOG.md what is new in the version of package.json", () => {
    const { version }: { readonly version: string } = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    );
    expect(notesOf(version, readFileSync(join(root, "CHANGELOG.md"), "utf8"))).toMatch(/^### Added\n/);
  });
});

it("takes nothing along that Terraform, or who applied it, left in a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgwatch-release-test-"));
  mkdirSync(join(folder, "a/.terraform"), { recursive: true });
  for (const name of [
    "main.tf",
    ".terraform.lock.hcl",
    "terraform.tfstate",
    "a/.terraform/x",
    "a/mine.auto.tfvars",
    "crash.log",
    "errored.tfstate",
    "bucket.tfplan",
    ".DS_Store",
    "a/terraform.tfvars.json",
  ])
    writeFileSync(join(folder, name), "");
  const taken = Object.keys(below("terraform", folder));
  rmSync(folder, { recursive: true });
  expect(taken).toEqual(["terraform/main.tf"]);
});

describe("the notes of a version", () => {
  const changelog =
    "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2030-01-02\n\n### Fixed\n- b\n\n## [0.1.0] - 2030-01-01\n\n### Added\n- a\n\n[0.1.0]: https://example.com\n";

  it("are what stands below its heading", () => {
    expect(notesOf("0.2.0", changelog)).toBe("### Fixed\n- b\n");
    expect(notesOf("0.1.0", changelog)).toBe("### Added\n- a\n");
  });

  it.each(["0.3.0", "Unreleased", "0.1"])("are missing: %s", (version) => {
    expect(() => notesOf(version, changelog)).toThrow(`CHANGELOG.md says nothing of version ${version}`);
  });
});

describe("a tar archive", () => {
  it("does not depend on the order of its files", () => {
    const [a, b] = [Buffer.from("a"), Buffer.from("b".repeat(512))];
    expect(tarOf({ b, a })).toEqual(tarOf({ a, b }));
  });

  it("refuses a path that it cannot keep", () => {
    expect(() => tarOf({ ["x".repeat(101)]: Buffer.alloc(0) })).toThrow("too long");
  });
});
