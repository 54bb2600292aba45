import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraformMirror, terraformVariables } from "./terraform-mirror";

describe("terraform mirror", () => {
  const folder = mkdtempSync(join(tmpdir(), "mirror-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("takes the folder that ORGWATCH_TF_MIRROR names, when it holds a registry", () => {
    mkdirSync(join(folder, "registry.terraform.io"));
    expect(findTerraformMirror({ ORGWATCH_TF_MIRROR: folder })).toBe(folder);
    expect(findTerraformMirror({ ORGWATCH_TF_MIRROR: join(folder, "empty") })).not.toBe(
      join(folder, "empty"),
    );
  });

  it("names a CLI configuration with the mirror", () => {
    const variables = terraformVariables(folder, "/mirror");
    expect(variables).toEqual({
      TF_CLI_CONFIG_FILE: join(folder, "terraform-cli.tfrc"),
      CHECKPOINT_DISABLE: "1",
    });
    expect(readFileSync(join(folder, "terraform-cli.tfrc"), "utf8")).toBe(
      'provider_installation {\n  filesystem_mirror {\n    path = "/mirror"\n  }\n}\n',
    );
  });
});
