// Takes a queue message out of its wrappings: SNS's JSON (when raw delivery is off) and JSON itself.

/** What was inside. A body that is no JSON stays text; nothing is ever thrown away here. */
export type Unwrapped = { readonly body: unknown; readonly subject: string | undefined };

/** Unwraps SNS notifications and parses JSON; anything else is handed on as it is. */
export function unwrap(raw: string): Unwrapped {
  const outer = parsed(raw);
  if (isNotification(outer))
    return {
      body: parsed(outer.Message),
      subject: typeof outer.Subject === "string" ? outer.Subject : undefined,
    };
  return { body: outer, subject: undefined };
}

function isNotification(value: unknown): value is { Type: string; Message: string; Subject?: unknown } {
  return (
    typeof value === "object" &&
    value !== null &&
    "Type" in value &&
    value.Type === "Notification" &&
    "TopicArn" in value &&
    "Message" in value &&
    typeof value.Message === "string"
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
