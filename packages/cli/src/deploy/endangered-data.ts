// What a plan would destroy although it holds what nobody can make again: protected tables, and buckets.
import { z } from "zod";

/** A table or a bucket with data. `address` is Terraform's. */
export type Endangered = {
  readonly kind: "table" | "bucket";
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
    return [];
  });
}

/** The same from Terraform's refusal of a plan, where the stack itself forbids it (`prevent_destroy`): it names addresses only. */
export function refusedBy(output: string): readonly Endangered[] {
  if (!output.includes("Instance cannot be destroyed")) return [];
  // Terraform breaks lines, and puts a frame around them.
  const words = output.replace(/[│\s]+/g, " ");
  const addresses = words.matchAll(/Resource (\S+) has lifecycle\.prevent_destroy/g);
  return [...addresses].map(([, address = ""]) => ({ kind: "bucket", name: address, address }));
}
