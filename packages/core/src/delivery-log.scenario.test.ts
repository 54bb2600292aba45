// One contract for the delivery log, the pace and the responses, held by the DynamoDB table (in moto) and by the in-memory ones that other tests use.
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Moto, startMoto } from "@orgwatch/sandbox/moto";
import { type Deliveries, type Delivery, deliveryLog } from "./delivery-log";
import { type Pace, sharedPace } from "./pace";
import { type Response, type Responses, responseLog } from "./responses";
import { memoryDeliveries, memoryPace, memoryResponses } from "./testing/memory-deliveries";

jest.setTimeout(60_000);

const now = new Date("2030-01-07T09:00:00Z");
const at = (ms: number) => new Date(now.getTime() + ms);
const sending: Delivery = {
  state: "sending",
  version: "2030-01-07T08:00:00Z",
  band: "high",
  attemptedAt: "2030-01-07T09:00:00.000Z",
  leaseUntil: "2030-01-07T09:01:30.000Z",
  channel: "C0SECURITY",
};
const { leaseUntil: _, ...rest } = sending;
const sent: Delivery = { ...rest, state: "sent", ts: "1893488400.000100" };

const response = (id: string, second: number): Response => ({
  id,
  what: "acknowledged",
  by: "Jane Doe",
  via: "PagerDuty",
  at: at(second * 1000).toISOString(),
});

function contract(make: () => { deliveries: Deliveries; pace: Pace; responses: Responses }) {
  it("knows nothing, then what was saved", async () => {
    const { deliveries } = make();
    const unknown = await deliveries.read("a");
    const claim = await deliveries.save("a", sending, undefined, now);
    expect({ unknown, claim, read: await deliveries.read("a") }).toEqual({
      unknown: undefined,
      claim: { delivery: sending, revision: 1 },
      read: { delivery: sending, revision: 1 },
    });
  });

  it("lets exactly one of many claim a key, and one of many change it", async () => {
    const { deliveries } = make();
    const claims = await Promise.all([1, 2, 3, 4].map(() => deliveries.save("b", sending, undefined, now)));
    const [claim] = claims.filter((one) => one !== false);
    const changes = await Promise.all([1, 2, 3].map(() => deliveries.save("b", sent, claim, now)));
    expect({
      claimed: claims.filter((one) => one !== false).length,
      changed: changes.filter((one) => one !== false),
      late: await deliveries.save("b", sending, claim, now),
      read: await deliveries.read("b"),
    }).toEqual({
      claimed: 1,
      changed: [{ delivery: sent, revision: 2 }],
      late: false,
      read: { delivery: sent, revision: 2 },
    });
  });

  it("hands out a second after the other in each channel, as far as the horizon", async () => {
    const { pace } = make();
    const turns: (Date | undefined)[] = [];
    for (let turn = 0; turn < 5; turn += 1) turns.push(await pace.reserve("C0SECURITY", now, 3000));
    expect({ turns, other: await pace.reserve("C0OTHER", now, 3000) }).toEqual({
      turns: [now, at(1000), at(2000), at(3000), undefined],
      other: now,
    });
  });

  it("never gives two askers the same turn", async () => {
    const { pace } = make();
    const turns = await Promise.all([1, 2, 3, 4, 5, 6].map(() => pace.reserve("C0CROWD", now, 60_000)));
    const times = turns.map((turn) => turn?.getTime() ?? 0).toSorted();
    expect(times).toEqual([0, 1, 2, 3, 4, 5].map((second) => at(second * 1000).getTime()));
  });

  it("holds a channel back, and never shortens a longer hold", async () => {
    const { pace } = make();
    await pace.holdUntil("C0HELD", at(9000), now);
    await pace.holdUntil("C0HELD", at(2000), now);
    expect([
      await pace.reserve("C0HELD", now, 5000),
      await pace.reserve("C0HELD", now, 20_000),
      await pace.reserve("C0HELD", at(30_000), 20_000),
    ]).toEqual([undefined, at(9000), at(30_000)]);
  });

  it("keeps responses in the order of their time, each once, also when many come at the same moment", async () => {
    const { responses } = make();
    const before = await responses.read("k");
    await responses.add("k", response("w-3", 3), now);
    await Promise.all(["w-1", "w-2", "w-1"].map((id, index) => responses.add("k", response(id, index), now)));
    const known = (await responses.read("k")).map(({ id }) => id);
    expect({ before, known: known.toSorted(), last: known.at(-1) }).toEqual({
      before: [],
      known: ["w-1", "w-2", "w-3"],
      last: "w-3",
    });
  });
}

describe("in memory", () => {
  contract(() => ({ deliveries: memoryDeliveries(), pace: memoryPace(), responses: memoryResponses() }));
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
    for (let table = 1; table <= 6; table += 1)
      await client.send(
        new CreateTableCommand({
          TableName: `deliveries-${table}`,
          BillingMode: "PAY_PER_REQUEST",
          KeySchema: [{ AttributeName: "key", KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: "key", AttributeType: "S" }],
        }),
      );
  });
  afterAll(async () => {
    client.destroy();
    await moto.stop();
  });
  contract(() => {
    tables += 1;
    const table = `deliveries-${tables}`;
    return {
      deliveries: deliveryLog(client, table),
      pace: sharedPace(client, table),
      responses: responseLog(client, table),
    };
  });
});
