// An event of the Events API v2, and what PagerDuty complains about when it is none, in its words where they are known.
import { isRecord, parseJson } from "../slack/read-arguments";
import type { Incident } from "./incident";

/** A trigger's payload, as far as an incident shows it. */
export type AlertPayload = Pick<Incident, "severity" | "source" | "details" | "links"> & {
  readonly summary: string;
};

/** An event that PagerDuty takes. Without a key of its own a trigger gets a new one. */
export type AlertEvent = { readonly routingKey: string; readonly client: string | undefined } & (
  | { readonly action: "trigger"; readonly key: string | undefined; readonly payload: AlertPayload }
  | { readonly action: "acknowledge" | "resolve"; readonly key: string }
);

/** An event, or the complaints about it. */
export type ReadEvent = { readonly event: AlertEvent } | { readonly errors: readonly string[] };

/** 512 KB, routing key, summary and dedup key: developer.pagerduty.com, "Events API v2 overview" and "Send an alert event". */
const limits = { body: 512 * 1024, routingKey: 32, summary: 1024, dedupKey: 255 } as const;
const severities = ["critical", "warning", "error", "info"] as const;
const actions = ["trigger", "acknowledge", "resolve"] as const;

/** Reads the body of an event. PagerDuty publishes no words for what is too long: those are ours, in its manner. */
export function readEvent(body: string | Buffer): ReadEvent {
  if (Buffer.byteLength(body) > limits.body)
    return { errors: [`Event is too large (maximum is ${limits.body} bytes)`] };
  const sent = parseJson(String(body));
  if (!isRecord(sent)) return { errors: ["Event object format is unrecognized"] };
  const payload = isRecord(sent.payload) ? sent.payload : {};
  const errors = [
    ...complaintsAboutRoutingKey(sent.routing_key),
    ...complaintsAboutChoice(sent.event_action, "'event_action'", actions),
    ...tooLong(sent.dedup_key, "'dedup_key'", limits.dedupKey),
    ...(sent.event_action === "trigger"
      ? complaintsAboutPayload(payload)
      : blank(sent.dedup_key, "'dedup_key'")),
  ];
  return errors.length > 0 ? { errors } : { event: eventOf(sent, payload) };
}

type Fields = Readonly<Record<string, unknown>>;

function eventOf(sent: Fields, payload: Fields): AlertEvent {
  const routingKey = textOf(sent.routing_key);
  const client = textOf(sent.client) || undefined;
  const key = textOf(sent.dedup_key);
  if (sent.event_action === "acknowledge" || sent.event_action === "resolve")
    return { routingKey, client, action: sent.event_action, key };
  return {
    routingKey,
    client,
    action: "trigger",
    key: key || undefined,
    payload: {
      summary: textOf(payload.summary),
      source: textOf(payload.source),
      severity: severities.find((severity) => severity === payload.severity) ?? "critical",
      details: isRecord(payload.custom_details) ? payload.custom_details : {},
      links: linksOf(sent.links),
    },
  };
}

function complaintsAboutRoutingKey(value: unknown): string[] {
  const key = textOf(value);
  if (key === "") return ["'routing_key' cannot be blank"];
  return key.length === limits.routingKey
    ? []
    : [`Length of 'routing_key' is incorrect (should be ${limits.routingKey} characters)`];
}

function complaintsAboutPayload(payload: Fields): string[] {
  return [
    ...blank(payload.summary, "'payload.summary'"),
    ...tooLong(payload.summary, "'payload.summary'", limits.summary),
    ...blank(payload.source, "'payload.source'"),
    ...complaintsAboutChoice(payload.severity, "'payload.severity'", severities),
  ];
}

function complaintsAboutChoice(value: unknown, name: string, choices: readonly string[]): string[] {
  const missing = blank(value, name);
  if (missing.length > 0 || choices.includes(textOf(value))) return missing;
  const quoted = choices.map((choice) => `'${choice}'`);
  const list = `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  return [`${name} is invalid (must be one of the following: ${list})`];
}

function blank(value: unknown, name: string): string[] {
  return textOf(value).trim() === "" ? [`${name} is missing or blank`] : [];
}

function tooLong(value: unknown, name: string, most: number): string[] {
  return textOf(value).length > most ? [`${name} is too long (maximum is ${most} characters)`] : [];
}

function linksOf(value: unknown): Incident["links"] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((link: unknown) => {
    if (!isRecord(link) || typeof link.href !== "string") return [];
    return [{ href: link.href, text: textOf(link.text) || link.href }];
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
