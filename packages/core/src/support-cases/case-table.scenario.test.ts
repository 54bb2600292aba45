// One contract for the table of support cases, held by DynamoDB (in moto, indexes included) and by the in-memory one that other tests use.
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Moto, startMoto } from "@orgwatch/sandbox/moto";
import { supportCases } from "@orgwatch/support-cases/manifest";
import { memoryCases } from "../testing/memory-cases";
import type { AccountResult, Communication, SupportCase } from "./case";
import { type CaseTable, caseTable } from "./case-table";

jest.setTimeout(60_000);

const at = (minute: number) => new Date(Date.UTC(2030, 0, 7, 9, minute)).toISOString();
const opened: SupportCase = {
  caseId: "case-444444444444-muen-2030-1",
  accountId: "444444444444",
  displayId: "1234567890",
  subject: "",
  status: "opened",
  serviceCode: "amazon-ec2",
  severityCode: "urgent",
  timeCreated: at(0),
  ccEmailAddresses: ["a@example.com"],
  lastActivityAt: at(0),
  readAt: at(1),
  communications: 1,
};
const said = (id: string, minute: number, body = id): Communication => ({
  caseId: opened.caseId,
  id,
  timeCreated: at(minute),
  submittedBy: "Amazon Web Services",
  body,
  attachments: [{ attachmentId: "at-1", fileName: "log.txt" }],
});
const ok: AccountResult = {
  accountId: "444444444444",
  result: "ok",
  cases: 3,
  checkedAt: at(1),
  lastSuccessAt: at(1),
  watermark: at(1),
};

async function list(found: AsyncIterable<SupportCase>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { caseId } of found) ids.push(caseId);
  return ids;
}

function contract(make: () => CaseTable) {
  it("keeps the newest read of a case, in whatever order reads are written", async () => {
    const table = make();
    const later = { ...opened, status: "resolved", readAt: at(3) };
    expect({
      unknown: await table.getCase(opened.caseId),
      first: await table.putCase({ ...opened, readAt: at(2) }),
      later: await table.putCase(later),
      again: await table.putCase(later),
      older: await table.putCase(opened),
      read: await table.getCase(opened.caseId),
    }).toEqual({
      unknown: undefined,
      first: "stored",
      later: "stored",
      again: "same",
      older: "older",
      read: later,
    });
  });

  it("lets the newest of many writers at the same time win", async () => {
    const table = make();
    const reads = [4, 1, 7, 3, 9, 2, 8].map((minute) => ({ ...opened, readAt: at(minute) }));
    await Promise.all(reads.map((read) => table.putCase(read)));
    expect(await table.getCase(opened.caseId)).toEqual({ ...opened, readAt: at(9) });
  });

  it("keeps each communication once, in the order of time, apart from other cases' and results", async () => {
    const table = make();
    const all = Array.from({ length: 12 }, (_, index) => said(`c-${index}`, index));
    await table.putCase(opened);
    const stored = await table.putCommunications(all.toReversed());
    await table.putCommunications(all.slice(3, 5));
    await table.putCommunications([{ ...said("x", 1), caseId: "case-444444444444-muen-2030-12" }]);
    expect({
      stored,
      read: await table.conversation(opened.caseId),
      none: await table.conversation("?"),
    }).toEqual({
      stored: { stored: 12, refused: [] },
      read: all,
      none: [],
    });
  });

  it("keeps a conversation of more than a page, and cuts what is too long for an item between two characters", async () => {
    const table = make();
    const whole = [0, 1, 2, 3].map((minute) => said(`c-${minute}`, minute, "w".repeat(350 * 1024)));
    const long = said("long", 5, `x${"€".repeat(200_000)}`);
    await table.putCommunications([...whole, long]);
    const read = await table.conversation(opened.caseId);
    const { body: _, ...rest } = long;
    // 350 KB are 358,400 bytes: one for the x, three for each of 119,466 signs, and one that holds no whole sign.
    expect(read.at(-1)).toEqual({ ...rest, bodyStart: `x${"€".repeat(119_466)}`, bodyCut: 200_001 });
    expect(read.slice(0, 4)).toEqual(whole);
  });

  it("lists cases by account, status and severity, newest activity first", async () => {
    const table = make();
    const named = (id: string, minute: number, more: Partial<SupportCase> = {}) =>
      table.putCase({ ...opened, caseId: id, lastActivityAt: at(minute), ...more });
    await named("a", 1);
    await named("b", 3, { severityCode: "low" });
    await named("c", 2, { status: "resolved" });
    await named("d", 4, { accountId: "555555555555" });
    await table.putCommunications([said("c-1", 1)]);
    await table.putAccountResult(ok);
    expect({
      account: await list(table.casesBy("by-account", "444444444444")),
      status: await list(table.casesBy("by-status", "opened")),
      severity: await list(table.casesBy("by-severity", "urgent")),
      since: await list(table.casesBy("by-status", "opened", { since: at(3) })),
      limit: await list(table.casesBy("by-status", "opened", { limit: 2 })),
      nothing: await list(table.casesBy("by-status", "opened", { limit: 0 })),
      none: await list(table.casesBy("by-status", "reopened")),
    }).toEqual({
      account: ["b", "c", "a"],
      status: ["d", "b", "a"],
      severity: ["d", "c", "a"],
      since: ["d", "b"],
      limit: ["d", "b"],
      nothing: [],
      none: [],
    });
  });

  it("moves a case to its new status", async () => {
    const table = make();
    await table.putCase(opened);
    await table.putCase({ ...opened, status: "resolved", readAt: at(2) });
    expect({
      opened: await list(table.casesBy("by-status", "opened")),
      resolved: await list(table.casesBy("by-status", "resolved")),
    }).toEqual({ opened: [], resolved: [opened.caseId] });
  });

  it("keeps an account's newest result, and the last success through failures", async () => {
    const table = make();
    const refused: AccountResult = {
      accountId: ok.accountId,
      result: "no-role",
      reason: "The role does not exist",
      cases: 3,
      checkedAt: at(5),
    };
    expect({
      unknown: await table.accountResult(ok.accountId),
      written: [
        await table.putAccountResult(ok),
        await table.putAccountResult(refused),
        await table.putAccountResult(refused),
        await table.putAccountResult({ ...ok, checkedAt: at(4), lastSuccessAt: at(4) }),
      ],
      read: await table.accountResult(ok.accountId),
    }).toEqual({
      unknown: undefined,
      written: ["stored", "stored", "same", "older"],
      read: { ...refused, lastSuccessAt: at(1), watermark: at(1) },
    });
  });
}

describe("in memory", () => {
  contract(memoryCases);
});

describe("in DynamoDB", () => {
  let moto: Moto;
  let client: DynamoDBClient;
  let tables = 0;
  beforeAll(async () => {
    moto = await startMoto();
    client = new DynamoDBClient({
      endpoint: moto.url,
      region: "us-west-2",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    for (let table = 1; table <= 8; table += 1) await client.send(new CreateTableCommand(declared(table)));
  });
  afterAll(async () => {
    client.destroy();
    await moto.stop();
  });
  contract(() => {
    tables += 1;
    return caseTable(client, `support-cases-${tables}`);
  });

  it("names the communication that DynamoDB refuses, and stores the others", async () => {
    const table = caseTable(client, "support-cases-8");
    const huge = { ...said("huge", 2), attachments: [{ fileName: "f".repeat(500_000) }] };
    const { stored, refused } = await table.putCommunications([said("a", 1), huge, said("b", 3)]);
    expect({ stored, refused: refused.map(({ id }) => id) }).toEqual({ stored: 2, refused: ["huge"] });
    expect((await table.conversation(opened.caseId)).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("asks for another try while the table is away", async () => {
    const table = caseTable(client, "no-such-table");
    const problems = [
      table.putCase(opened),
      table.getCase("x"),
      table.putCommunications([said("a", 1)]),
      table.conversation("x"),
      list(table.casesBy("by-status", "opened")),
      table.putAccountResult(ok),
    ].map((work) => work.then(String, (error: Error) => error.name));
    expect(await Promise.all(problems)).toEqual(Array.from({ length: 6 }, () => "TryLater"));
  });
});

function declared(table: number) {
  const { partitionKey, sortKey = "", indexes = [] } = supportCases;
  const key = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ];
  const names = new Set([
    partitionKey,
    sortKey,
    ...indexes.flatMap((one) => [one.partitionKey, one.sortKey]),
  ]);
  return {
    TableName: `support-cases-${table}`,
    BillingMode: "PAY_PER_REQUEST" as const,
    KeySchema: key(partitionKey, sortKey),
    AttributeDefinitions: [...names].map((name) => ({ AttributeName: name, AttributeType: "S" as const })),
    GlobalSecondaryIndexes: indexes.map(({ name, partitionKey: partition, sortKey: sort }) => ({
      IndexName: name,
      KeySchema: key(partition, sort),
      Projection: { ProjectionType: "ALL" as const },
    })),
  };
}
