// What the table takes in IAM: the role `inventory` may do exactly this.
import type { Kind } from "./kind";

/** All actions of the kinds, sorted, each once. `<service as in IAM>:<operation>` where the row says nothing else. */
export function actionsOf(kinds: readonly Kind[]): string[] {
  const actions = kinds.flatMap((kind) =>
    [kind, ...(kind.details ?? [])].flatMap((call) => actionsOfCall(kind, call)),
  );
  return [...new Set(actions)].toSorted();
}

/** What one call of a kind takes: its own, or that of a detail. */
export function actionsOfCall({ kind }: Kind, call: Pick<Kind, "operation" | "actions">): readonly string[] {
  return call.actions ?? [`${kind.split("/")[0] ?? ""}:${call.operation}`];
}
