// An event of EventBridge without a layout of its own: what it is, where it comes from, and what is in it.
import type { Reading } from "../notice";
import { fact, firstOf, isoTime, post } from "./compose";
import type { BusEvent } from "./event";
import { flatten } from "./flatten";

/** Reads any event, also one with a null or odd detail. */
export function readAnyEvent(event: BusEvent): Reading {
  return post({
    key: `event/${event.id}`,
    version: undefined,
    kind: "event",
    weight: { band: "info" },
    headline: `${event.detailType} from ${event.source}`,
    accountId: event.account,
    region: event.region,
    facts: [
      fact("Resources", firstOf(event.resources)),
      ...(event.detail === undefined || event.detail === null
        ? [fact("Detail", "The event has none.")]
        : flatten(event.detail)),
    ],
    seen: { first: isoTime(event.time), last: undefined, count: undefined },
  });
}
