// A stack's Terraform JSON as files of HCL that people can read: what belongs together in one file, in an order that stays.
import { hclBlock } from "./block-body";
import type { BlockNames } from "./block-names";
import { isList } from "./expression";
import { isObject, type Json, type JsonObject, objectAt } from "./json";

/** Stands above every file; by it an older synthesis knows its own files. */
export const hclHeader = "# Written by Orgwatch (`synth --hcl`). Change the configuration, not this file.";

type Part = { readonly file: string; readonly text: string };
type NamesByAddress = ReadonlyMap<string, BlockNames>;

/** In the order in which a reader meets them; what is not here cannot be written. */
const kinds = ["terraform", "provider", "data", "resource", "output", "check", "import"];

/**
 * The files by name. Resources keep their addresses: a state that was applied from JSON goes on.
 * @throws Error for a part of Terraform's language that this printer does not know.
 */
export function hclFiles(stack: JsonObject, blockNames: NamesByAddress): ReadonlyMap<string, string> {
  const refused = Object.keys(stack).find((kind) => kind !== "//" && !kinds.includes(kind));
  if (refused !== undefined) throw new Error(`${refused} cannot be written as HCL`);
  const files = new Map<string, readonly string[]>();
  for (const kind of kinds)
    for (const { file, text } of partsOf(kind, stack[kind] ?? {}, blockNames))
      files.set(file, [...(files.get(file) ?? [hclHeader]), text]);
  return new Map([...files].map(([file, texts]) => [file, `${texts.join("\n\n")}\n`]));
}

function partsOf(kind: string, value: Json, blockNames: NamesByAddress): readonly Part[] {
  if (kind === "import") return objects(value).map((one) => part("imports.tf", hclBlock("import", one)));
  if (!isObject(value)) throw new Error(`${kind} is not an object`);
  const each = <T>(write: (name: string, one: Json) => T) =>
    Object.entries(value).map(([name, one]) => write(name, one));
  switch (kind) {
    case "provider":
      return each((name, all) =>
        objects(all).map((one) =>
          part("terraform.tf", hclBlock(`provider "${name}"`, one, blockNames.get(`provider.${name}`))),
        ),
      ).flat();
    case "resource":
    case "data":
      return each((type) => elementsOf(kind, type, objectAt(value, type), blockNames)).flat();
    case "output":
      return each((name) => part("outputs.tf", hclBlock(`output "${name}"`, objectAt(value, name))));
    case "check":
      return each((name) =>
        part(
          "checks.tf",
          hclBlock(`check "${name}"`, objectAt(value, name), new Map([["assert", new Map()]])),
        ),
      );
    default:
      return Object.keys(value).length === 0 ? [] : [part("terraform.tf", terraformBlock(value))];
  }
}

/** A backend's name is a label in HCL; required providers are attributes of a block. */
function terraformBlock(value: JsonObject): string {
  const { backend: _, ...rest } = value;
  const backends = Object.entries(objectAt(value, "backend"));
  const labelled = Object.fromEntries(backends.map(([name, one]) => [`backend "${name}"`, one]));
  const names = ["required_providers", ...Object.keys(labelled)];
  return hclBlock("terraform", { ...rest, ...labelled }, new Map(names.map((name) => [name, new Map()])));
}

function elementsOf(
  kind: string,
  type: string,
  byId: JsonObject,
  blockNames: NamesByAddress,
): readonly Part[] {
  return Object.keys(byId).map((id) => {
    const value = objectAt(byId, id);
    const blocks = blockNames.get(`${kind}.${type}.${id}`);
    return part(`${componentOf(value)}.tf`, hclBlock(`${kind} "${type}" "${id}"`, value, blocks, type));
  });
}

/** What an element belongs to: the first step of its path below the stack and the region. */
function componentOf(element: JsonObject): string {
  const path = objectAt(objectAt(element, "//"), "metadata").path;
  const [, ...steps] = typeof path === "string" ? path.split("/") : [];
  const inRegion = element.provider === `aws.${steps[0]}`;
  return steps[inRegion ? 1 : 0] ?? "main";
}

function part(file: string, text: string): Part {
  return { file, text };
}

function objects(value: Json): readonly JsonObject[] {
  const all = isList(value) ? value : Object.keys(value ?? {}).length === 0 ? [] : [value];
  if (all.every(isObject)) return all;
  throw new Error(`a list of blocks holds something else: ${JSON.stringify(value).slice(0, 80)}`);
}
