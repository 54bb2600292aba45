// Texts of the table with places to fill: `arn:<partition>:s3:::<Name>`.
import { textAt, valueAt } from "./paths";

/** What a template knows besides the item's own fields. */
export type TemplateFacts = {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly id?: string;
};

const placeholder = /<([^<>]+)>/g;

/** The text with its places filled from the facts and the item; undefined when one of them has no value. */
export function filled(template: string, item: unknown, facts: TemplateFacts): string | undefined {
  let isWhole = true;
  const text = template.replaceAll(placeholder, (_, path: string) => {
    const value = factOf(path, facts) ?? textAt(item, path);
    isWhole &&= value !== undefined;
    return value ?? "";
  });
  return isWhole ? text : undefined;
}

/** A path, or a template where it has places to fill or begins with `arn:`. */
export function textOf(pathOrTemplate: string, item: unknown, facts: TemplateFacts): string | undefined {
  const isTemplate = pathOrTemplate.startsWith("arn:") || /<[^<>]+>/.test(pathOrTemplate);
  return isTemplate ? filled(pathOrTemplate, item, facts) : textAt(item, pathOrTemplate);
}

/** An input whose texts, at any depth, are templates. A text that is one single place becomes its value, whatever its type. */
export function filledInput(input: unknown, item: unknown, facts: TemplateFacts): unknown {
  if (Array.isArray(input)) return input.map((one) => filledInput(one, item, facts));
  if (typeof input === "object" && input !== null)
    return Object.fromEntries(
      Object.entries(input).map(([name, value]) => [name, filledInput(value, item, facts)]),
    );
  if (typeof input !== "string") return input;
  const [, single] = /^<([^<>]+)>$/.exec(input) ?? [];
  if (single !== undefined) return factOf(single, facts) ?? valueAt(item, single);
  return filled(input, item, facts);
}

function factOf(name: string, { partition, region, account, id }: TemplateFacts): string | undefined {
  switch (name) {
    case "partition":
      return partition;
    case "region":
      return region;
    case "account":
      return account;
    case "id":
      return id;
    default:
      return undefined;
  }
}
