// A value of Terraform's JSON as an expression of HCL, laid out as `terraform fmt` lays it out.
import { alignAssignments } from "./align-assignments";
import { isObject, type Json, type JsonObject } from "./json";
import { templateParts } from "./template";

/** Lists of plain values stay on one line up to this many characters. */
const shortList = 80;

/** Lines after the first are indented by their depth in the value alone. */
export function hclExpression(value: Json): string {
  if (typeof value === "string") return hclString(value);
  if (isList(value)) return hclList(value);
  if (isObject(value)) return hclObject(value);
  return JSON.stringify(value);
}

/** A string that is nothing but one expression is that expression: `aws_sqs_queue.a.arn` and not a template around it. */
function hclString(value: string): string {
  const parts = templateParts(value);
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "expression") return tidy(only.expression);
  const inside = parts.map((part) =>
    part.kind === "text" ? escaped(part.text) : `\${${tidy(part.expression)}}`,
  );
  return `"${inside.join("")}"`;
}

/** JSON's escapes are HCL's, but for those that HCL does not have. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll("\\b", "\\u0008").replaceAll("\\f", "\\u000c");
}

/** cdktf's functions write objects without the spaces inside of their braces that `terraform fmt` wants. */
function tidy(expression: string): string {
  return expression.replace(
    /"(?:[^"\\]|\\.)*"|\{\}|\{(?=[^\s])|(?<=[^\s{])\}/g,
    (found) => ({ "{": "{ ", "}": " }" })[found] ?? found,
  );
}

function hclList(values: readonly Json[]): string {
  const written = values.map(hclExpression);
  const line = `[${written.join(", ")}]`;
  const isPlain = values.every((value) => !isList(value) && !isObject(value));
  if (isPlain && line.length <= shortList) return line;
  return ["[", ...indented(written.map((one) => `${one},`)), "]"].join("\n");
}

function hclObject(object: JsonObject): string {
  const entries = Object.entries(object);
  if (entries.length === 0) return "{}";
  const written = entries.map(([key, value]) => `${hclKey(key)} = ${hclExpression(value)}`);
  return ["{", ...indented(alignAssignments(written)), "}"].join("\n");
}

/** A key of an object or map: bare where HCL allows it. */
function hclKey(key: string): string {
  const isBare = /^[A-Za-z_][\w-]*$/.test(key) && !["for", "if", "null", "true", "false"].includes(key);
  return isBare ? key : hclString(key);
}

/** Every line of every text, two spaces further in. */
export function indented(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.split("\n")).map((line) => (line === "" ? line : `  ${line}`));
}

/** TypeScript's own check forgets that lists may be read-only. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
