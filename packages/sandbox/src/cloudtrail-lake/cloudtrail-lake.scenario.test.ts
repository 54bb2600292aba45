// CloudTrail Lake through the gateway with AWS's own client: what happens in any account is found minutes later, by those who may look.
import {
  CancelQueryCommand,
  CloudTrailClient,
  CreateEventDataStoreCommand,
  DeleteEventDataStoreCommand,
  DescribeQueryCommand,
  DescribeTrailsCommand,
  GetEventDataStoreCommand,
  GetQueryResultsCommand,
  ListEventDataStoresCommand,
  ListQueriesCommand,
  paginateGetQueryResults,
  StartQueryCommand,
  UpdateEventDataStoreCommand,
} from "@aws-sdk/client-cloudtrail";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { adminOf } from "../admin";
import { newClock } from "../clock";
import { type Gateway, startGateway } from "../gateway";
import { guardFor } from "../iam/guard";
import { newJournal } from "../journal";
import { type Moto, startMoto } from "../moto";
import { createOrganization, type SandboxOrganization } from "../organization";
import { createOrganizationStore } from "./create-organization-store";

const clock = newClock();
let moto: Moto;
let gateway: Gateway;
let organization: SandboxOrganization;
let lake: CloudTrailClient;
let storeArn: string;

beforeAll(async () => {
  moto = await startMoto();
  const around = { journal: newJournal(clock.now), now: clock.now, random: () => 0 };
  gateway = await startGateway({ port: 0, motoUrl: moto.url, ...around });
  organization = await createOrganization(gateway.url);
  lake = client(organization.managementAccountId);
  storeArn = await createOrganizationStore(gateway.url, organization);
}, 60_000);

afterEach(() => gateway.faults.clear());

afterAll(async () => {
  lake.destroy();
  await gateway.stop();
  await moto.stop();
});

const client = (accountId: string, region = organization.homeRegion) =>
  new CloudTrailClient(adminOf(gateway.url, accountId, region));
const account = (name: string) => organization.accounts.find((each) => each.name === name)?.id ?? name;
const idOf = (arn: string) => arn.split("/")[1] ?? "";
const topics = (arn: string, rest = "") =>
  `SELECT recipientAccountId, awsRegion FROM ${idOf(arn)} WHERE eventSource = 'sns.amazonaws.com' AND eventName = 'CreateTopic' ${rest}`;

async function createTopics(accountId: string, region: string, names: readonly string[]): Promise<void> {
  const sns = new SNSClient(adminOf(gateway.url, accountId, region));
  for (const Name of names) await sns.send(new CreateTopicCommand({ Name }));
  sns.destroy();
}

/** Starts a query, looks until it has ended, and answers all its rows. */
async function ask(QueryStatement: string, asking = lake): Promise<readonly unknown[]> {
  const { QueryId } = await asking.send(new StartQueryCommand({ QueryStatement }));
  while ((await asking.send(new DescribeQueryCommand({ QueryId }))).QueryStatus !== "FINISHED");
  const rows: unknown[] = [];
  for await (const page of paginateGetQueryResults({ client: asking }, { QueryId }))
    rows.push(...(page.QueryResultRows ?? []));
  return rows;
}

it("finds what happened in every account and region two minutes later, and only its own in another's store", async () => {
  const member = client(account("acme-payments-prod"), "us-east-1");
  const create = { Name: "own-events", MultiRegionEnabled: false, TerminationProtectionEnabled: false };
  const { EventDataStoreArn: own = "" } = await member.send(new CreateEventDataStoreCommand(create));
  await createTopics(account("acme-payments-prod"), "us-west-2", ["a"]);
  await createTopics(account("acme-payments-prod"), "us-east-1", ["b"]);
  await createTopics(account("acme-data-lake"), "us-east-1", ["c"]);
  expect(await ask(topics(storeArn))).toEqual([]);
  clock.advance(120_000);
  const row = (name: string, awsRegion: string) => [{ recipientAccountId: account(name) }, { awsRegion }];
  expect(await ask(topics(storeArn))).toEqual([
    row("acme-payments-prod", "us-west-2"),
    row("acme-payments-prod", "us-east-1"),
    row("acme-data-lake", "us-east-1"),
  ]);
  expect(await ask(topics(own), member)).toEqual([row("acme-payments-prod", "us-east-1")]);
  const [found] = await ask(`SELECT eventJson FROM ${idOf(own)} WHERE eventName IN ('CreateTopic')`, member);
  const json = Array.isArray(found) ? found[0]?.eventJson : undefined;
  expect(JSON.parse(json)).toMatchObject({
    eventVersion: "1.09",
    eventName: "CreateTopic",
    requestParameters: { name: "b" },
  });
  await member.send(new DeleteEventDataStoreCommand({ EventDataStore: own }));
  const gone = member.send(new StartQueryCommand({ QueryStatement: topics(own) }));
  await expect(gone).rejects.toMatchObject({ name: "InactiveEventDataStoreException" });
  member.destroy();
});

it("queues a query, runs it and ends it, and gives its rows a page at a time", async () => {
  await createTopics(account("acme-dev"), "us-west-2", ["d", "e", "f"]);
  clock.advance(120_000);
  const QueryStatement = topics(storeArn, `AND recipientAccountId = '${account("acme-dev")}'`);
  const { QueryId = "" } = await lake.send(new StartQueryCommand({ QueryStatement }));
  const status = async () => (await lake.send(new DescribeQueryCommand({ QueryId }))).QueryStatus;
  const results = (NextToken?: string) =>
    lake.send(new GetQueryResultsCommand({ QueryId, MaxQueryResults: 2, ...(NextToken && { NextToken }) }));
  expect(await status()).toBe("QUEUED");
  const early = await results();
  expect([early.QueryStatus, early.QueryResultRows]).toEqual(["RUNNING", undefined]);
  expect(await lake.send(new DescribeQueryCommand({ QueryId }))).toMatchObject({
    QueryId,
    QueryString: QueryStatement,
    QueryStatus: "FINISHED",
    QueryStatistics: { EventsMatched: 3, CreationTime: expect.any(Date) },
  });
  const first = await results();
  const second = await results(first.NextToken);
  expect([first, second].map((page) => [page.QueryResultRows?.length, page.QueryStatistics])).toEqual([
    [2, { ResultsCount: 2, TotalResultsCount: 3 }],
    [1, { ResultsCount: 1, TotalResultsCount: 3 }],
  ]);
  expect(second.NextToken).toBe(undefined);
  await expect(results("nonsense")).rejects.toMatchObject({ name: "InvalidNextTokenException" });
  const cancel = lake.send(new CancelQueryCommand({ QueryId }));
  await expect(cancel).rejects.toMatchObject({ name: "InactiveQueryException" });
});

it("ends a query that finds nothing as soon as it was queued", async () => {
  const QueryStatement = topics(storeArn, "AND recipientAccountId = '000000000000'");
  const { QueryId = "" } = await lake.send(new StartQueryCommand({ QueryStatement }));
  const status = async () => (await lake.send(new DescribeQueryCommand({ QueryId }))).QueryStatus;
  expect([await status(), await status()]).toEqual(["QUEUED", "FINISHED"]);
});

it("runs ten queries of an account at once and no more, until one is cancelled or a minute has passed", async () => {
  const start = () => lake.send(new StartQueryCommand({ QueryStatement: topics(storeArn) }));
  const [first] = await Promise.all(Array.from({ length: 10 }, start));
  await expect(start()).rejects.toMatchObject({ name: "MaxConcurrentQueriesException" });
  const cancelled = await lake.send(new CancelQueryCommand({ QueryId: first?.QueryId }));
  expect(cancelled.QueryStatus).toBe("CANCELLED");
  await start();
  const queued = { EventDataStore: storeArn, QueryStatus: "QUEUED" } as const;
  expect((await lake.send(new ListQueriesCommand(queued))).Queries).toHaveLength(10);
  clock.advance(60_000);
  expect((await lake.send(new ListQueriesCommand(queued))).Queries).toEqual([]);
  await start();
});

it("refuses what is wrong in AWS's words, and fails on request", async () => {
  const start = (QueryStatement: string) => lake.send(new StartQueryCommand({ QueryStatement }));
  const unknown = "00000000-0000-0000-0000-000000000000";
  const refusals = [
    start("SELECT nonsense"),
    start(topics(`x/${unknown}`)),
    lake.send(new DescribeQueryCommand({ QueryId: unknown })),
    lake.send(new GetQueryResultsCommand({ QueryId: unknown, MaxQueryResults: 1001 })),
    lake.send(new DeleteEventDataStoreCommand({ EventDataStore: storeArn })),
    createOrganizationStore(gateway.url, organization),
    createOrganizationStore(gateway.url, { ...organization, managementAccountId: account("acme-dev") }),
  ];
  const names = await Promise.all(
    refusals.map((refusal) =>
      refusal.then(String, (error: unknown) => (error instanceof Error ? error.name : "")),
    ),
  );
  expect(names).toEqual([
    "InvalidQueryStatementException",
    "EventDataStoreNotFoundException",
    "QueryIdNotFoundException",
    "InvalidMaxResultsException",
    "EventDataStoreTerminationProtectedException",
    "EventDataStoreAlreadyExistsException",
    "NotOrganizationMasterAccountException",
  ]);
  gateway.faults.add({
    service: "cloudtrail",
    operation: "StartQuery",
    kind: "throttle",
    share: 1,
    times: 1,
  });
  await expect(start(topics(storeArn))).rejects.toMatchObject({ name: "ThrottlingException" });
  gateway.faults.add({ service: "cloudtrail", operation: "RunQuery", kind: "error", share: 1, times: 1 });
  const { QueryId } = await start(topics(storeArn));
  clock.advance(60_000);
  const failed = await lake.send(new GetQueryResultsCommand({ QueryId }));
  expect([failed.QueryStatus, failed.ErrorMessage]).toEqual(["FAILED", "The query failed on request."]);
});

it("shows and changes stores, and leaves trails to moto", async () => {
  const { EventDataStores } = await lake.send(new ListEventDataStoresCommand({}));
  expect(EventDataStores).toEqual([{ EventDataStoreArn: storeArn, Name: "organization-events" }]);
  const change = { EventDataStore: idOf(storeArn), RetentionPeriod: 90 };
  await lake.send(new UpdateEventDataStoreCommand(change));
  expect(await lake.send(new GetEventDataStoreCommand({ EventDataStore: storeArn }))).toMatchObject({
    Status: "ENABLED",
    OrganizationEnabled: true,
    MultiRegionEnabled: true,
    RetentionPeriod: 90,
    TerminationProtectionEnabled: true,
    CreatedTimestamp: expect.any(Date),
  });
  expect((await lake.send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
});

it("lets a role see only the stores and queries that its policies allow", async () => {
  const other = { Name: "other-events", TerminationProtectionEnabled: false };
  const { EventDataStoreArn: otherArn = "" } = await lake.send(new CreateEventDataStoreCommand(other));
  const { QueryId: othersId } = await lake.send(new StartQueryCommand({ QueryStatement: topics(otherArn) }));
  const accountId = organization.managementAccountId;
  const allowed = {
    Effect: "Allow",
    Action: ["cloudtrail:StartQuery", "cloudtrail:GetQueryResults"],
    Resource: [storeArn],
  } as const;
  const policy = { Version: "2012-10-17", Statement: [allowed] } as const;
  const trust = { Version: "2012-10-17", Statement: [] } as const;
  const role = { accountId, name: "OrgwatchLakeReader", policies: [policy], trust };
  gateway.guard(guardFor({ organizationId: organization.id, roles: [role] }));
  const principal = { accountId, kind: "role", roleName: role.name, sessionName: "test" } as const;
  const credentials = gateway.issue(principal);
  const reader = new CloudTrailClient({
    ...adminOf(gateway.url, accountId, organization.homeRegion),
    credentials,
  });
  const { QueryId } = await reader.send(new StartQueryCommand({ QueryStatement: topics(storeArn) }));
  expect((await reader.send(new GetQueryResultsCommand({ QueryId }))).QueryStatus).toBe("QUEUED");
  const refused = { name: "AccessDeniedException" };
  const start = reader.send(new StartQueryCommand({ QueryStatement: topics(otherArn) }));
  await expect(start).rejects.toMatchObject(refused);
  const results = reader.send(new GetQueryResultsCommand({ QueryId: othersId }));
  await expect(results).rejects.toMatchObject({ ...refused, message: expect.stringContaining(otherArn) });
  // Naming a store that it may read does not open another's query.
  const disguised = reader.send(new GetQueryResultsCommand({ QueryId: othersId, EventDataStore: storeArn }));
  await expect(disguised).rejects.toMatchObject(refused);
  await expect(reader.send(new DescribeQueryCommand({ QueryId }))).rejects.toMatchObject(refused);
  reader.destroy();
});
