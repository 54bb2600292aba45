// Reads the configuration as `pnpm synth` does.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InvalidOrgConfig, type OrgConfig, parseOrgConfig } from "@orgwatch/cdktf/org-config";
import { UsageProblem, wordsOf } from "../words-of-error";

/**
 * A `.json` file, or a module that exports `orgConfig`.
 * @throws UsageProblem when it cannot be read, or with all its problems when it is wrong.
 */
export async function readConfig(path: string): Promise<OrgConfig> {
  try {
    return parseOrgConfig(await contentOf(resolve(path)));
  } catch (error) {
    if (error instanceof InvalidOrgConfig) throw new UsageProblem(`${path}: ${error.problems.join("; ")}`);
    throw new UsageProblem(`${path} cannot be read: ${wordsOf(error)}`, { cause: error });
  }
}

async function contentOf(file: string): Promise<unknown> {
  if (file.endsWith(".json")) return JSON.parse(await readFile(file, "utf8"));
  const module: unknown = await import(pathToFileURL(file).href);
  if (typeof module === "object" && module !== null && "orgConfig" in module) return module.orgConfig;
  throw new Error("it exports no orgConfig");
}
