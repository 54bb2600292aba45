// What a target receives: the event, a part of it, a constant, or a template filled from it.
import { isRecord } from "../gateway/read-json";
import type { BusEvent } from "./bus-event";

/** At most one of these is set; without any the target gets the whole event. */
export type TargetInput = {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | {
        readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
        readonly InputTemplate: string;
      }
    | undefined;
};

/** The text that the target receives. `rule` fills `<aws.events.rule-name>` and `<aws.events.rule-arn>`. */
export function inputFor(
  target: TargetInput,
  event: BusEvent,
  rule: { readonly name: string; readonly arn: string },
): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(event, target.InputPath) ?? null);
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const paths = Object.entries(target.InputTransformer.InputPathsMap ?? {});
  const values: Record<string, unknown> = {
    ...Object.fromEntries(paths.map(([name, path]) => [name, valueAt(event, path)])),
    "aws.events.event": event,
    "aws.events.event.json": event,
    "aws.events.event.ingestion-time": event.time,
    "aws.events.rule-arn": rule.arn,
    "aws.events.rule-name": rule.name,
  };
  return fill(target.InputTransformer.InputTemplate, values);
}

/** The value at a JSON path such as `$.detail.service.count`, `$.detail['a-b']` or `$.resources[0]`. */
export function valueAt(event: unknown, path: string): unknown {
  const steps = path.replace(/^\$\.?/, "").matchAll(/\[['"]([^'"]+)['"]\]|\[(\d+)\]|([^.[\]]+)/g);
  let value = event;
  for (const [, quoted, index, plain] of steps) {
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    else value = isRecord(value) ? value[quoted ?? plain ?? ""] : undefined;
  }
  return value;
}

/** Between double quotes a variable becomes text, elsewhere a JSON value; one without a value becomes nothing, or null. */
function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  let inQuotes = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (found, name: string | undefined) => {
    if (found === '"') inQuotes = !inQuotes;
    if (name === undefined || !(name in values)) return found;
    const value = values[name];
    if (!inQuotes) return JSON.stringify(value ?? null);
    const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
    return value === undefined ? "" : JSON.stringify(text).slice(1, -1);
  });
}
