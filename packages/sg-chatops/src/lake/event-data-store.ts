// Which event data stores are read: the setting `event-data-stores`, and what an ARN of one says.
import * as z from "zod/mini";

/** An event data store; `id` is its name in a query's FROM. */
export type EventDataStore = { readonly arn: string; readonly region: string; readonly id: string };

const settingShape = z.object({ eventDataStores: z.array(z.string()) });
/** The id goes into the text of a query: nothing but the digits of a UUID may pass. */
const arnShape =
  /^arn:aws[a-z-]*:cloudtrail:([a-z0-9-]+):\d{12}:eventdatastore\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The ARNs of the setting, each once. @throws Error when it has another shape; its values are not repeated. */
export function parseEventDataStores(setting: unknown): readonly string[] {
  const parsed = settingShape.safeParse(setting);
  if (!parsed.success) throw new Error("The setting event-data-stores needs eventDataStores, a list of ARNs");
  return [...new Set(parsed.data.eventDataStores)];
}

/** @throws Error for a text that is no event data store's ARN. */
export function eventDataStoreOf(arn: string): EventDataStore {
  const [, region, id] = arnShape.exec(arn) ?? [];
  if (region === undefined || id === undefined) throw new Error("this is no event data store's ARN");
  return { arn, region, id };
}
