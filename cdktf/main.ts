// `pnpm synth [--config <file.ts|file.json>] [--out <folder>] [--bundles <folder>] [--hcl]`
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { InvalidOrgConfig, parseOrgConfig } from "./org-config";
import { synthesize } from "./synthesize";

const here = import.meta.dirname;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      config: { type: "string", default: join(here, "org.config.ts") },
      out: { type: "string", default: join(here, "..", "cdktf.out") },
      bundles: { type: "string", default: join(here, "..", "dist") },
      hcl: { type: "boolean", default: false },
    },
  });
  const out = resolve(values.out);
  const config = parseOrgConfig(await readConfig(resolve(values.config)));
  for (const stack of synthesize({ config, bundles: resolve(values.bundles), out, hcl: values.hcl }))
    console.log(join(out, "stacks", stack, values.hcl ? "*.tf" : "cdk.tf.json"));
}

/** A `.json` file, or a module that exports `orgConfig`. */
async function readConfig(file: string): Promise<unknown> {
  if (file.endsWith(".json")) return JSON.parse(await readFile(file, "utf8"));
  const module: unknown = await import(pathToFileURL(file).href);
  if (typeof module === "object" && module !== null && "orgConfig" in module) return module.orgConfig;
  throw new InvalidOrgConfig([`${file}: exports no orgConfig`]);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
