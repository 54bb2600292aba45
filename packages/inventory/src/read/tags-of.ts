// Tags, which AWS's services write in four ways, as one map.
import { fieldsOf, valuesAt } from "./paths";

const keyNames = ["Key", "key", "TagKey", "tagKey"];
const valueNames = ["Value", "value", "TagValue", "tagValue"];

/** The tags at a path: a list, several lists (`TagDescriptions[].Tags`), or a map. */
export function tagsAt(value: unknown, path: string): Record<string, string> {
  const found = valuesAt(value, path);
  const isMap = found.length === 1 && !Array.isArray(found[0]) && !path.endsWith("[]");
  return tagsOf(isMap ? found[0] : found.flat());
}

/** Tags from a list of keys and values, whatever they are called there, or from a map. A tag without a value has `""`. */
export function tagsOf(tags: unknown): Record<string, string> {
  if (Array.isArray(tags)) return Object.fromEntries(tags.flatMap(pairOf));
  return Object.fromEntries(
    Object.entries(fieldsOf(tags)).flatMap(([key, value]) => (isText(value) ? [[key, value]] : [])),
  );
}

function pairOf(tag: unknown): [string, string][] {
  const fields = fieldsOf(tag);
  const key = firstText(fields, keyNames);
  return key === undefined ? [] : [[key, firstText(fields, valueNames) ?? ""]];
}

function firstText(fields: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  return names.map((name) => fields[name]).find(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
