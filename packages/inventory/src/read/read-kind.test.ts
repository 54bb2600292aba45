// A row of the table and what AWS answers in, lines of the inventory out.
import type { Kind } from "../../kinds/kind";
import { kindOfType, withProperties } from "./read-cloud-control";
import { type Found, readKind } from "./read-kind";
import type { Reader } from "./reader";
import { errorOf, memoryReader } from "./testing/memory-reader";

const account = "111111111111";
const inRegion = { account, region: "eu-west-1", partition: "aws" } as const;

async function linesOf(reader: Reader, kind: Kind, place: Parameters<typeof readKind>[2] = inRegion) {
  const found: Found[] = [];
  const trouble: string[] = [];
  for await (const one of readKind(reader, kind, place, ({ operation, id, error }) =>
    trouble.push(`${operation} ${id} ${String(error)}`),
  ))
    found.push(one);
  return { found, trouble };
}

const instances: Kind = {
  kind: "ec2/instance",
  service: "ec2",
  scope: "regional",
  operation: "DescribeInstances",
  input: { MaxResults: 100, Filters: [{ Name: "owner-id", Values: ["<account>"] }] },
  list: "Reservations[].Instances",
  id: "InstanceId",
  arn: "arn:<partition>:ec2:<region>:<account>:instance/<id>",
  name: "Tags[].Value",
  tags: "Tags",
  hide: ["UserData"],
};

it("reads every page, each resource once, with its secrets left out", async () => {
  const one = {
    InstanceId: "i-1",
    LaunchTime: new Date(0),
    UserData: "s3cret",
    Tags: [{ Key: "Name", Value: "web" }],
  };
  const reader = memoryReader({
    DescribeInstances: [
      { Reservations: [{ Instances: [one] }] },
      { Reservations: [{ Instances: [one, { InstanceId: "i-2" }] }] },
    ],
  });
  const common = { account, region: "eu-west-1", service: "ec2", kind: "ec2/instance" };
  expect({ ...(await linesOf(reader, instances)), calls: reader.calls }).toEqual({
    found: [
      {
        ...common,
        id: "i-1",
        arn: "arn:aws:ec2:eu-west-1:111111111111:instance/i-1",
        name: "web",
        tags: { Name: "web" },
        raw: {
          InstanceId: "i-1",
          LaunchTime: "1970-01-01T00:00:00.000Z",
          UserData: "(left out)",
          Tags: [{ Key: "Name", Value: "web" }],
        },
      },
      {
        ...common,
        id: "i-2",
        arn: "arn:aws:ec2:eu-west-1:111111111111:instance/i-2",
        tags: {},
        raw: { InstanceId: "i-2" },
      },
    ],
    trouble: [],
    calls: [
      {
        service: "ec2",
        region: "eu-west-1",
        operation: "DescribeInstances",
        input: { MaxResults: 100, Filters: [{ Name: "owner-id", Values: [account] }] },
      },
    ],
  });
});

const queues: Kind = {
  kind: "sqs/queue",
  service: "sqs",
  scope: "regional",
  operation: "ListQueues",
  list: "QueueUrls",
  id: ".",
  arn: "Attributes.QueueArn",
  perSecond: 5,
  details: [
    { operation: "GetQueueAttributes", input: { QueueUrl: "<id>" }, result: "Attributes", as: "Attributes" },
    { operation: "ListQueueTags", input: { QueueUrl: "<id>" }, result: "Tags", as: "Tags", tags: "Tags" },
  ],
};

describe("details", () => {
  it("are merged into what the list says, with all their pages", async () => {
    const reader = memoryReader({
      ListQueues: [{ QueueUrls: ["https://q/1"] }],
      GetQueueAttributes: [{ Attributes: { QueueArn: "arn:aws:sqs:::1" } }],
      ListQueueTags: [{ Tags: { team: "shop" } }],
    });
    const { found } = await linesOf(reader, queues);
    expect({
      found,
      calls: reader.calls.map(({ operation, input, perSecond }) => [operation, input, perSecond]),
    }).toEqual({
      found: [
        {
          account,
          region: "eu-west-1",
          service: "sqs",
          kind: "sqs/queue",
          id: "https://q/1",
          arn: "arn:aws:sqs:::1",
          tags: { team: "shop" },
          raw: { id: "https://q/1", Attributes: { QueueArn: "arn:aws:sqs:::1" }, Tags: { team: "shop" } },
        },
      ],
      calls: [
        ["ListQueues", {}, 5],
        ["GetQueueAttributes", { QueueUrl: "https://q/1" }, 5],
        ["ListQueueTags", { QueueUrl: "https://q/1" }, 5],
      ],
    });
    const records = memoryReader({
      ListZones: [{ Zones: [{ Id: "z" }] }],
      ListRecords: [{ Records: [1, 2] }, { Records: [3] }],
    });
    const zones: Kind = {
      ...{ kind: "route53/zone", service: "route-53", scope: "global", operation: "ListZones" },
      ...{
        list: "Zones",
        id: "Id",
        details: [{ operation: "ListRecords", input: {}, result: "Records", as: "R" }],
      },
    };
    const whole = await linesOf(records, zones, { ...inRegion, region: "global" });
    expect(whole.found.map(({ region, raw }) => [region, raw])).toEqual([
      ["global", { Id: "z", R: [1, 2, 3] }],
    ]);
  });

  it("that are not there or gone are left out, those that AWS refuses are told, and the resource stays", async () => {
    const reader = memoryReader({
      ListQueues: [{ QueueUrls: ["https://q/1", "https://q/2"] }],
      GetQueueAttributes: [errorOf("QueueDoesNotExist")],
      ListQueueTags: ({ input }) => [
        input.QueueUrl === "https://q/1" ? errorOf("AccessDenied") : { Tags: { a: "b" } },
      ],
    });
    const { found, trouble } = await linesOf(reader, queues);
    expect({ found: found.map(({ id, tags }) => [id, tags]), trouble }).toEqual({
      found: [
        ["https://q/1", {}],
        ["https://q/2", { a: "b" }],
      ],
      trouble: ["ListQueueTags https://q/1 AccessDenied: AWS says no"],
    });
  });

  it("that may be had later fail the kind: half an answer would look like a change", async () => {
    const reader = memoryReader({
      ListQueues: [{ QueueUrls: ["https://q/1"] }],
      GetQueueAttributes: [errorOf("ThrottlingException")],
    });
    await expect(linesOf(reader, queues)).rejects.toMatchObject({ name: "ThrottlingException" });
  });
});

it("asks the endpoint where a global kind answers, in each partition", async () => {
  const roles: Kind = {
    kind: "iam/role",
    service: "iam",
    scope: "global",
    operation: "List",
    list: "R",
    id: "Id",
  };
  const asked: string[] = [];
  for (const [kind, partition] of [
    [roles, "aws"],
    [roles, "aws-cn"],
    [roles, "aws-us-gov"],
    [{ ...roles, region: "us-west-2" }, "aws"],
  ] as const) {
    const reader = memoryReader({ List: [{ R: [] }] });
    await linesOf(reader, kind, { account, region: "global", partition });
    asked.push(...reader.calls.map(({ region }) => region));
  }
  expect(asked).toEqual(["us-east-1", "cn-north-1", "us-gov-west-1", "us-west-2"]);
});

it("takes an answer that is one resource, and the names of errors that mean that there is none", async () => {
  const hub: Kind = {
    ...{ kind: "securityhub/hub", service: "securityhub", scope: "regional", operation: "DescribeHub" },
    ...{ list: ".", id: "HubArn", arn: "HubArn", none: ["InvalidAccessException"] },
  };
  const arn = "arn:aws:securityhub:eu-west-1:111111111111:hub/default";
  const there = await linesOf(memoryReader({ DescribeHub: [{ HubArn: arn, $metadata: {} }] }), hub);
  const none = await linesOf(memoryReader({ DescribeHub: [errorOf("InvalidAccessException")] }), hub);
  expect([there.found.map(({ id, raw }) => [id, raw]), none]).toEqual([
    [[arn, { HubArn: arn }]],
    { found: [], trouble: [] },
  ]);
});

it("says so where something has no id, and reads the rest", async () => {
  const reader = memoryReader({
    DescribeInstances: [{ Reservations: [{ Instances: [{}, { InstanceId: "i-1" }] }] }],
  });
  const { found, trouble } = await linesOf(reader, instances);
  expect([found.map(({ id }) => id), trouble]).toEqual([
    ["i-1"],
    ["DescribeInstances ? NoId: It has no InstanceId"],
  ]);
});

it("reads a type that the table lacks through Cloud Control, all in the same way", async () => {
  const type = "AWS::AppSync::GraphQLApi";
  const properties = { Arn: "arn:aws:appsync:x", Name: "shop", Tags: [{ Key: "team", Value: "shop" }] };
  const reader = memoryReader({
    ListResources: [
      {
        ResourceDescriptions: [
          { Identifier: "x", Properties: JSON.stringify(properties) },
          { Identifier: "y" },
        ],
      },
    ],
  });
  const { found } = await linesOf(
    withProperties(reader),
    kindOfType({ type, scope: "regional", actions: [] }),
  );
  const common = { account, region: "eu-west-1", service: "appsync", kind: type };
  expect({ found, input: reader.calls[0]?.input }).toEqual({
    found: [
      {
        ...common,
        id: "x",
        arn: "arn:aws:appsync:x",
        name: "shop",
        tags: { team: "shop" },
        raw: { Identifier: "x", Properties: properties },
      },
      { ...common, id: "y", tags: {}, raw: { Identifier: "y" } },
    ],
    input: { TypeName: type },
  });
});
