import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { accountLookup, accountsTable } from "./accounts-table";
import { reasonOf } from "./errors";
import { type AccountEntry, type AccountFactsEntry, itemOf } from "./organization/account-entry";
import { type LocalAnswer, type LocalAws, type LocalCall, startLocalAws } from "./testing/local-aws";

const name = "orgwatch-accounts";
const at = new Date("2030-01-07T09:00:00Z");
const payments: AccountEntry = {
  accountId: "111111111111",
  name: "payments",
  state: "ACTIVE",
  organizationalUnits: [{ id: "ou-1", name: "Workloads" }],
  team: "platform",
  refreshedAt: at.toISOString(),
};

let aws: LocalAws | undefined;
afterEach(async () => {
  jest.restoreAllMocks();
  await aws?.stop();
});
async function tableAnswering(answer: (call: LocalCall) => LocalAnswer) {
  aws = await startLocalAws(answer);
  return { calls: aws.calls, client: new DynamoDBClient(aws.client) };
}
const json = (body: object): LocalAnswer => ({ status: 200, body: JSON.stringify(body) });

describe("accountLookup", () => {
  const lookupIn = (client: DynamoDBClient, timeoutMs = 1000) => {
    const clock = { now: at };
    const failures: string[] = [];
    const lookup = accountLookup(client, name, {
      onFailure: (accountId, error) => failures.push(`${accountId}: ${reasonOf(error)}`),
      now: () => clock.now,
      timeoutMs,
    });
    return { lookup, failures, waitUntil: (ms: number) => (clock.now = new Date(at.getTime() + ms)) };
  };

  it("asks once, and keeps the entry for five minutes", async () => {
    const { client, calls } = await tableAnswering(() => json({ Item: itemOf(payments) }));
    const { lookup, failures, waitUntil } = lookupIn(client);
    expect(await Promise.all([lookup("111111111111"), lookup("111111111111")])).toEqual([payments, payments]);
    waitUntil(299_999);
    expect(await lookup("111111111111")).toEqual(payments);
    expect(calls.map(({ operation, body }) => [operation, JSON.parse(body)])).toEqual([
      ["GetItem", { TableName: name, Key: { accountId: { S: "111111111111" } } }],
    ]);
    waitUntil(300_000);
    expect(await lookup("111111111111")).toEqual(payments);
    expect({ calls: calls.length, failures }).toEqual({ calls: 2, failures: [] });
  });

  it("keeps a miss for 30 seconds", async () => {
    const { client, calls } = await tableAnswering(() => json({}));
    const { lookup, failures, waitUntil } = lookupIn(client);
    expect(await lookup("222222222222")).toBeUndefined();
    waitUntil(29_999);
    expect(await lookup("222222222222")).toBeUndefined();
    expect(calls.length).toBe(1);
    waitUntil(30_000);
    expect(await lookup("222222222222")).toBeUndefined();
    expect({ calls: calls.length, failures }).toEqual({ calls: 2, failures: [] });
  });

  it.each<[string, LocalAnswer, string, number?]>([
    [
      "refuses",
      { status: 400, body: '{"__type":"ResourceNotFoundException","message":"no table"}' },
      "ResourceNotFoundException: no table",
    ],
    ["does not answer in time", undefined, "Error: no answer within 300 ms", 300],
    [
      "throttles",
      { status: 400, body: '{"__type":"ThrottlingException"}' },
      "Error: no answer within 300 ms",
      300,
    ],
    [
      "holds something else",
      json({ Item: { accountId: { S: "111111111111" } } }),
      "Error: The table orgwatch-accounts holds an item of another shape",
    ],
  ])("answers undefined and says why when the table %s", async (_, answer, reason, timeoutMs = 10_000) => {
    // The SDK waits a random part of half a second after a throttle: nearly all of it here, so that it is still waiting at the end.
    jest.spyOn(Math, "random").mockReturnValue(0.99);
    const { client, calls } = await tableAnswering(() => answer);
    const { lookup, failures } = lookupIn(client, timeoutMs);
    expect(await lookup("111111111111")).toBeUndefined();
    expect(await lookup("111111111111")).toBeUndefined();
    expect({ calls: calls.length, failures }).toEqual({ calls: 1, failures: [`111111111111: ${reason}`] });
  });
});

/** A table that takes at most `takes` items of each batch, two items a page. */
function storedItems(takes: number) {
  const items = new Map<string, unknown>();
  const answer = ({ operation, body }: LocalCall): LocalAnswer => {
    const input = JSON.parse(body);
    if (operation === "Scan") {
      const start = Number(input.ExclusiveStartKey?.accountId.S ?? 0);
      const more = items.size > start + 2 ? { LastEvaluatedKey: { accountId: { S: `${start + 2}` } } } : {};
      return json({ Items: [...items.values()].slice(start, start + 2), ...more });
    }
    const requests: { PutRequest: { Item: { accountId: { S: string } } } }[] = input.RequestItems[name];
    for (const { PutRequest } of requests.slice(0, takes))
      items.set(PutRequest.Item.accountId.S, PutRequest.Item);
    const rest = requests.slice(takes);
    return json({ UnprocessedItems: rest.length > 0 ? { [name]: rest } : {} });
  };
  return { items, answer };
}

const accounts = (count: number): AccountFactsEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    accountId: String(100_000_000_000 + index),
    name: `account ${index}`,
    state: "ACTIVE",
    organizationalUnits: [],
    team: "platform",
  }));

describe("accountsTable", () => {
  it("writes all accounts in batches of 25, and the second time nothing", async () => {
    const { items, answer } = storedItems(25);
    const { client, calls } = await tableAnswering(answer);
    const table = accountsTable(client, name);
    const changes = await table.replaceAll(accounts(60), at);
    expect([changes.changed.length, changes.left, changes.unchanged]).toEqual([60, [], 0]);
    expect([...items.values()]).toEqual(
      accounts(60).map((entry) => itemOf({ ...entry, refreshedAt: at.toISOString() })),
    );
    expect(calls.map(({ operation }) => operation)).toEqual(["Scan", ...Array(3).fill("BatchWriteItem")]);
    expect(await table.replaceAll(accounts(60), at)).toEqual({ changed: [], left: [], unchanged: 60 });
    expect(calls.filter(({ operation }) => operation === "BatchWriteItem").length).toBe(3);
  });

  it("marks accounts that are gone as LEFT", async () => {
    const { items, answer } = storedItems(25);
    const { client } = await tableAnswering(answer);
    const table = accountsTable(client, name);
    await table.replaceAll(accounts(2), at);
    const later = new Date("2030-01-07T10:00:00Z");
    await table.replaceAll(accounts(1), later);
    const [kept, gone] = accounts(2).map((entry) => ({ ...entry, refreshedAt: at.toISOString() }));
    expect([...items.values()]).toEqual(
      [kept, gone && { ...gone, state: "LEFT" as const, refreshedAt: later.toISOString() }].map(
        (entry) => entry && itemOf(entry),
      ),
    );
  });

  it("writes what DynamoDB left unprocessed, with growing waits", async () => {
    const { items, answer } = storedItems(10);
    const { client } = await tableAnswering(answer);
    const waits: number[] = [];
    await accountsTable(client, name, async (ms) => void waits.push(ms)).replaceAll(accounts(25), at);
    expect({ items: items.size, waits }).toEqual({ items: 25, waits: [100, 200] });
  });

  it("gives up after eight tries, so that the run is an error", async () => {
    const { client } = await tableAnswering(storedItems(0).answer);
    await expect(
      accountsTable(client, name, () => Promise.resolve()).replaceAll(accounts(3), at),
    ).rejects.toThrow("The table orgwatch-accounts did not take 3 items after 8 tries");
  });
});
