// What stands between the braces of a block: its provider and count, attributes, inner blocks, and at the end what orders and protects it.
import { alignAssignments } from "./align-assignments";
import type { BlockNames } from "./block-names";
import { hclExpression, indented, isList } from "./expression";
import { isObject, type Json, type JsonObject } from "./json";
import { jsonencodeOf } from "./meaningful-json";

/** References that Terraform's JSON writes as strings. */
const references = ["provider", "depends_on", "ignore_changes", "replace_triggered_by", "to"];
const first = ["provider", "count", "for_each"];
const last = ["lifecycle", "depends_on"];
/** Terraform's own; the same in all resources. */
const lifecycle: BlockNames = new Map([
  ["precondition", new Map()],
  ["postcondition", new Map()],
]);
const ofTerraform: BlockNames = new Map([["lifecycle", lifecycle]]);
/** What Orgwatch does not use, and this printer therefore does not know. */
const unknown = ["provisioner", "connection", "dynamic"];

/**
 * A block with its label, e.g. `resource "aws_sqs_queue" "a"`. `type` is the resource's.
 * @throws Error for what this printer does not know.
 */
export function hclBlock(
  label: string,
  value: JsonObject,
  blocks: BlockNames = new Map(),
  type = "",
): string {
  const lines = bodyLines(value, new Map([...ofTerraform, ...blocks]), type);
  return lines.length === 0 ? `${label} {}` : [`${label} {`, ...indented(lines), "}"].join("\n");
}

function bodyLines(value: JsonObject, blocks: BlockNames, type: string): readonly string[] {
  const entries = Object.entries(value).filter(([name, one]) => isWritten(name, one));
  const refused = entries.find(([name]) => unknown.includes(name));
  if (refused) throw new Error(`${type}: ${refused[0]} cannot be written as HCL`);
  const isBlock = ([name]: readonly [string, Json]) => blocks.has(name);
  const attributes = (wanted: (name: string) => boolean) =>
    alignAssignments(
      entries
        .filter((entry) => !isBlock(entry) && wanted(entry[0]))
        .map(([name, one]) => `${name} = ${attributeValue(type, name, one)}`),
    );
  const inner = (wanted: (name: string) => boolean) =>
    entries
      .filter((entry) => isBlock(entry) && wanted(entry[0]))
      .flatMap(([name, one]) => items(one).map((item) => [hclBlock(name, item, blocks.get(name))]));
  const isMiddle = (name: string) => !first.includes(name) && !last.includes(name);
  const groups = [
    attributes((name) => first.includes(name)),
    attributes(isMiddle),
    ...inner(isMiddle),
    ...inner((name) => last.includes(name)),
    attributes((name) => last.includes(name)),
  ].filter((group) => group.length > 0);
  return groups.flatMap((group, index) => (index === 0 ? group : ["", ...group]));
}

/** `//` is cdktf's note about where something comes from; an empty `depends_on` says nothing. */
function isWritten(name: string, value: Json): boolean {
  return name !== "//" && !(name === "depends_on" && isList(value) && value.length === 0);
}

function attributeValue(type: string, name: string, value: Json): string {
  if (!references.includes(name) || value === "all")
    return jsonencodeOf(type, name, value) ?? hclExpression(value);
  // As an expression a reference is written without quotation marks.
  const bare = (one: Json): Json => (typeof one === "string" && !one.startsWith("${") ? `\${${one}}` : one);
  return hclExpression(isList(value) ? value.map(bare) : bare(value));
}

/** JSON writes a block that comes once as an object, or as a list of one. */
function items(value: Json): readonly JsonObject[] {
  const all = isList(value) ? value : [value];
  if (all.every(isObject)) return all;
  throw new Error(`a block is not an object: ${JSON.stringify(value).slice(0, 80)}`);
}
