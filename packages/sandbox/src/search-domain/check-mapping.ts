// Whether a document fits the types of its index, as OpenSearch judges it: what does not is refused, one document at a time.
import { isRecord } from "../gateway/read-json";
import { SearchRefused } from "./search-refused";

/** `{ dynamic?, properties? }`, as a template has it. */
export type Mapping = Readonly<Record<string, unknown>>;

/** @throws SearchRefused for the first field that does not fit. */
export function checkMapping(source: Readonly<Record<string, unknown>>, mapping: Mapping, path = ""): void {
  const properties = isRecord(mapping.properties) ? mapping.properties : {};
  for (const [name, value] of Object.entries(source)) {
    const field = properties[name];
    const at = path === "" ? name : `${path}.${name}`;
    if (isRecord(field)) for (const one of Array.isArray(value) ? value : [value]) checkValue(one, field, at);
    else if (mapping.dynamic === "strict")
      throw new SearchRefused(
        400,
        "strict_dynamic_mapping_exception",
        `mapping set to strict, dynamic introduction of [${name}] within [${path === "" ? "_doc" : path}] is not allowed`,
      );
  }
}

function checkValue(value: unknown, field: Mapping, at: string): void {
  if (value === null || value === undefined) return;
  const type = typeof field.type === "string" ? field.type : "object";
  if (type === "object" || type === "nested") {
    if (!isRecord(value))
      throw mapperParsing(
        `object mapping for [${at}] tried to parse field [${at}] as object, but found a concrete value`,
      );
    checkMapping(value, field, at);
    return;
  }
  if (!(fits[type] ?? isScalar)(value))
    throw mapperParsing(`failed to parse field [${at}] of type [${type}]`);
}

function mapperParsing(reason: string): SearchRefused {
  return new SearchRefused(400, "mapper_parsing_exception", reason);
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function isNumber(value: unknown): boolean {
  return (
    typeof value === "number" || (typeof value === "string" && value !== "" && Number.isFinite(Number(value)))
  );
}

/** `strict_date_optional_time||epoch_millis`, the default format of dates. */
function isDate(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value);
  const form = /^(\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d([.,]\d+)?)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?|-?\d+)$/;
  return typeof value === "string" && form.test(value);
}

const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === "boolean" || value === "true" || value === "false" || value === "",
  date: isDate,
  double: isNumber,
  float: isNumber,
  integer: isNumber,
  long: isNumber,
};
