// The setting `policy` of the stack `inventory`, parsed. Its type and its defaults are data in the manifest's vocabulary.
import {
  standardInventoryPolicy,
  type InventoryPolicy as WrittenPolicy,
} from "@orgwatch/manifest/inventory-policy";
import * as z from "zod/mini";
import { scopeShape } from "./run-manifest";

const texts = z.array(z.string());

const policyShape = z.object({
  exemptAccounts: texts,
  leaveOut: texts,
  cloudControl: scopeShape.shape.cloudControl,
  keepDays: z.number(),
});

/** The policy as the lambdas have it. */
export type InventoryPolicy = z.output<typeof policyShape>;

/** Reads the setting. @throws Error when it has another shape; its values are not repeated. */
export function parseInventoryPolicy(setting: unknown): InventoryPolicy {
  const parsed = policyShape.safeParse(setting);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join(".") || "all of it").join(", ");
  throw new Error(`The setting policy of the inventory has another shape: ${fields}`);
}

/** A policy with the standard's rest, for tests, the sandbox and the command line. */
export function inventoryPolicyWith(part: Partial<WrittenPolicy> = {}): InventoryPolicy {
  return parseInventoryPolicy(JSON.parse(JSON.stringify({ ...standardInventoryPolicy, ...part })));
}
