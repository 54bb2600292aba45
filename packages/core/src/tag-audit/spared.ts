// Violations that are reported and not acted on, whatever is due.
import type { TagPolicy } from "./policy";
import type { Violation } from "./violation";

/** Why nobody acts on this violation, in words; undefined when it is acted on as the policy goes. */
export function whySpared(
  { instance, problems, unproven = [] }: Violation,
  policy: Pick<TagPolicy, "actOnKept">,
): string | undefined {
  const { keeper } = instance;
  if (keeper) {
    // A member of several is acted on only where the policy names all of them: an EKS node of an auto-scaling group is not just a group's.
    const kinds = [keeper.kind, ...(keeper.also ?? [])].filter((kind) => !policy.actOnKept.includes(kind));
    if (kinds.length > 0)
      return `it belongs to ${keeper.name} (${kinds.join(", ")}), whose members are only reported`;
  }
  const unjudged = new Set(unproven.map(({ key }) => key));
  const proven = problems.some(({ key }) => !unjudged.has(key));
  return proven ? undefined : `nothing is proven: ${unproven.map(({ words }) => words).join("; ")}`;
}
