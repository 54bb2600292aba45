// The same entries into the table of every region: each region's messages read their own copy.
import type { AccountsTable } from "@orgwatch/core/accounts-table";
import { reasonOf } from "@orgwatch/core/errors";
import type { AccountFactsEntry } from "@orgwatch/core/organization/account-entry";

/** A region and its copy of the table. */
export type RegionalTable = { readonly region: string; readonly table: AccountsTable };

/** How many entries a region's table got, kept, and marked as LEFT. */
export type RegionSummary = {
  readonly region: string;
  readonly changed: number;
  readonly left: number;
  readonly unchanged: number;
};

/** Some regions' tables could not be written: they keep what they had. */
export class RegionsNotWritten extends AggregateError {
  override readonly name = "RegionsNotWritten";

  constructor(failures: readonly { readonly region: string; readonly reason: unknown }[]) {
    const list = failures.map(({ region, reason }) => `${region} (${reasonOf(reason)})`);
    super(
      failures.map(({ reason }) => reason),
      `The accounts table was not written in ${list.join(", ")}`,
    );
  }
}

/**
 * Writes all regions side by side and tells `onWritten` of each that is done; one that fails does not stop the others.
 * @throws RegionsNotWritten when all have ended and some have failed; it names them with their reasons.
 */
export async function writeRegions(
  tables: readonly RegionalTable[],
  entries: readonly AccountFactsEntry[],
  readAt: Date,
  onWritten: (summary: RegionSummary) => void,
): Promise<void> {
  const writes = await Promise.allSettled(
    tables.map(async ({ region, table }) => {
      const { changed, left, unchanged } = await table.replaceAll(entries, readAt);
      onWritten({ region, changed: changed.length, left: left.length, unchanged });
    }),
  );
  const failures = writes.flatMap((write, index) =>
    write.status === "rejected" ? [{ region: tables[index]?.region ?? "", reason: write.reason }] : [],
  );
  if (failures.length > 0) throw new RegionsNotWritten(failures);
}
