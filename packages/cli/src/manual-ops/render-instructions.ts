// The instructions in docs/manual-operations.md, from the operations.
import type { Operation } from "./operations";

/** Markdown: one section for each operation, in their order. */
export function renderInstructions(operations: readonly Operation[]): string {
  return operations.map(sectionOf).join("\n\n");
}

function sectionOf({ id, title, because, where, steps, check }: Operation): string {
  return [
    `### ${title} (\`${id}\`)`,
    "",
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    "",
    `- Where: ${where}`,
    `- Why by hand: ${because}`,
    `- \`check\`: ${check}`,
  ].join("\n");
}
