// The SDK's clients as the reader sets them up, against an endpoint that answers what a test says.
import { type LocalAnswer, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { clientLoaders } from "./clients";
import { newClient, newCommand } from "./sdk-module";
import { sdkReader } from "./sdk-reader";
import { throughWith } from "./through";

const before = process.env.AWS_ENDPOINT_URL;
afterEach(() => {
  if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
  else process.env.AWS_ENDPOINT_URL = before;
});

const failed = (name: string): LocalAnswer => ({ status: 400, body: JSON.stringify({ __type: name }) });

it("tries again as the error deserves it, by itself, with new credentials where the old ones have expired", async () => {
  const answers = [failed("ExpiredTokenException"), failed("ThrottlingException")];
  const aws = await startLocalAws(
    () => answers.shift() ?? { status: 200, body: '{"TableNames":["orders"]}' },
  );
  process.env.AWS_ENDPOINT_URL = aws.client.endpoint;
  const log: string[] = [];
  const reader = sdkReader({
    account: "111111111111",
    credentials: async () => {
      log.push("credentials");
      const expiration = new Date(Date.now() + 3_600_000);
      return { accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token", expiration };
    },
    through: throughWith({
      now: () => new Date(),
      sleep: async () => {},
      random: () => 0,
      until: new Date(Date.now() + 60_000),
      renew: (account) => log.push(`renew ${account}`),
    }),
  });
  const call = { service: "dynamodb", region: "eu-west-1", operation: "ListTables", input: {} } as const;
  const tables: unknown[] = [];
  for await (const { TableNames } of reader.pages(call)) tables.push(TableNames);
  reader.close();
  await aws.stop();
  expect({
    tables,
    calls: aws.calls.length,
    log: log.filter((one, index) => one !== log[index - 1]),
  }).toEqual({
    tables: [["orders"]],
    calls: 3,
    // Asked for at each call, and not kept, so that renewed ones are used at once.
    log: ["credentials", "renew 111111111111", "credentials"],
  });
});

it("finds the one client of every service of the table", async () => {
  const made = await Promise.all(
    Object.values(clientLoaders).map(async (load) => newClient(await load(), { region: "eu-west-1" })),
  );
  const names = made.map((client) => client.constructor.name);
  expect(new Set(names).size).toBe(Object.keys(clientLoaders).length);
});

it("says so where a service has no such operation", async () => {
  const module = await clientLoaders.sqs();
  expect(() => newCommand(module, "DescribeQueues", {})).toThrow("The SDK has no DescribeQueuesCommand");
});
