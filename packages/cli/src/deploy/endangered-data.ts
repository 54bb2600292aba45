// What a plan would destroy although it holds what nobody can make again: protected tables, buckets, and GuardDuty's detectors with their findings.
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** A table, a bucket or a detector. `name` is AWS's, `address` Terraform's. */
export type Endangered = {
  readonly kind: "table" | "bucket" | "detector";
  readonly name: string;
  readonly address: string;
};

const planned = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        type: z.string(),
        change: z.object({
          actions: z.array(z.string()),
          before: z.record(z.string(), z.unknown()).nullish(),
        }),
      }),
    )
    .default([]),
});

/** From the JSON of `terraform show -json <plan>`. A table whose deletion protection was switched off by somebody may go. */
export function endangeredBy(plan: unknown): readonly Endangered[] {
  return planned.parse(plan).resource_changes.flatMap(({ address, type, change }): readonly Endangered[] => {
    const { actions, before } = change;
    if (!actions.includes("delete")) return [];
    if (type === "aws_dynamodb_table" && before?.deletion_protection_enabled === true)
      return [{ kind: "table", name: String(before.name), address }];
    if (type === "aws_s3_bucket") return [{ kind: "bucket", name: String(before?.bucket), address }];
    if (type === "aws_guardduty_detector") return [{ kind: "detector", name: String(before?.id), address }];
    return [];
  });
}

/** The same from Terraform's refusal of a plan, where the stack itself forbids it (`prevent_destroy`): it names addresses only. */
export function refusedBy(output: string): readonly Endangered[] {
  if (!output.includes("Instance cannot be destroyed")) return [];
  // Terraform breaks lines, puts a frame around them, and on a terminal colours between the words.
  const words = stripVTControlCharacters(output).replace(/[│\s]+/g, " ");
  const addresses = words.matchAll(/Resource (\S+) has lifecycle\.prevent_destroy/g);
  return [...addresses].map(([, address = ""]) => ({ kind: "bucket", name: address, address }));
}
