// The heartbeat: a synthetic event that travels like an alert and must end without a trace that people see.
import * as z from "zod/mini";
import type { Reading } from "../notice";
import { isoTime } from "./compose";
import type { BusEvent } from "./event";
import { onDemand, text } from "./lenient";

const schema = onDemand(() => z.object({ id: text, sentAt: text }));

/** Reads a heartbeat; one that does not say when it was sent proves nothing. */
export function readHeartbeat(event: BusEvent): Reading {
  const { id = event.id, sentAt } = schema().parse(event.detail);
  const time = isoTime(sentAt);
  return time === undefined
    ? { skip: "a heartbeat that does not say when it was sent" }
    : { heartbeat: { id, sentAt: time } };
}
