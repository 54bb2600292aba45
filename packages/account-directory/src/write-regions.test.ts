import type { AccountFactsEntry } from "@orgwatch/core/organization/account-entry";
import { type RegionalTable, type RegionSummary, writeRegions } from "./write-regions";

const at = new Date("2030-01-07T09:00:00Z");
const entries: AccountFactsEntry[] = [
  {
    accountId: "111111111111",
    name: "payments",
    state: "ACTIVE",
    organizationalUnits: [],
    team: "platform",
  },
];

/** Regions that remember what they were given; those with a reason refuse it. */
function regions(reasons: Readonly<Record<string, Error | undefined>>) {
  const written: Record<string, unknown> = {};
  const tables = Object.entries(reasons).map(
    ([region, reason]): RegionalTable => ({
      region,
      table: {
        replaceAll: async (accounts, readAt) => {
          if (reason) throw reason;
          written[region] = { accounts, readAt };
          const changed = accounts.map((account) => ({ ...account, refreshedAt: readAt.toISOString() }));
          return { changed, left: [], unchanged: 3 };
        },
      },
    }),
  );
  return { tables, written };
}

describe("writeRegions", () => {
  it("writes every region and says how much changed", async () => {
    const { tables, written } = regions({ "us-west-2": undefined, "us-east-1": undefined });
    const summaries: RegionSummary[] = [];
    await writeRegions(tables, entries, at, (summary) => summaries.push(summary));
    const same = { accounts: entries, readAt: at };
    expect(written).toEqual({ "us-west-2": same, "us-east-1": same });
    expect(summaries).toEqual([
      { region: "us-west-2", changed: 1, left: 0, unchanged: 3 },
      { region: "us-east-1", changed: 1, left: 0, unchanged: 3 },
    ]);
  });

  it("goes on when a region fails, and ends in an error that names it", async () => {
    const throttled = new Error("throttled");
    const { tables, written } = regions({ "us-west-2": throttled, "us-east-1": undefined });
    const summaries: RegionSummary[] = [];
    await expect(
      writeRegions(tables, entries, at, (summary) => summaries.push(summary)),
    ).rejects.toMatchObject({
      name: "RegionsNotWritten",
      message: "The accounts table was not written in us-west-2 (Error: throttled)",
      errors: [throttled],
    });
    expect(Object.keys(written)).toEqual(["us-east-1"]);
    expect(summaries).toEqual([{ region: "us-east-1", changed: 1, left: 0, unchanged: 3 }]);
  });
});
