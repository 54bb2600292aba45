// What is handed to jobs: what a person did in Slack or PagerDuty, verified by a door, or decided elsewhere. The jobs parse it all the same.
import * as z from "zod/mini";

const person = z.object({ id: z.string(), name: z.string() });

const slackPress = z.object({
  kind: z.literal("slack-press"),
  /** `<prefix>:<what>`, e.g. `finding:archive`. */
  actionId: z.string(),
  /** What the button carries. */
  value: z.string(),
  user: person,
  channel: z.string(),
  /** The message that the button stands in. */
  messageTs: z.string(),
  /** Where an answer for this person alone goes: 5 times within 30 minutes. */
  responseUrl: z.string(),
  at: z.iso.datetime(),
});

const slackCommand = z.object({
  kind: z.literal("slack-command"),
  /** Without the slash. */
  command: z.string(),
  text: z.string(),
  user: person,
  channel: z.string(),
  responseUrl: z.string(),
  at: z.iso.datetime(),
});

const incidentEvent = z.object({
  kind: z.literal("incident-event"),
  /** PagerDuty's id of the webhook event, the same for each try. */
  id: z.string(),
  /** e.g. `incident.resolved` */
  type: z.string(),
  at: z.iso.datetime(),
  /** Who did it; undefined when PagerDuty itself or an integration did. */
  by: z.optional(z.string()),
  incident: z.object({
    id: z.string(),
    number: z.optional(z.number()),
    url: z.optional(z.string()),
    /** The dedup key of the incident's first alert, where PagerDuty tells it. */
    key: z.optional(z.string()),
  }),
});

/** A decision about a security-group change that did not come by a button: from the command line, or from the policy. */
const sgDecision = z.object({
  kind: z.literal("sg-decision"),
  /** The same for each delivery of the same decision. */
  id: z.string(),
  changeId: z.string(),
  what: z.enum(["keep", "deny"]),
  via: z.enum(["cli", "policy"]),
  by: person,
  reason: z.optional(z.string()),
  at: z.iso.datetime(),
});

export type SlackPress = z.output<typeof slackPress>;
export type SlackCommand = z.output<typeof slackCommand>;
export type IncidentEvent = z.output<typeof incidentEvent>;
export type SgDecision = z.output<typeof sgDecision>;
export type Handed = SlackPress | SlackCommand | IncidentEvent | SgDecision;

const handed = z.discriminatedUnion("kind", [slackPress, slackCommand, incidentEvent, sgDecision]);

/** The message in a queue record's body; undefined when it is none of these. */
export function parseHanded(body: unknown): Handed | undefined {
  return handed.safeParse(body).data;
}
