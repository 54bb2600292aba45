// What a configuration deploys, read from the Terraform that `pnpm synth` writes: the generated documents are about this, so that nothing
// deployed is left out of them.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import type { OrgConfig } from "../cdktf/org-config";
import { synthesize } from "../cdktf/synthesize";
import { emptyZip, type Resource, readStack, resourcesOf } from "../cdktf/testing/synthesized";

/** A resource with its stack and region. References to other resources of the stack are ARNs, as AWS would have them. */
export type Deployed = Resource & { readonly stack: string; readonly region: string };

/** All resources of a configuration's stacks, in the order in which the stacks are applied. */
export function deployedResources(config: OrgConfig): readonly Deployed[] {
  const folder = mkdtempSync(join(tmpdir(), "orgwatch-docs-"));
  try {
    for (const { name } of lambdas) writeFileSync(join(folder, `${name}.zip`), emptyZip);
    const stacks = synthesize({ config, bundles: folder, out: join(folder, "out") });
    return stacks.flatMap((stack) => {
      const account = stack === "org-root" ? config.accounts.management : config.accounts.infrasec;
      const found = resourcesOf(readStack(folder, stack));
      const resources = found.map((one) => ({ ...one, stack, region: regionOf(one, config) }));
      const names = namesOf(resources, account);
      return resources.map((one) => ({ ...one, attributes: withoutReferences(one.attributes, names) }));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A stack's first provider has no alias: its region is the home region. */
function regionOf({ attributes }: Resource, { homeRegion }: OrgConfig): string {
  const [, alias = homeRegion] = /^aws\.(.+)$/.exec(String(attributes.provider)) ?? [];
  return alias;
}

/** What stands for `type.id.attribute` of a stack. */
type Names = (type: string, id: string, attribute: string) => string | undefined;

/** The same attributes, with ARNs and names where Terraform has `${type.id.attribute}`. */
function withoutReferences(attributes: Record<string, unknown>, names: Names): Record<string, unknown> {
  const replace = (text: string) =>
    text.replace(
      /\$\{(?:data\.)?(\w+)\.([\w-]+)\.(\w+)\}/g,
      (whole, type: string, id: string, attribute: string) => names(type, id, attribute) ?? whole,
    );
  // cdktf's own notes about where a resource comes from stay out.
  const own = Object.entries(attributes).filter(([key]) => key !== "//");
  return Object.fromEntries(own.map(([key, value]) => [key, mapTexts(value, replace)]));
}

const arnParts: Readonly<Record<string, readonly [service: string, before: string]>> = {
  aws_cloudwatch_log_group: ["logs", "log-group:"],
  aws_iam_role: ["iam", "role/"],
  aws_lambda_function: ["lambda", "function:"],
  aws_sfn_state_machine: ["states", "stateMachine:"],
  aws_sns_topic: ["sns", ""],
  aws_sqs_queue: ["sqs", ""],
};

function namesOf(resources: readonly Deployed[], account: string): Names {
  const byId = new Map(resources.map((one) => [`${one.type}.${one.id}`, one]));
  const aliases = resources.filter(({ type }) => type === "aws_kms_alias");
  return (type, id, attribute) => {
    // A job's stack finds the key of infrasec-admin-global by its alias.
    if (type === "aws_kms_alias") return `arn:aws:kms:${id.replace(/_.*/, "")}:${account}:alias/orgwatch`;
    const one = byId.get(`${type}.${id}`);
    if (!one) return undefined;
    const name = String(one.attributes.name ?? one.attributes.function_name ?? id);
    const alias = aliases.find(({ attributes }) => String(attributes.target_key_id).includes(`.${id}.`));
    const [service, before] =
      type === "aws_kms_key" ? ["kms", ""] : (arnParts[attribute === "arn" ? type : ""] ?? []);
    if (service === undefined) return name;
    const region = service === "iam" ? "" : one.region;
    return `arn:aws:${service}:${region}:${account}:${before}${String(alias?.attributes.name ?? name)}`;
  };
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, map)]));
}
