// AWS Health: problems of AWS, planned changes, notices about the account, abuse reports.

import * as z from "zod/mini";
import { healthEventLink } from "../../console-link";
import type { Reading, Weight } from "../notice";
import { fact, firstOf, isoTime, joined, post, timeFact } from "./compose";
import type { BusEvent } from "./event";
import { fields, list, onDemand, text } from "./lenient";

const schema = onDemand(() =>
  z.object({
    eventArn: text,
    service: text,
    eventTypeCode: text,
    eventTypeCategory: text,
    eventScopeCode: text,
    eventRegion: text,
    statusCode: text,
    startTime: text,
    endTime: text,
    lastUpdatedTime: text,
    page: text,
    affectedAccount: text,
    eventDescription: list(fields({ language: text, latestDescription: text })),
    affectedEntities: list(fields({ entityValue: text, status: text })),
  }),
);
type HealthEvent = z.infer<ReturnType<typeof schema>>;

type Category = { readonly band: Weight["band"]; readonly words: string };
const categories: ReadonlyMap<string, Category> = new Map([
  ["issue", { band: "high", words: "has an issue" }],
  ["investigation", { band: "info", words: "is being investigated by AWS" }],
  ["scheduledChange", { band: "medium", words: "will be changed by AWS" }],
  ["accountNotification", { band: "info", words: "has a notice for you" }],
]);

/** Reads a Health event of any category. An event that is closed is good news, and updates the message about the open one. */
export function readHealthEvent(event: BusEvent): Reading {
  const health = schema().parse(event.detail);
  const category = categories.get(health.eventTypeCategory ?? "");
  const closed = health.statusCode === "closed";
  const accountId = health.affectedAccount ?? event.account;
  return post({
    key: keyOf(health, event, accountId),
    version: isoTime(health.lastUpdatedTime) ?? isoTime(event.time),
    kind: "health-event",
    weight: { band: closed ? "ok" : weightOf(event, category?.band) },
    headline: headline(health, closed ? "event is over" : (category?.words ?? "has news")),
    explanation: description(health),
    accountId,
    // The envelope's region only says where the event was delivered.
    region: health.eventRegion ?? event.region,
    facts: [
      fact("Service", health.service),
      fact("Event type", health.eventTypeCode),
      fact("Category", health.eventTypeCategory),
      fact("Status", health.statusCode),
      fact(
        "Affected",
        firstOf(
          health.affectedEntities.map((each) =>
            joined([each?.entityValue, each?.status && `(${each.status.toLowerCase()})`], " "),
          ),
        ),
      ),
      timeFact("Starts", health.startTime),
      timeFact("Ends", health.endTime),
    ],
    link:
      health.eventArn === undefined
        ? undefined
        : { label: "Open in AWS Health", url: healthEventLink(event.region ?? "us-east-1", health.eventArn) },
  });
}

/** A report of abuse from our account is never just information. */
function weightOf(event: BusEvent, band: Weight["band"] | undefined): Weight["band"] {
  return event.detailType === "AWS Health Abuse Event" ? "high" : (band ?? "info");
}

/**
 * The ARN alone is shared by all accounts and regions that an event concerns, and a long list of entities comes in pages: an event
 * about one account is told per account and page, a public one once.
 */
function keyOf(
  { eventArn, eventScopeCode, page }: HealthEvent,
  event: BusEvent,
  accountId: string | undefined,
): string {
  if (eventArn === undefined) return `event/${event.id}`;
  const account = eventScopeCode === "PUBLIC" || accountId === undefined ? "" : `/${accountId}`;
  return `health/${eventArn}${account}${page === undefined || page === "1" ? "" : `/page-${page}`}`;
}

/** «EC2 will be changed by AWS: instance retirement scheduled» */
function headline({ service, eventTypeCode }: HealthEvent, words: string): string {
  const what = eventTypeCode?.replace(/^AWS_/, "").replaceAll("_", " ").toLowerCase();
  const prefix = service === undefined ? undefined : `${service.toLowerCase()} `;
  const short = prefix !== undefined && what?.startsWith(prefix) ? what.slice(prefix.length) : what;
  return joined([`${service ?? "AWS"} ${words}`, short], ": ") ?? words;
}

/** English when there is English, otherwise the first language. Some senders write line ends as `\n` in two characters. */
function description({ eventDescription: texts }: HealthEvent): string | undefined {
  const english = texts.find((each) => each?.language?.toLowerCase().startsWith("en")) ?? texts[0];
  return english?.latestDescription?.replaceAll("\\n", "\n");
}
