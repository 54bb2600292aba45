// A support case was opened, answered, solved or opened again. The event names the case and nothing of its text.

import * as z from "zod/mini";
import { supportCaseLink } from "../../console-link";
import type { Reading, Weight } from "../notice";
import { fact, isoTime, post } from "./compose";
import type { BusEvent } from "./event";
import { onDemand, text } from "./lenient";

const schema = onDemand(() =>
  z.object({
    "case-id": text,
    "display-id": text,
    "communication-id": text,
    "event-name": text,
    origin: text,
  }),
);

/** Reads a case update; each one is a message of its own, so that a new answer is seen. */
export function readSupportCase(event: BusEvent): Reading {
  const detail = schema().parse(event.detail);
  const { "display-id": displayId, "case-id": caseId, "event-name": name, origin } = detail;
  const title = `Support case ${displayId ?? caseId ?? "without a number"}`;
  return post({
    key: `event/${event.id}`,
    version: undefined,
    kind: "support-case",
    weight: { band: bandOf(name, origin) },
    headline: `${title} ${words(name, origin)}`,
    accountId: event.account,
    region: event.region,
    facts: [
      fact("Case", displayId),
      fact("Case id", caseId),
      fact("Event", name),
      fact("Written by", origin),
    ],
    seen: { first: isoTime(event.time), last: undefined, count: undefined },
    link:
      displayId === undefined
        ? undefined
        : { label: "Open in Support Center", url: supportCaseLink(event.region ?? "us-east-1", displayId) },
  });
}

function words(name: string | undefined, origin: string | undefined): string {
  switch (name) {
    case "CreateCase":
      return "was opened";
    case "ResolveCase":
      return "was resolved";
    case "ReopenCase":
      return "was opened again";
    case "AddCommunicationToCase":
      return origin === "CUSTOMER"
        ? "has a new message of ours"
        : `has a new answer${origin === "AWS" ? " of AWS" : ""}`;
    default:
      return "was updated";
  }
}

/** An answer of AWS may wait for us. */
function bandOf(name: string | undefined, origin: string | undefined): Weight["band"] {
  if (name === "ResolveCase") return "ok";
  return name === "AddCommunicationToCase" && origin === "AWS" ? "low" : "info";
}
