// Turns a synthesized stack's folder from JSON into HCL, and back: Terraform reads both kinds, and would find everything twice.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IConstruct } from "constructs";
import { blockNamesOf } from "./block-names";
import { hclFiles, hclHeader } from "./hcl-files";
import { jsonObject } from "./json";

const jsonFile = "cdk.tf.json";

/**
 * Replaces the JSON in a stack's folder by HCL of the same content.
 * @throws Error for a part of Terraform's language that cannot be written as HCL; the JSON then stays.
 */
export function replaceJsonByHcl(stack: IConstruct, folder: string): void {
  const json = jsonObject.parse(JSON.parse(readFileSync(join(folder, jsonFile), "utf8")));
  for (const [file, text] of hclFiles(json, blockNamesOf(stack))) writeFileSync(join(folder, file), text);
  rmSync(join(folder, jsonFile));
}

/** Removes what an earlier synthesis wrote as HCL; files of the user's own stay. */
export function removeWrittenHcl(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".tf")))
    if (readFileSync(join(folder, file), "utf8").startsWith(hclHeader)) rmSync(join(folder, file));
}
