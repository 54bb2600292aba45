// What all pods of a run go by: the orchestrator writes it as a ConfigMap, the pods find it as a file.
import { scopeShape } from "@orgwatch/core/inventory/run-manifest";
import * as z from "zod/mini";

/** `scope` lacks the run before: the orchestrator cannot read the bucket. `items` are slices of the list of cells, one for each index. */
export const runFileShape = z.object({
  scope: z.omit(scopeShape, { previous: true }),
  items: z.array(z.object({ run: z.string(), from: z.number(), to: z.number() })),
});
export type RunFile = z.output<typeof runFileShape>;

/** Its name in the ConfigMap, and so the file's. */
export const runFileName = "run.json";

/** @throws SyntaxError or a parser's error for a text of another form. */
export function parseRunFile(text: string): RunFile {
  return runFileShape.parse(JSON.parse(text));
}
