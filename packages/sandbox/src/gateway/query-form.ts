// Reads the flattened parameters of AWS's query protocol (`Tag.1.Key=a`) back into lists and structures.
import { isRecord } from "./read-json";

type Tree = Map<string, Tree | string>;

/** `Action`, `Version` and the like are left out. `Names.member.1=a` becomes `{ Names: ["a"] }`; all scalars are strings. */
export function readQueryForm(form: URLSearchParams): Record<string, unknown> {
  const root: Tree = new Map();
  for (const [name, value] of form) {
    if (!notParameters.has(name)) plant(root, name.split("."), value);
  }
  const parameters = grown(root);
  return isRecord(parameters) ? parameters : {};
}

const notParameters = new Set(["Action", "Version", "AWSAccessKeyId", "Signature", "SignatureVersion"]);

function plant(tree: Tree, [first = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree.set(first, value);
    return;
  }
  const existing = tree.get(first);
  const branch: Tree = existing instanceof Map ? existing : new Map();
  tree.set(first, branch);
  plant(branch, rest, value);
}

function grown(tree: Tree): unknown {
  const entries = [...tree].map(
    ([name, branch]) => [name, branch instanceof Map ? grown(branch) : branch] as const,
  );
  const [only] = entries;
  if (entries.length === 1 && only && (only[0] === "member" || only[0] === "entry")) return only[1];
  if (entries.every(([name]) => /^\d+$/.test(name)) && entries.length > 0) {
    return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
  }
  return Object.fromEntries(entries);
}
