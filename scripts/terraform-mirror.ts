// Where Terraform finds its providers when no registry is reachable: a local mirror, given to it by a CLI configuration of its own.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What a filesystem mirror looks like from outside: https://developer.hashicorp.com/terraform/cli/config/config-file */
const registryFolder = "registry.terraform.io";

/**
 * The first folder that holds a provider mirror: `ORGWATCH_TF_MIRROR`, then where Terraform itself would look, then the folders of
 * `/opt`. Undefined when there is none; Terraform then asks the ordinary registry.
 */
export function findTerraformMirror(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment.ORGWATCH_TF_MIRROR;
  const candidates = [
    ...(named === undefined ? [] : [named]),
    join(homedir(), ".terraform.d", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...foldersOf("/opt"),
  ];
  return candidates.find((folder) => existsSync(join(folder, registryFolder)));
}

/**
 * The variables with which to run Terraform. With a mirror they name a CLI configuration that is written into `folder`; without one
 * they are empty.
 */
export function terraformVariables(folder: string, mirror = findTerraformMirror()): Record<string, string> {
  if (mirror === undefined) return {};
  const file = join(folder, "terraform-cli.tfrc");
  writeFileSync(
    file,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return { TF_CLI_CONFIG_FILE: file, CHECKPOINT_DISABLE: "1" };
}

/** Whether `terraform` can be run at all. */
export function hasTerraform(): boolean {
  return spawnSync("terraform", ["version"], { stdio: "ignore" }).status === 0;
}

function foldersOf(parent: string): readonly string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(parent, name))
    .sort();
}
