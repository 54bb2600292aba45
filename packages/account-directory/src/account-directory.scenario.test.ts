import { randomInt } from "node:crypto";
import { type AccountEntry, entryOf } from "@orgwatch/core/organization/account-entry";
import { resolveEnvironment } from "@orgwatch/manifest/resolve-environment";
import { startMoto } from "@orgwatch/sandbox/moto";
import type { Context } from "aws-lambda";
import { accountDirectory } from "../manifest";
import { handler } from "./handler";

const regions = ["us-west-2", "us-east-1"] as const;
/** Another account in each run: moto may be shared, and an account has one organization. */
const management = String(randomInt(100_000_000_000, 1_000_000_000_000));
const tableName = "orgwatch-accounts";

let moto: Awaited<ReturnType<typeof startMoto>>;
const ownEnvironment = { ...process.env };
/** More than the 20 accounts of one page. */
const shopNames = Array.from({ length: 23 }, (_, index) => `shop-${index + 10}`);
/** Ids of units and accounts by name: moto makes them up. */
const ids = new Map([["master", management]]);
let infrasec = "";

/** One JSON call to moto as the administrator of an account. */
async function call(target: string, input: object, accountId = management, region: string = regions[0]) {
  const service = {
    AWSOrganizationsV20161128: "organizations",
    DynamoDB_20120810: "dynamodb",
    AmazonSSM: "ssm",
  };
  const name = Object.entries(service).find(([prefix]) => target.startsWith(prefix))?.[1];
  const response = await fetch(moto.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      "x-moto-account-id": accountId,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20300107/${region}/${name}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${target}: ${response.status} ${text}`);
  return JSON.parse(text);
}
const organizations = (operation: string, input: object) =>
  call(`AWSOrganizationsV20161128.${operation}`, input);

async function newAccount(name: string, parent: string, rootId: string): Promise<string> {
  const { CreateAccountStatus } = await organizations("CreateAccount", {
    AccountName: name,
    Email: `${name}@example.com`,
  });
  const accountId: string = CreateAccountStatus.AccountId;
  ids.set(name, accountId);
  if (parent !== rootId)
    await organizations("MoveAccount", {
      AccountId: accountId,
      SourceParentId: rootId,
      DestinationParentId: parent,
    });
  return accountId;
}

async function newUnit(name: string, parent: string): Promise<string> {
  const { OrganizationalUnit } = await organizations("CreateOrganizationalUnit", {
    Name: name,
    ParentId: parent,
  });
  ids.set(name, OrganizationalUnit.Id);
  return OrganizationalUnit.Id;
}

const channels = { default: { id: "C0000000001", name: "#security" } };
const putSetting = (name: string, value: unknown) =>
  call(
    "AmazonSSM.PutParameter",
    { Name: `/infrasec-admin-global/${name}`, Value: JSON.stringify(value), Type: "String", Overwrite: true },
    infrasec,
  );

async function tableIn(region: string): Promise<AccountEntry[]> {
  const { Items } = await call("DynamoDB_20120810.Scan", { TableName: tableName }, infrasec, region);
  const entries: AccountEntry[] = Items.flatMap((item: unknown) => entryOf(item) ?? []);
  return entries.sort((one, other) => one.name.localeCompare(other.name));
}

/** The entry without its time, which is the clock's. */
const factsOf = (entries: readonly AccountEntry[]) => entries.map(({ refreshedAt, ...facts }) => facts);

const run = () => handler({}, { awsRequestId: "run-1" } as Context);

beforeAll(async () => {
  moto = await startMoto();
  await organizations("CreateOrganization", { FeatureSet: "ALL" });
  const { Roots } = await organizations("ListRoots", {});
  const root: string = Roots[0].Id;
  const workloads = await newUnit("Workloads", root);
  const production = await newUnit("Production", workloads);
  infrasec = await newAccount("infrasec", root, root);
  for (const name of shopNames) await newAccount(name, production, root);
  await organizations("CloseAccount", { AccountId: ids.get("shop-32") });
  for (const region of regions)
    await call(
      "DynamoDB_20120810.CreateTable",
      {
        TableName: tableName,
        AttributeDefinitions: [{ AttributeName: "accountId", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "accountId", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
      },
      infrasec,
      region,
    );
  await putSetting("account-source", "organizations");
  await putSetting("routing", {
    defaultTeam: "platform",
    teams: [
      { name: "platform", accounts: [], organizationalUnits: [], channels },
      { name: "shops", accounts: [], organizationalUnits: [production], channels },
    ],
  });
  const roleArn = (name: string) => `arn:aws:iam::${management}:role/${name}`;
  Object.assign(
    process.env,
    resolveEnvironment(accountDirectory, { regions, roleArn, accountId: infrasec, queueUrl: String }),
    {
      AWS_ENDPOINT_URL: moto.url,
      AWS_REGION: regions[0],
      ...(await sessionIn(infrasec)),
    },
  );
}, 60_000);

/** Credentials of the directory's own role, as Lambda puts them into the environment. */
async function sessionIn(accountId: string) {
  const RoleArn = `arn:aws:iam::${accountId}:role/orgwatch-account-directory-${regions[0]}`;
  const query = { Action: "AssumeRole", Version: "2011-06-15", RoleArn, RoleSessionName: "lambda" };
  const response = await fetch(moto.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20300107/${regions[0]}/sts/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams(query).toString(),
  });
  const xml = await response.text();
  const value = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(xml)?.[1] ?? "";
  return {
    AWS_ACCESS_KEY_ID: value("AccessKeyId"),
    AWS_SECRET_ACCESS_KEY: value("SecretAccessKey"),
    AWS_SESSION_TOKEN: value("SessionToken"),
  };
}

afterAll(async () => {
  process.env = ownEnvironment;
  await moto?.stop();
});

const unit = (name: "Workloads" | "Production") => ({ id: ids.get(name), name });
const account = (name: string, facts: object) => ({
  accountId: ids.get(name),
  name,
  state: "ACTIVE",
  ...facts,
});
const shopFacts = () => ({ organizationalUnits: [unit("Workloads"), unit("Production")], team: "shops" });

/** The whole organization as the table should name it, in the order of names. */
function wholeTable(shops: Readonly<Record<string, object>> = {}) {
  const outside = { organizationalUnits: [], team: "platform" };
  return [
    account("infrasec", outside),
    account("master", outside),
    ...shopNames.map((name) =>
      account(name, {
        ...shopFacts(),
        ...shops[name],
      }),
    ),
  ];
}

describe("account-directory", () => {
  it("copies every account of every page into each region, through the management account's role", async () => {
    await run();
    const expected = wholeTable({ "shop-32": { state: "SUSPENDED" } });
    for (const region of regions) expect(factsOf(await tableIn(region))).toEqual(expected);
  });

  it("marks an account that left, and touches nothing else", async () => {
    const before = await tableIn("us-west-2");
    await organizations("RemoveAccountFromOrganization", { AccountId: ids.get("shop-10") });
    await run();
    const after = await tableIn("us-west-2");
    expect(factsOf(after)).toEqual(
      wholeTable({ "shop-10": { state: "LEFT" }, "shop-32": { state: "SUSPENDED" } }),
    );
    const shop10 = ({ name }: AccountEntry) => name === "shop-10";
    expect(after.filter((entry) => !shop10(entry))).toEqual(before.filter((entry) => !shop10(entry)));
  });

  it("still writes the other regions when one has no table, and names it", async () => {
    await call("DynamoDB_20120810.DeleteTable", { TableName: tableName }, infrasec, "us-east-1");
    await organizations("RemoveAccountFromOrganization", { AccountId: ids.get("shop-11") });
    await expect(run()).rejects.toThrow("The accounts table was not written in us-east-1 (");
    expect(factsOf(await tableIn("us-west-2")).filter(({ state }) => state === "LEFT")).toEqual([
      account("shop-10", { state: "LEFT", ...shopFacts() }),
      account("shop-11", { state: "LEFT", ...shopFacts() }),
    ]);
  });
});
