// The inventory's table of kinds as Markdown, for its README.
import { actionsOf } from "@orgwatch/inventory/kinds/actions";
import type { Kind } from "@orgwatch/inventory/kinds/kind";

const quoted = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(", ");

/** A row: the kind, the SDK's client, the operation that lists it and those for its details, and what they take in IAM. */
function row(kind: Kind): string {
  const operations = [kind.operation, ...(kind.details ?? []).map(({ operation }) => operation)];
  const where = kind.scope === "global" ? " (global)" : "";
  const cells = [
    `\`${kind.kind}\`${where}`,
    kind.service,
    quoted([...new Set(operations)]),
    quoted(actionsOf([kind])),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** All kinds by name, after a sentence that counts them. */
export function inventoryKindsTable(kinds: readonly Kind[]): string {
  const services = new Set(kinds.map(({ service }) => service)).size;
  const sorted = [...kinds].sort((one, other) => (one.kind < other.kind ? -1 : 1));
  return [
    `${kinds.length} kinds of ${services} services:`,
    "",
    "| kind | service | operations | IAM actions |",
    "|---|---|---|---|",
    ...sorted.map(row),
  ].join("\n");
}
