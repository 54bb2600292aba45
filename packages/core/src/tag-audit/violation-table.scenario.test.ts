// One contract for the table of violations, held by DynamoDB (in moto, indexes included) and by the in-memory one that other tests use.
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type Moto, startMoto } from "@orgwatch/sandbox/moto";
import { tagViolations } from "@orgwatch/tag-audit/manifest";
import { memoryViolations } from "../testing/memory-violations";
import type { Cell, Violation } from "./violation";
import { type ViolationTable, violationTable } from "./violation-table";

jest.setTimeout(60_000);

const accountId = "444444444444";
const day = (number: number) => new Date(Date.UTC(2030, 0, number, 9)).toISOString();
const violationOf = (instanceId: string, changed: Partial<Violation> = {}): Violation => ({
  violationId: `${accountId}/eu-west-1/${instanceId}`,
  revision: 1,
  instance: {
    accountId,
    region: "eu-west-1",
    instanceId,
    state: "running",
    launchedAt: day(1),
    createdAt: day(1),
    tags: { Name: "web", empty: "" },
    keeper: { kind: "spot", name: "sir-1" },
  },
  scheme: "everybody",
  problems: [{ key: "department", problem: "missing", words: "department is missing" }],
  firstSeenAt: day(2),
  lastSeenAt: day(3),
  lastRunId: day(3),
  status: "open",
  acts: [{ what: "warn", runId: day(3), intendedAt: day(3), outcome: "done" }],
  ...changed,
});
const cell: Cell = {
  runId: day(3),
  accountId,
  region: "eu-west-1",
  checkedAt: day(3),
  result: "ok",
  instances: 12,
  violations: 2,
  exempt: 0,
  canary: "seen",
};

async function ids(found: AsyncIterable<Violation>): Promise<string[]> {
  const all: string[] = [];
  for await (const { instance } of found) all.push(instance.instanceId);
  return all;
}

function contract(make: () => ViolationTable) {
  it("records a violation once, whoever comes first, and keeps all of it", async () => {
    const table = make();
    const one = violationOf("i-1");
    expect({
      unknown: await table.get(one.violationId),
      first: await table.add({ ...one, revision: 7 }),
      second: await table.add(violationOf("i-1", { status: "mended" })),
      read: await table.get(one.violationId),
    }).toEqual({ unknown: undefined, first: one, second: undefined, read: one });
  });

  it("lets exactly one of many write over what all of them read", async () => {
    const table = make();
    const before = violationOf("i-1");
    await table.add(before);
    const next = { ...before, lastRunId: day(4) };
    const saved = await Promise.all([1, 2, 3].map(() => table.save(next, before)));
    expect({
      saved: saved.filter((one) => one !== undefined),
      late: await table.save({ ...before, status: "gone" }, before),
      unknown: await table.save(violationOf("i-2"), violationOf("i-2")),
      read: await table.get(before.violationId),
    }).toEqual({
      saved: [{ ...next, revision: 2 }],
      late: undefined,
      unknown: undefined,
      read: { ...next, revision: 2 },
    });
  });

  it("finds violations by account and by status, the oldest first, and nothing else with them", async () => {
    const table = make();
    await table.add(violationOf("i-young", { firstSeenAt: day(5) }));
    await table.add(violationOf("i-old"));
    await table.add(violationOf("i-ended", { firstSeenAt: day(3), status: "mended", endedAt: day(4) }));
    await table.putCell(cell);
    await table.putRun({ runId: day(3), startedAt: day(3), accounts: 1, cells: 1 });
    expect({
      account: await ids(table.byAccount(accountId)),
      open: await ids(table.byAccount(accountId, { status: "open" })),
      other: await ids(table.byAccount("555555555555")),
      status: await ids(table.byStatus("open")),
      mended: await ids(table.byStatus("mended")),
    }).toEqual({
      account: ["i-old", "i-ended", "i-young"],
      open: ["i-old", "i-young"],
      other: [],
      status: ["i-old", "i-young"],
      mended: ["i-ended"],
    });
  });

  it("keeps the cells of an account and region that several runs saw, and each run", async () => {
    const table = make();
    const later = { ...cell, runId: day(4) };
    const run = { runId: day(3), startedAt: day(3), accounts: 1, cells: 1 };
    const before = [await table.cells(accountId, "eu-west-1"), await table.run(run.runId)];
    await table.putCell(cell);
    await Promise.all([table.putCell(later), table.putCell({ ...cell, instances: 3 })]);
    await table.putRun(run);
    await table.putRun({ ...run, finishedAt: day(4) });
    expect({
      before,
      cells: await table.cells(accountId, "eu-west-1"),
      other: await table.cells(accountId, "eu-west-2"),
      run: await table.run(run.runId),
    }).toEqual({
      before: [undefined, undefined],
      cells: { cells: [later, { ...cell, instances: 3 }] },
      other: undefined,
      run: { ...run, finishedAt: day(4) },
    });
  });
}

describe("in memory", () => {
  contract(memoryViolations);
});

describe("in DynamoDB", () => {
  let moto: Moto;
  let client: DynamoDBClient;
  let tables = 0;
  beforeAll(async () => {
    moto = await startMoto();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    client = new DynamoDBClient({ endpoint: moto.url, region: "us-west-2", credentials });
    for (let table = 1; table <= 5; table += 1) await client.send(createTable(`violations-${table}`));
  });
  afterAll(async () => {
    client.destroy();
    await moto.stop();
  });
  const make = () => {
    tables += 1;
    return violationTable(client, `violations-${tables}`, async () => 400);
  };
  contract(make);

  it("forgets ended violations, cells and runs 400 days after their time, and open violations never", async () => {
    const table = make();
    await table.add(violationOf("i-open"));
    await table.add(violationOf("i-ended", { status: "gone", endedAt: day(6) }));
    await table.putCell(cell);
    await table.putRun({ runId: day(3), startedAt: day(3), accounts: 1, cells: 1 });
    const forgetAt = async (violationId: string) => {
      const key = { TableName: `violations-${tables}`, Key: { violationId: { S: violationId } } };
      const { Item } = await client.send(new GetItemCommand(key));
      return Item?.forgetAt?.N && new Date(Number(Item.forgetAt.N) * 1000).toISOString();
    };
    expect([
      await forgetAt(`${accountId}/eu-west-1/i-open`),
      await forgetAt(`${accountId}/eu-west-1/i-ended`),
      await forgetAt(`cell/${accountId}/eu-west-1`),
      await forgetAt(`run/${day(3)}`),
    ]).toEqual([
      undefined,
      "2031-02-10T09:00:00.000Z",
      "2031-02-07T09:00:00.000Z",
      "2031-02-07T09:00:00.000Z",
    ]);
  });
});

function createTable(TableName: string): CreateTableCommand {
  const { partitionKey, indexes = [] } = tagViolations;
  const keys = [partitionKey, ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])];
  return new CreateTableCommand({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: partitionKey, KeyType: "HASH" }],
    AttributeDefinitions: [...new Set(keys)].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: [
        { AttributeName: index.partitionKey, KeyType: "HASH" },
        { AttributeName: index.sortKey, KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    })),
  });
}
