// What a run of deploy knows: the stacks as they were written, whose credentials to use, and what is done so far.
import type { OrgConfig } from "@orgwatch/cdktf/org-config";
import type { ChangeRun, StackChange } from "./change-stack";
import type { StateBucket } from "./deploy-world";
import { initOnce } from "./init-once";
import type { ProfileOf } from "./profiles";
import type { Stack } from "./stacks";
import { terraform } from "./terraform-command";

export type Run = ChangeRun & {
  readonly config: OrgConfig;
  /** All of the configuration, in the order in which they are applied. */
  readonly stacks: readonly Stack[];
  /** Those to work on, in the same order. */
  readonly chosen: readonly Stack[];
  readonly profileOf: ProfileOf;
  /** State buckets that are not there. */
  readonly missing: readonly StateBucket[];
};

/** The addresses that a stack has in its state; empty before its first apply. It runs `init` first. */
export async function standing(stack: Stack, run: Run): Promise<readonly string[]> {
  if (bucketMissing(stack, run)) return [];
  const call = { folder: stack.folder, profile: run.profileOf(stack.accountId), environment: {} };
  await initOnce(call, run);
  const { stdout } = await terraform({ ...call, args: ["state", "list"] }, { ...run, quiet: true });
  return stdout.split("\n").filter((line) => line !== "" && !line.startsWith("data."));
}

/** Whether the stack's state has no place yet. */
export function bucketMissing({ bucket }: Stack, { missing }: Pick<Run, "missing">): boolean {
  return missing.some(({ name }) => name === bucket.name);
}

/** A change of the stack with the credentials of its account. */
export function changeOf(stack: Stack, what: StackChange["what"], { profileOf }: Run): StackChange {
  return { stack, what, profile: profileOf(stack.accountId) };
}
