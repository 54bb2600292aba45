import { type Scenario, startScenario } from "../gateway/scenario";
import { guardFor } from "../iam/guard";
import { parsePolicy } from "../iam/policy-document";
import { searchDomainArn, searchEndpoint } from "./domain-path";

let scenario: Scenario;
let account: string;
let endpoint: string;
let arn: string;

beforeAll(async () => {
  scenario = await startScenario();
  account = scenario.organization.infrasecAccountId;
  endpoint = searchEndpoint(scenario.gateway.url, account, "audits");
  arn = searchDomainArn({ accountId: account, region: scenario.region }, "audits");
}, 60_000);

afterAll(() => scenario?.stop());

const template = {
  index_patterns: ["aws-tag-audit-*"],
  template: {
    mappings: {
      dynamic: "strict",
      properties: {
        "@timestamp": { type: "date" },
        count: { type: "long" },
        account: { type: "keyword" },
        acts: { properties: { what: { type: "keyword" } } },
      },
    },
  },
};
const audit = {
  "@timestamp": "2030-01-07T09:00:00.000Z",
  count: 2,
  account: "acme-dev",
  acts: [{ what: "stop" }],
};

it("refuses whom nobody signed, and names itself to the others", async () => {
  expect((await fetch(`${endpoint}/`)).status).toBe(403);
  expect(await ask("GET", "/")).toMatchObject({
    status: 200,
    body: { version: { distribution: "opensearch" } },
  });
});

it("takes documents that fit their index template, and says of each other why not", async () => {
  expect(await ask("PUT", "/_index_template/audit", template)).toEqual({
    status: 200,
    body: { acknowledged: true },
  });
  const answer = await bulk([
    [{ index: { _index: "aws-tag-audit-2030.01.07", _id: "1" } }, audit],
    [{ index: { _index: "aws-tag-audit-2030.01.07", _id: "1" } }, { ...audit, count: 3 }],
    [{ create: { _index: "aws-tag-audit-2030.01.07", _id: "1" } }, audit],
    [{ index: { _index: "aws-tag-audit-2030.01.07", _id: "2" } }, { ...audit, count: "many" }],
    [{ index: { _index: "aws-tag-audit-2030.01.07", _id: "3" } }, { ...audit, surprise: 1 }],
    [{ index: { _index: "aws-tag-audit-2030.01.07", _id: "4" } }, { ...audit, "@timestamp": "yesterday" }],
    [{ index: { _index: "Aws", _id: "5" } }, audit],
    [{ index: { _index: "other", _id: "6" } }, { anything: [1, "two"] }],
  ]);
  expect(summaries(answer)).toEqual([
    "201",
    "200",
    "409 version_conflict_engine_exception",
    "400 mapper_parsing_exception",
    "400 strict_dynamic_mapping_exception",
    "400 mapper_parsing_exception",
    "400 invalid_index_name_exception",
    "201",
  ]);
  const state = scenario.gateway.searchDomains.of(arn);
  expect(state.documents()).toEqual([
    { index: "aws-tag-audit-2030.01.07", id: "1", version: 2, source: { ...audit, count: 3 } },
    { index: "other", id: "6", version: 1, source: { anything: [1, "two"] } },
  ]);
  expect(state.templates()).toEqual({ audit: template });
});

it("finds documents by their fields", async () => {
  const find = async (index: string, query: unknown) => {
    const { body } = await ask("POST", `/${index}/_search`, { query });
    return [body.hits?.total.value, body.hits?.hits.map(({ _id }) => _id)];
  };
  expect(await find("aws-*", { match_all: {} })).toEqual([1, ["1"]]);
  expect(await find("aws-*", { term: { account: "acme-dev" } })).toEqual([1, ["1"]]);
  expect(await find("aws-*", { bool: { filter: [{ term: { count: 2 } }] } })).toEqual([0, []]);
  expect(await find("other,gone", { terms: { anything: ["two", "three"] } })).toEqual([1, ["6"]]);
  expect((await ask("POST", "/other/_search", { query: { fuzzy: {} } })).status).toBe(400);
  expect((await ask("GET", "/other/_count")).body).toEqual({ count: 1 });
});

it("refuses a body without its last line break, and paths that it does not know", async () => {
  const lines = `${JSON.stringify({ index: { _index: "other" } })}\n{}`;
  expect((await send("POST", "/_bulk", lines)).status).toBe(400);
  expect((await ask("POST", "/_reindex", {})).status).toBe(400);
  expect((await ask("GET", "/_index_template/gone")).status).toBe(404);
});

it("refuses single documents, or everything, when a fault says so", async () => {
  const { faults } = scenario.gateway;
  const two: readonly (readonly [object, object])[] = [
    [{ index: { _index: "faulty", _id: "1" } }, { a: 1 }],
    [{ index: { _index: "faulty", _id: "2" } }, { a: 2 }],
  ];
  faults.add({ service: "es", operation: "bulk-item", kind: "throttle", share: 1, times: 1 });
  expect(summaries(await bulk(two))).toEqual(["429 rejected_execution_exception", "201"]);
  faults.add({ service: "es", operation: "ESHttpPost", kind: "throttle", share: 1, times: 1 });
  expect((await bulk(two)).status).toBe(429);
  expect(summaries(await bulk(two))).toEqual(["201", "200"]);
});

it("is open to whom the policy names, for the methods that it names", async () => {
  const policy = { Effect: "Allow", Action: ["es:ESHttpPost"], Resource: `${arn}/*` };
  const document = parsePolicy({ Version: "2012-10-17", Statement: policy }, "the test");
  const role = { accountId: account, name: "reporter" };
  const trust = { Version: "2012-10-17", Statement: [] } as const;
  scenario.gateway.guard(
    guardFor({ organizationId: "o-1", roles: [{ ...role, policies: [document], trust }] }),
  );
  const { accessKeyId } = scenario.gateway.issue({
    ...{ accountId: account, kind: "role", roleName: role.name, sessionName: "s" },
  });
  const line = `${JSON.stringify({ index: { _index: "guarded", _id: "1" } })}\n{}\n`;
  expect((await send("POST", "/_bulk", line, accessKeyId)).status).toBe(200);
  expect((await send("DELETE", "/_index_template/audit", "", accessKeyId)).status).toBe(403);
});

type Body = {
  readonly errors?: boolean;
  readonly count?: number;
  readonly acknowledged?: boolean;
  readonly items?: readonly Readonly<Record<string, { status: number; error?: { type: string } }>>[];
  readonly hits?: { readonly total: { readonly value: number }; readonly hits: readonly { _id: string }[] };
};

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }> {
  const answer = await send(method, path, body === undefined ? "" : JSON.stringify(body));
  const parsed: Body = JSON.parse(await answer.text());
  return { status: answer.status, body: parsed };
}

async function bulk(pairs: readonly (readonly [object, object])[]): Promise<{ status: number; body: Body }> {
  const lines = pairs.flat().map((line) => `${JSON.stringify(line)}\n`);
  const answer = await send("POST", "/_bulk", lines.join(""));
  const parsed: Body = JSON.parse(await answer.text());
  return { status: answer.status, body: parsed };
}

function summaries({ body }: { readonly body: Body }): readonly string[] {
  return (body.items ?? []).flatMap((item) =>
    Object.values(item).map(({ status, error }) => [status, error?.type].join(" ").trim()),
  );
}

function send(method: string, path: string, body: string, accessKeyId = account): Promise<Response> {
  const scope = `${accessKeyId}/20300107/${scenario.region}/es/aws4_request`;
  return fetch(`${endpoint}${path}`, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=x`,
      "content-type": "application/json",
    },
    ...(body === "" ? {} : { body }),
  });
}
