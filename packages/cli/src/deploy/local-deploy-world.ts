// The world of deploy on a person's machine: this repository, Terraform on the PATH, AWS.
import { spawn } from "node:child_process";
import { chmod, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { OrgConfig } from "@orgwatch/cdktf/org-config";
import { readConfig } from "../doctor/read-config";
import { awsBucketExists } from "./aws-state-bucket";
import type { DeployFiles, DeployWorld, WrittenStack } from "./deploy-world";
import { runTerraform } from "./run-terraform";

/** `root` is the repository's folder. */
export function localDeployWorld(
  root: string,
  signal: AbortSignal,
  accountAs: DeployWorld["accountAs"],
): DeployWorld {
  return {
    configPath: join(root, "cdktf/org.config.ts"),
    out: join(root, "cdktf.out"),
    cwd: process.cwd(),
    readConfig,
    build: (hear) => buildBundles(root, hear),
    synthesize: (config, out) => writeStacks(config, out, join(root, "dist")),
    terraform: runTerraform(signal),
    accountAs,
    bucketExists: (profile, bucket) => awsBucketExists(bucket, profile === undefined ? {} : { profile }),
    files: deployFiles(join(root, "terraform/bootstrap")),
  };
}

/** In a process of its own, as `pnpm build` does it: the bundler is no part of this program. */
function buildBundles(root: string, hear: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, "node_modules/.bin/tsx"), ["scripts/build.ts"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
    child.on("error", reject);
    child.on("close", (status) =>
      status === 0 ? resolve() : reject(new Error("the lambdas could not be bundled")),
    );
  });
}

async function writeStacks(
  config: OrgConfig,
  out: string,
  bundles: string,
): Promise<readonly WrittenStack[]> {
  // Only here: the constructs take seconds to load, and every other command would wait for them.
  const { synthesize } = await import("@orgwatch/cdktf/synthesize");
  return Promise.all(
    synthesize({ config, bundles, out }).map(async (name) => {
      const folder = join(out, "stacks", name);
      return { name, folder, json: JSON.parse(await readFile(join(folder, "cdk.tf.json"), "utf8")) };
    }),
  );
}

/** The file system; `bootstrap` is the module that makes a state bucket. */
export function deployFiles(bootstrap: string): DeployFiles {
  return {
    copyBootstrap: async (folder) => {
      for (const file of ["main.tf", "outputs.tf", "variables.tf", "versions.tf"])
        await cp(join(bootstrap, file), join(folder, file));
    },
    write: async (path, text) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    },
    privateFolder: async (path) => {
      await mkdir(path, { recursive: true });
      await chmod(path, 0o700);
    },
    remove: (path) => rm(path, { force: true }),
  };
}
