import { TryLater } from "@orgwatch/core/errors";
import { all, busy, given, nobodys, owned, sent, stopped, warnings } from "../testing/busy-report";
import { cell, paying, reportWorld, runId, secure } from "../testing/report-world";

describe("the end of a tag audit", () => {
  it("writes files and documents, tells owners, operators and teams, and records the warnings that were given", async () => {
    const world = await reportWorld(busy);
    expect(await world.finish()).toBe("done");
    expect({ ...sent(world), warnings: warnings(world) }).toEqual({ ...all, warnings: given });
    const [warned] = world.table.violations();
    expect([warned?.stage, warned?.next?.stage, warned?.next?.at.slice(0, 16)]).toEqual([
      "warn",
      "stop",
      "2030-01-10T09:00",
    ]);
    expect(world.files.rows.get(`reports/aws_tag_violator/date=2030-01-07/${runId}.ndjson.gz`)).toMatchObject(
      [
        { id: owned.instance.instanceId, stage: "warn", acts: [{ what: "warn", outcome: "done" }] },
        { id: nobodys.instance.instanceId, stage: "warn", acts: [{ what: "warn", outcome: "done" }] },
        { id: stopped.instance.instanceId, stage: "stop", terminated: false },
      ],
    );
    expect(await world.table.run(runId)).toMatchObject({ runId, accounts: 2, cells: 2 });
    expect(world.counted).toEqual([["CanariesMissing", 0]]);
  });

  it("asks the table itself what became of planned acts: the index is behind it", async () => {
    const world = await reportWorld(busy);
    const behind = { ...stopped, stage: "warn" as const, acts: [] };
    const violations = {
      ...world.table,
      byStatus: async function* (status: string) {
        if (status === "open") yield* [owned, nobodys, behind];
      },
    };
    expect(await world.finish({ violations })).toBe("done");
    expect(world.mail.mails[1]?.subject).toMatch(/; 1 stopped, 2 warned$/);
    expect([...world.files.rows.values()][1]).toMatchObject([
      { stage: "warn" },
      { stage: "warn" },
      { stage: "stop" },
    ]);
  });

  it("does nothing again when the step is tried again", async () => {
    const world = await reportWorld(busy);
    await world.finish();
    const before = { ...sent(world), table: world.table.violations() };
    world.files.rows.clear();
    expect(await world.finish()).toBe("done");
    expect({ ...sent(world), table: world.table.violations() }).toEqual({ ...before, files: 0 });
  });

  it("tells of everything else while S3 is away, and repeats only the files", async () => {
    const world = await reportWorld(busy);
    world.files.fail(true);
    expect(await world.finish()).toBe("ReportIncomplete: files: TryLater: S3 does not take it");
    expect(sent(world)).toEqual({ ...all, files: 0 });
    expect(await world.table.run(runId)).toBeUndefined();
    world.files.fail(false);
    expect(await world.finish()).toBe("done");
    expect({ ...sent(world), warnings: warnings(world) }).toEqual({ ...all, warnings: given });
  });

  it("counts refused documents with their reason, and stops nothing for them", async () => {
    const world = await reportWorld(busy);
    world.search.failItems((id) =>
      id.endsWith(nobodys.instance.instanceId) ? { status: 400, reason: "mapper: bad date" } : undefined,
    );
    expect(await world.finish()).toBe(
      "ReportIncomplete: search: DocumentsRefused: OpenSearch refused 1 documents: 400 mapper: bad date",
    );
    expect(sent(world)).toEqual({ ...all, documents: 4 });
  });

  it.each(["throttle", "reset", "error"] as const)("waits for Slack while it is away (%s)", async (kind) => {
    const world = await reportWorld(busy);
    world.faults.add({ service: "slack", operation: "chat.postMessage", kind, share: 1, times: 3 });
    expect(await world.finish()).toBe("done");
    const told = sent(world);
    expect({ ...told, slack: told.slack.toSorted(), warnings: warnings(world) }).toEqual({
      ...all,
      slack: all.slack.toSorted(),
      warnings: given,
    });
  });

  it("tells the other teams when one channel is gone, and warns nobody by a message that was not sent", async () => {
    const world = await reportWorld({ ...busy, webhook: false });
    world.slack.archive("C0SECURITY");
    expect(await world.finish()).toMatch(
      /^ReportIncomplete: Slack: NeverAgain: the bot could not post to #security/,
    );
    expect({ ...sent(world), warnings: warnings(world) }).toEqual({
      ...all,
      slack: ["C0PAYMENTS", "C0PAYMENTS reply"],
      // The digest named the other one to its readers.
      warnings: [given[0], ["done", "by the digest"]],
    });
  });

  it("says nothing while warnings cannot be written down first", async () => {
    const world = await reportWorld(busy);
    const violations = { ...world.table, save: () => Promise.reject(new TryLater("the table is away")) };
    expect(await world.finish({ violations })).toBe(
      "ReportIncomplete: nobody was told: TryLater: the table is away",
    );
    expect(sent(world)).toEqual({ ...all, mails: [], slack: [] });
  });

  it("counts the accounts and regions without their canary, unless it was asked for a part of them", async () => {
    const facts = { cells: [cell(secure, { canary: "missing" })] };
    const world = await reportWorld(facts);
    await world.finish();
    for (const asked of [{ accounts: [secure, paying] }, { regions: ["us-west-2"] }])
      await world.finish({}, asked);
    expect(world.counted).toEqual([["CanariesMissing", 2]]);
  });

  it("fails aloud when no account could be read, once that is told", async () => {
    const failed = { result: "failed", reason: "no role", instances: 0 } as const;
    const world = await reportWorld({ cells: [cell(secure, failed), cell(paying, failed)] });
    expect(await world.finish()).toBe("NothingRead: the tag audit could read no account in any region");
    expect(JSON.stringify(world.slack.messages())).toContain("payments-prod in us-west-2: no role");
    expect(world.counted).toEqual([["CanariesMissing", 2]]);
  });
});
