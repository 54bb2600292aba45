// The stacks of a deployment: what each says of itself, which need which, and which a person chose.
import { z } from "zod";
import { UsageProblem } from "../words-of-error";
import type { StateBucket, WrittenStack } from "./deploy-world";

/** A stack with what its own JSON says about where it goes. */
export type Stack = WrittenStack & {
  /** The account whose credentials it takes. */
  readonly accountId: string;
  readonly bucket: StateBucket;
  /** The stacks that must stand before it, by name. */
  readonly needs: readonly string[];
};

/** The names that stand in the rules of the order; all other stacks are jobs. */
export const named = { root: "org-root", oncall: "pagerduty", core: "infrasec-admin-global" } as const;

const shape = z.object({
  provider: z.object({ aws: z.array(z.object({ allowed_account_ids: z.tuple([z.string()]) })).min(1) }),
  terraform: z.object({ backend: z.object({ s3: z.object({ bucket: z.string(), region: z.string() }) }) }),
});

/** @throws ZodError for JSON that is no stack of Orgwatch. */
export function readStack(written: WrittenStack): Stack {
  const { provider, terraform } = shape.parse(written.json);
  const accountId = provider.aws[0]?.allowed_account_ids[0] ?? "";
  const { bucket: name, region } = terraform.backend.s3;
  return { ...written, accountId, bucket: { accountId, name, region }, needs: needsOf(written.name) };
}

/** Jobs find the key, the bus and the topics of the security account's stack; that one's findings come by the delegation. */
function needsOf(name: string): readonly string[] {
  if (name === named.root || name === named.oncall) return [];
  return [name === named.core ? named.root : named.core];
}

/**
 * The stacks to work on, in the given order: the one that was named, or all, without those that are skipped.
 * @throws UsageProblem for a name that no stack has.
 */
export function chosenStacks(
  stacks: readonly Stack[],
  only: string | undefined,
  skipped: readonly string[],
): readonly Stack[] {
  const names = stacks.map(({ name }) => name);
  for (const name of [...(only === undefined ? [] : [only]), ...skipped])
    if (!names.includes(name))
      throw new UsageProblem(`the configuration has no stack ${name}; it has ${names.join(", ")}`);
  return stacks.filter(({ name }) => (only ?? name) === name && !skipped.includes(name));
}

/** Those of `stacks` that cannot be without `stack`. */
export function dependents(stacks: readonly Stack[], stack: Stack): readonly Stack[] {
  return stacks.filter(({ needs }) => needs.includes(stack.name));
}
