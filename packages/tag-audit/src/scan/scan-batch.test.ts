// Scans one after another over the same table: what each sees, and what it leaves written down.
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";
import {
  accountId,
  asking,
  hour,
  instance,
  newWorld,
  quiet,
  region,
  tagged,
} from "../../testing/one-account";

describe("a scan", () => {
  it("counts what it saw, under the account's alias, and never asks about instances that are well", async () => {
    const { scan } = newWorld();
    const exempt = instance(3, { "orgwatch:tag-exempt-until": "2030-01-31" });
    const { counts, cell, violations, calls } = await scan(
      hour(9),
      [instance(1), instance(2, { department: "web" }), exempt],
      { alias: "acme-web" },
    );
    expect({ counts, cell, violations, calls }).toEqual({
      counts: { ok: 1 },
      cell: {
        ...quiet,
        accountAlias: "acme-web",
        instances: 3,
        violations: 1,
        exempt: 1,
        canary: "unproven",
        canaryWords: "there is no earlier run to compare with",
      },
      violations: ["01 open since 09, department is missing"],
      calls: {
        AssumeRole: 1,
        DescribeConversionTasks: 1,
        DescribeInstances: 1,
        // The cell, and the two instances that lack their tag.
        GetItem: 4,
        ListAccountAliases: 1,
        PutItem: 2,
        Query: 1,
      },
    });
  });

  it("follows a violation from when it was first seen, and ends it when it is mended", async () => {
    const { scan } = newWorld();
    const lines = [];
    for (const tags of [{}, { Department: "web" }, { department: "web" }, {}])
      lines.push((await scan(hour(9 + lines.length), [instance(1, tags)])).violations);
    expect(lines).toEqual([
      ["01 open since 09, department is missing"],
      ["01 open since 09, department is missing (there is Department)"],
      ["01 mended since 09, department is missing (there is Department)"],
      ["01 open since 12, department is missing"],
    ]);
  });

  it("keeps what somebody else writes about a violation while it is scanned", async () => {
    const { scan, stored } = newWorld();
    await scan(hour(9), [instance(1)]);
    const act = { what: "warn", runId: "r", intendedAt: hour(10).toISOString(), outcome: "done" } as const;
    let written = false;
    const meddling: ViolationTable = {
      ...stored,
      save: async (next, before) => {
        if (!written) {
          written = true;
          await stored.save({ ...before, acts: [act] }, before);
        }
        return stored.save(next, before);
      },
    };
    await scan(hour(15), [instance(1)], { table: meddling });
    expect(
      stored.violations().map(({ acts, lastRunId, revision }) => ({ acts, lastRunId, revision })),
    ).toEqual([{ acts: [act], lastRunId: hour(15).toISOString(), revision: 3 }]);
  });

  it("compares its count with the last complete run, not with itself nor with one that failed", async () => {
    const { scan } = newWorld();
    const failing = { regions: { [region]: { instances: [], refusal: "UnauthorizedOperation" } } };
    await scan(hour(9), tagged(20));
    const failed = await scan(hour(15), [], failing);
    const dropped = await scan(hour(21), tagged(5));
    const again = await scan(hour(21), tagged(5));
    const later = await scan(hour(27), tagged(5));
    const words = "5 instances, 20 the last time: more than 50 percent are gone";
    const missing = { ...quiet, instances: 5, canary: "missing", canaryWords: words };
    const five = "only 5 instances the last time";
    expect([failed, dropped, again, later].map(({ cell }) => cell)).toEqual([
      {
        ...quiet,
        result: "failed",
        reason: `ReadRefused: account ${accountId} does not let its instances be read in ${region} (UnauthorizedOperation: EC2 says no)`,
        canary: "unproven",
      },
      missing,
      missing,
      { ...quiet, instances: 5, canary: "unproven", canaryWords: five },
    ]);
  });

  it("takes no instance for gone while the region cannot be read or its canary is missing", async () => {
    const { scan } = newWorld();
    const violator = instance(50);
    const throttled = { regions: { [region]: { instances: [], refusal: "RequestLimitExceeded" } } };
    await scan(hour(9), [violator, ...tagged(20)]);
    const unread = await scan(hour(15), [], throttled);
    const empty = await scan(hour(21), []);
    const proven = await scan(hour(27), tagged(20));
    expect(
      [unread, empty, proven].map(({ cell, violations }) => [cell?.result, cell?.canary, ...violations]),
    ).toEqual([
      ["failed", "unproven", "50 open since 09, department is missing"],
      ["ok", "missing", "50 open since 09, department is missing"],
      ["ok", "unproven", "50 gone since 09, department is missing"],
    ]);
  });

  it("judges nobody by another scheme while the account's OUs are not known", async () => {
    const { scan } = newWorld();
    const { cell, violations } = await scan(hour(9), [instance(1)], { accounts: async () => undefined });
    expect({ cell, violations }).toEqual({
      cell: {
        ...quiet,
        result: "failed",
        reason: `TryLater: the OUs of account ${accountId} are not known now`,
        canary: "unproven",
      },
      violations: [],
    });
  });

  it("asks CloudTrail only where nothing but the launcher can tell", async () => {
    const { scan } = newWorld();
    const policy = asking({ principal: ["iam-user", "launcher"] });
    const by = (created_by: string) => ({ created_by });
    const { violations, calls } = await scan(
      hour(9),
      [
        instance(1),
        instance(2, by("jane")),
        instance(3, by("joe")),
        instance(4, by("joe")),
        instance(5, by("joe")),
      ],
      {
        policy,
        users: ["jane"],
        launchers: { [instance(3).instanceId]: "joe", [instance(4).instanceId]: "jim" },
      },
    );
    expect({ violations, asked: calls.LookupEvents }).toEqual({
      violations: [
        "01 open since 09, created_by is missing",
        "04 open since 09, created_by is “joe”, whom nobody knows",
      ],
      asked: 3,
    });
  });

  it("takes people of Identity Center for owners, and nobody for a stranger when they could not be read", async () => {
    const policy = asking({ principal: ["identity-center"] });
    const owned = [instance(1, { created_by: "Jane@Example.com" }), instance(2, { created_by: "joe" })];
    const read = await newWorld().scan(hour(9), owned, { policy, people: new Set(["jane@example.com"]) });
    const unread = await newWorld().scan(hour(9), owned, { policy });
    expect([read.violations, unread.violations]).toEqual([
      ["02 open since 09, created_by is “joe”, whom nobody knows"],
      [],
    ]);
  });

  it("begins nothing that might not end in time, and goes on where it stopped", async () => {
    const { scan } = newWorld();
    const regions = { [region]: { instances: [instance(1)] } };
    const late = scan(hour(9), [], { regions, deadline: new Date(hour(9).getTime() + 60_000) });
    await expect(late).rejects.toMatchObject({ name: "OutOfTime" });
    const { counts, violations } = await scan(hour(9), [], { regions });
    expect({ counts, violations }).toEqual({
      counts: { ok: 1 },
      violations: ["01 open since 09, department is missing"],
    });
  });

  it("says of a region that is throttled until the time is over why it was not read, and asks for another try", async () => {
    const { scan, stored } = newWorld();
    const regions = { [region]: { instances: [], refusal: "RequestLimitExceeded" } };
    const late = scan(hour(9), [], { regions, deadline: new Date(hour(9).getTime() + 100_000) });
    await expect(late).rejects.toMatchObject({ name: "OutOfTime" });
    const reason = `OutOfTime: There is no time to try ${accountId} in ${region} again (Throttled: AWS throttles account ${accountId} in ${region} (RequestLimitExceeded: EC2 says no))`;
    expect(stored.lastCells().map((cell) => [cell.result, cell.reason])).toEqual([["failed", reason]]);
  });
});
