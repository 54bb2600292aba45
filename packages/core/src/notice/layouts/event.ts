// The envelope that EventBridge puts around everything.
import * as z from "zod/mini";
import { isRecord, list, onDemand, text } from "./lenient";

const schema = onDemand(() =>
  z.object({
    id: text,
    source: z.string(),
    "detail-type": z.string(),
    account: text,
    region: text,
    time: text,
    resources: list(text),
    detail: z.optional(z.unknown()),
  }),
);

/** An event with its envelope read; `detail` is for the layout to read. `id` is the message's when the event has none. */
export type BusEvent = {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly time: string | undefined;
  readonly resources: readonly string[];
  readonly detail: unknown;
};

/** The event in a message body; undefined when the body has no `source` and `detail-type`. */
export function readBusEvent(body: unknown, messageId: string): BusEvent | undefined {
  if (!isRecord(body) || typeof body.source !== "string" || typeof body["detail-type"] !== "string")
    return undefined;
  const { "detail-type": detailType, resources, id, ...event } = schema().parse(body);
  return {
    id: id ?? messageId,
    source: event.source,
    detailType,
    account: event.account,
    region: event.region,
    time: event.time,
    resources: resources.filter((resource) => resource !== undefined),
    detail: event.detail,
  };
}
