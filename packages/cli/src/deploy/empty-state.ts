// The file that has Terraform plan a stack without its state, while the bucket of that state is not there yet.
import { join } from "node:path";
import type { DeployDependencies } from "./deploy-world";
import type { Stack } from "./stacks";

/** Terraform lays files of this ending over the others; the name is nobody else's. */
export function emptyStateFile({ folder }: Pick<Stack, "folder">): string {
  return join(folder, "orgwatch_empty_state_override.tf.json");
}

/** Takes away what a plan that was killed left: with it an apply would write its state into a local file, and the next run would not find it. */
export async function removeEmptyStates(
  stacks: readonly Stack[],
  { deploy: { files } }: Pick<DeployDependencies, "deploy">,
): Promise<void> {
  for (const stack of stacks) await files.remove(emptyStateFile(stack));
}
