import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { collateItem } from "./collate-item";
import {
  account,
  before,
  both,
  denied,
  file,
  first,
  instance,
  newWorld,
  queue,
  region,
  role,
  run,
  scopeOf,
  second,
  whole,
  worldWithRunBefore,
} from "./testing/collate-world";
import { watchedFiles } from "./testing/watched-files";

describe("an account of a run", () => {
  it("has one file with all that was read to its end, and a record of what that is", async () => {
    const { files, leave, collate } = newWorld();
    await leave(first, region, {
      lines: [instance("i-1"), queue("cut-off"), instance("i-1")],
      kinds: ["ec2/instance", "sns/topic"],
    });
    await leave(first, "global", { lines: [role("deploy")], kinds: ["iam/role"] });
    const result = await collate(first);
    const key = runKeys.file(before, account.id);
    expect(key).toBe("AWSRecon/2029/12/31/111111111111_aws_recon_1893402000.json.gz");
    expect(result).toEqual({
      ...{ ...whole, run: before, file: key, dropped: [] },
      counts: { "iam/role": 1, "ec2/instance": 1, "sns/topic": 0 },
    });
    expect(files.all()[key]).toEqual([
      { run: before, ...role("deploy") },
      { run: before, ...instance("i-1") },
    ]);
    expect(files.all()[runKeys.account(before, account.id)]).toEqual(result);
  });

  it("is compared with its file of the run before", async () => {
    const { leave, collate } = await worldWithRunBefore();
    await leave(second, "global", { lines: [role("deploy")], kinds: ["iam/role"] });
    const lines = [instance("i-2", { name: "web" }), instance("i-3")];
    await leave(second, region, { lines, kinds: both });
    expect(await collate(second)).toEqual({
      ...whole,
      counts: { "iam/role": 1, "ec2/instance": 2, "sqs/queue": 0 },
      changes: {
        ...{ since: before, appeared: 1, vanished: 2, changed: 1 },
        firstAppeared: [{ region, kind: "ec2/instance", id: "i-3" }],
        firstVanished: [
          { region, kind: "ec2/instance", id: "i-1" },
          { region, kind: "sqs/queue", id: "q-1" },
        ],
        kinds: {
          "ec2/instance": { appeared: 1, vanished: 1, changed: 1 },
          "sqs/queue": { appeared: 0, vanished: 1, changed: 0 },
        },
      },
      dropped: [{ account: account.id, kind: "sqs/queue", before: 1 }],
    });
  });

  it("does not take for gone what it could not read this time: a denied kind, and a region whose runner died", async () => {
    const { leave, collate } = await worldWithRunBefore();
    const lines = [instance("i-1"), instance("i-2")];
    await leave(second, region, { lines, kinds: ["ec2/instance"], result: "partial", failures: [denied] });
    const place = { account: account.id, region: "global" };
    const words = "nobody came to its end: its runner was stopped";
    expect(await collate(second)).toEqual({
      ...whole,
      regions: { global: "failed", [region]: "partial" },
      counts: { "ec2/instance": 2 },
      failures: [
        { ...place, type: "unfinished", words, hides: "everything that belongs to no region" },
        denied,
      ],
      changes: {
        since: before,
        appeared: 0,
        vanished: 0,
        changed: 0,
        firstAppeared: [],
        firstVanished: [],
        kinds: {},
      },
      notCompared: [
        { region: "global", why: "not-read", by: "now" },
        { region, kind: "sqs/queue", why: "not-read", by: "now" },
      ],
      dropped: [],
    });
  });

  it("has no file when nothing could be read, and is not compared", async () => {
    const { files, leave, collate } = await worldWithRunBefore();
    const failure = { ...denied, region: "*" };
    for (const where of ["global", region])
      await leave(second, where, { kinds: [], result: "failed", parts: [], counts: {}, failures: [failure] });
    const { file: none, ...result } = await collate(second);
    expect([none, files.written.filter((key) => key.startsWith("AWSRecon/"))]).toEqual([undefined, []]);
    const { counts, failures, changes, dropped, notCompared } = result;
    expect([counts, failures, changes?.vanished, dropped]).toEqual([{}, [failure], 0, []]);
    expect(notCompared).toEqual([{ region: "*", why: "not-read", by: "now" }]);
  });

  it("is not compared where the run before could read nothing of it", async () => {
    const { leave, collate } = newWorld();
    await collate(first);
    await leave(second, "global", { lines: [role("deploy")], kinds: ["iam/role"] });
    const result = await collate(second);
    expect([result.counts, result.changes, result.dropped]).toEqual([{ "iam/role": 1 }, undefined, []]);
    expect(result.notCompared).toEqual([
      { region: "*", why: "not-read", by: "before" },
      { region, why: "not-read", by: "now" },
    ]);
  });

  it("loses nothing where somebody deleted its file of the run before, and is not compared", async () => {
    const { files, leave, collate } = newWorld();
    const gone = { ...whole, run: before, file: runKeys.file(before, account.id), counts: {}, dropped: [] };
    await files.writeJson(runKeys.account(before, account.id), gone);
    await leave(second, "global", { lines: [role("deploy")], kinds: ["iam/role"] });
    const { counts, file: written, changes, notCompared } = await collate(second);
    expect({ counts, written, changes, notCompared }).toEqual({
      counts: { "iam/role": 1 },
      written: file,
      changes: undefined,
      notCompared: [{ region: "*", why: "file-gone", by: "before" }],
    });
  });

  it("is the same when it is tried again, and then nothing is read or written a second time", async () => {
    const { files, leave, collate } = await worldWithRunBefore();
    await leave(second, "global", { lines: [role("new")], kinds: ["iam/role"] });
    await leave(second, region, { lines: [instance("i-1")], kinds: both });
    files.failFor(`runs/${run}/accounts`);
    await expect(collate(second)).rejects.toThrow("cannot be used");
    files.failFor(undefined);
    const result = await collate(second);
    const all = files.all();
    const [reads, writes] = [files.read.length, files.written.length];
    expect(await collate(second)).toEqual(result);
    expect(files.all()).toEqual(all);
    expect([files.read.slice(reads).filter((key) => key.endsWith(".gz")), files.written.length]).toEqual([
      [],
      writes,
    ]);
  });

  it("is brought together anew when a runner came back to it", async () => {
    const { leave, collate } = newWorld();
    await leave(first, region, { lines: [instance("i-1")], kinds: both });
    const early = await collate(first);
    await leave(first, "global", { lines: [role("deploy")], kinds: ["iam/role"] });
    const late = await collate(first);
    expect([early.regions.global, late.regions.global, late.counts["iam/role"]]).toEqual([
      "failed",
      "read",
      1,
    ]);
  });
});

it("brings the accounts of an item together, also when one of them fails, and then fails itself", async () => {
  const files = watchedFiles();
  const ids = ["111111111111", "222222222222", "333333333333"];
  await files.writeJson(runKeys.scope(run), scopeOf(run, { accounts: ids.map((id) => ({ id })) }));
  files.failFor("accounts/111111111111");
  await expect(collateItem({ run, from: 0, to: 2 }, files)).rejects.toThrow(
    "accounts/111111111111.json cannot be used",
  );
  expect(files.written.slice(1)).toEqual([runKeys.account(run, "222222222222")]);
  files.failFor(undefined);
  expect(await collateItem({ run, from: 0, to: 2 }, files)).toBe(2);
  await expect(collateItem({ run: before, from: 0, to: 2 }, files)).rejects.toThrow(
    `there is no run ${before}`,
  );
});
