// The stacks' JSON as Terraform will read it, with temporary zips in place of built lambdas.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import { z } from "zod";
import type { OrgConfig } from "../org-config";
import { synthesize } from "../synthesize";

const attributes = z.record(z.string(), z.unknown());
const stackSchema = z.object({
  terraform: attributes,
  provider: z.object({ aws: z.array(attributes), pagerduty: z.array(attributes).default([]) }),
  data: z.record(z.string(), z.record(z.string(), attributes)).default({}),
  resource: z.record(z.string(), z.record(z.string(), attributes)),
  output: attributes.default({}),
  import: z.array(attributes).default([]),
  check: attributes.optional(),
});

export type SynthesizedStack = z.infer<typeof stackSchema>;
export type Resource = {
  readonly type: string;
  readonly id: string;
  readonly attributes: Record<string, unknown>;
};

/** An empty zip: its end record and nothing before. */
export const emptyZip = Buffer.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]);

/** Synthesizes into a new temporary folder, whose name is answered. */
export function synthesizeToFolder(config: OrgConfig): string {
  const folder = mkdtempSync(join(tmpdir(), "orgwatch-synth-"));
  for (const { name } of lambdas) writeFileSync(join(folder, `${name}.zip`), emptyZip);
  synthesize({ config, bundles: folder, out: join(folder, "out") });
  return folder;
}

/** The JSON of one stack in a folder that `synthesizeToFolder` made. */
export function readStack(folder: string, stack: string): SynthesizedStack {
  const text = readFileSync(join(folder, "out", "stacks", stack, "cdk.tf.json"), "utf8");
  return stackSchema.parse(JSON.parse(text));
}

/** All resources, or those of one type. */
export function resourcesOf(stack: Pick<SynthesizedStack, "resource">, type?: string): readonly Resource[] {
  return Object.entries(stack.resource)
    .filter(([key]) => type === undefined || key === type)
    .flatMap(([key, byId]) =>
      Object.entries(byId).map(([id, value]) => ({ type: key, id, attributes: value })),
    );
}

/** Construct paths with their types, sorted: what a stack holds, without how. */
export function resourceList(stack: SynthesizedStack): readonly string[] {
  return resourcesOf(stack)
    .map(({ type, id }) => `${type} ${id.replace(/_[0-9A-F]{8}$/, "")}`)
    .sort();
}

/** The resource that an expression names, e.g. `\${aws_sqs_queue.us-west-2_….arn}`; undefined for plain text. */
export function behind(stack: SynthesizedStack, expression: unknown): Record<string, unknown> | undefined {
  const [, type = "", id = ""] = /^\$\{(\w+)\.([\w-]+)\.\w+\}$/.exec(String(expression)) ?? [];
  return stack.resource[type]?.[id];
}

/** The name of the resource that an expression names; plain text as it is. */
export function nameBehind(stack: SynthesizedStack, expression: unknown): string {
  return String(behind(stack, expression)?.name ?? expression);
}

/** All resources of a type by the value of their attribute `key`. */
export function named(stack: SynthesizedStack, type: string, key = "name") {
  return resourcesOf(stack, type).map(({ attributes }) => ({
    provider: String(attributes.provider),
    name: String(attributes[key]),
    attributes,
  }));
}

/** Whether a queue holds what was not delivered or handled, by its name. */
export function isDeadLetters(queue: string): boolean {
  return /-(dead-letters|undelivered-events)$/.test(queue);
}
