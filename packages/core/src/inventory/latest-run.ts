// Which run is the last whole one: `runs/latest.json`, which the next run is compared with and the command line begins at.
import * as z from "zod/mini";

/** What `runs/latest.json` holds: the id of the last run over all accounts and regions that could read anything. */
export const latestShape = z.object({ run: z.iso.datetime() });

/**
 * Whether a run that ended now takes the place of the one that is written down. A run that began earlier does not, however late it ends; a file of
 * another shape is written over.
 */
export function isLater(run: string, latest: unknown): boolean {
  const known = latestShape.safeParse(latest).data;
  return known === undefined || Date.parse(run) > Date.parse(known.run);
}
