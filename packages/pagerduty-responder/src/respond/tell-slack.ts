// Responses reach the message of their alert: written down beside its delivery, in its region, and shown in Slack.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Log } from "@orgwatch/core/log";
import type { Response } from "@orgwatch/core/responses";
import type { DeliverDependencies } from "@orgwatch/core/slack-delivery/parcel";
import { showResponses } from "@orgwatch/core/slack-delivery/show-responses";
import { regionOfKey } from "./region-of-key";

/** What the delivery of one region's messages needs of its table. */
export type RegionTables = Pick<DeliverDependencies, "deliveries" | "responses" | "pace">;

export type TellDependencies = Omit<DeliverDependencies, keyof RegionTables | "log"> & {
  /** The watched ones. */
  readonly regions: readonly string[];
  readonly tables: (region: string) => RegionTables;
  readonly log: Log;
};

const tablesAtOnce = 4;

/** Writes responses down for an alert's message, also for one that is posted only later. @throws TryLater while a table cannot be used. */
export async function recordResponses(
  key: string,
  responses: readonly Response[],
  dependencies: TellDependencies,
): Promise<void> {
  const { tables, now } = dependencies;
  if (responses.length === 0) return;
  for (const region of await regionsOf(key, dependencies))
    for (const response of responses) await tables(region).responses.add(key, response, now());
}

/** Draws the alert's message again. @throws TryLater while Slack or a table cannot be used. */
export async function showInSlack(key: string, dependencies: TellDependencies): Promise<void> {
  const { tables, log } = dependencies;
  for (const region of await regionsOf(key, dependencies)) {
    const shown = await showResponses(key, { ...dependencies, ...tables(region) });
    log.info("response shown", { subject: key, region, shown });
  }
}

/**
 * Where the message was sent. What names no region is looked for in all of them; what stands nowhere yet may be posted in any. A key that
 * names a region that is not watched is not ours.
 */
async function regionsOf(key: string, { regions, tables }: TellDependencies): Promise<readonly string[]> {
  const named = regionOfKey(key);
  if (named !== undefined) return regions.filter((region) => region === named);
  const found = await inParallel(regions, tablesAtOnce, async (region) =>
    (await tables(region).deliveries.read(key)) ? [region] : [],
  );
  return found.flat().length > 0 ? found.flat() : regions;
}
