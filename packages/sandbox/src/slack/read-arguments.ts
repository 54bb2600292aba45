// The arguments of a Web API call, from a JSON body, a form body or the query.
import { SlackRefusal } from "./slack-refusal";

export type SlackArguments = Readonly<Record<string, unknown>>;

/** A plain object, as parsed JSON has it. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads a call's arguments. Slack takes JSON only where a method's page says so (`json`); elsewhere it does not look into the body.
 * @throws SlackRefusal `invalid_json`, `json_not_object`
 */
export function readArguments(
  query: URLSearchParams,
  contentType: string,
  body: string,
  json: boolean,
): SlackArguments {
  const fromQuery = Object.fromEntries(query);
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body)) };
  if (!contentType.startsWith("application/json") || !json || body === "") return fromQuery;
  const parsed = parseJson(body);
  if (parsed === undefined) throw new SlackRefusal("invalid_json");
  if (!isRecord(parsed)) throw new SlackRefusal("json_not_object");
  return { ...fromQuery, ...parsed };
}

/** The value of a JSON text; undefined when it is none (JSON has no undefined of its own). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A text argument; undefined when it is missing, null or empty. */
export function textOf(args: SlackArguments, name: string): string | undefined {
  const value = args[name];
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A yes or no: `true`, `1` and their texts are yes. */
export function flagOf(args: SlackArguments, name: string): boolean {
  const value = args[name];
  return value === true || value === 1 || value === "true" || value === "1";
}

/** Blocks and metadata come as JSON values, or as JSON in a text when the body is a form. undefined: not given. */
export function structureOf(args: SlackArguments, name: string, error: string): unknown {
  const value = args[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") return value;
  const parsed = parseJson(value);
  if (parsed === undefined) throw new SlackRefusal(error);
  return parsed;
}

/**
 * A text argument that the method cannot do without.
 * @throws SlackRefusal `invalid_arguments` naming the field
 */
export function requiredText(args: SlackArguments, name: string): string {
  const value = textOf(args, name);
  if (value === undefined) throw new SlackRefusal("invalid_arguments", [`missing required field: ${name}`]);
  return value;
}
