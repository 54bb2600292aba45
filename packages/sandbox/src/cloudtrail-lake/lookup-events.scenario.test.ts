import { CloudTrailClient, type Event, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { CreateTagsCommand, EC2Client, RunInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { newClock } from "../clock";
import { type Scenario, startScenario } from "../gateway/scenario";
import { refusal } from "../security-groups/group-scenario";

const clock = newClock();
let scenario: Scenario;
let account: string;
let client: CloudTrailClient;
let ids: readonly string[];

beforeAll(async () => {
  scenario = await startScenario({ now: clock.now });
  account = scenario.account("acme-dev");
  client = new CloudTrailClient(scenario.admin(account));
  const credentials = scenario.gateway.issue({
    ...{ accountId: account, kind: "role", roleName: "Builder", sessionName: "alice@acme.example" },
  });
  const ec2 = new EC2Client({ ...scenario.admin(account), credentials });
  const input = { ImageId: "ami-12345678", InstanceType: "t3.micro", MinCount: 2, MaxCount: 2 } as const;
  const { Instances = [] } = await ec2.send(new RunInstancesCommand(input));
  ids = Instances.map(({ InstanceId = "" }) => InstanceId);
  await ec2.send(new StopInstancesCommand({ InstanceIds: [...ids] }));
  await ec2.send(new CreateTagsCommand({ Resources: [...ids], Tags: [{ Key: "a", Value: "1" }] }));
  ec2.destroy();
}, 60_000);

afterAll(async () => {
  client?.destroy();
  await scenario?.stop();
});

const ofInstance = (id: string) => [{ AttributeKey: "ResourceName", AttributeValue: id } as const];

it("finds nothing before CloudTrail has it, and then who launched an instance", async () => {
  const [first = "", second = ""] = ids;
  const { Events: early } = await client.send(
    new LookupEventsCommand({ LookupAttributes: ofInstance(first) }),
  );
  expect(early).toEqual([]);
  clock.advance(5 * 60_000);
  const { Events = [] } = await client.send(
    new LookupEventsCommand({ LookupAttributes: ofInstance(second) }),
  );
  expect(Events.map(({ EventName, Username, Resources }) => [EventName, Username, Resources])).toEqual(
    ["StopInstances", "RunInstances"].map((name) => [
      name,
      "alice@acme.example",
      ids.map((ResourceName) => ({ ResourceType: "AWS::EC2::Instance", ResourceName })),
    ]),
  );
  expect(recordOf(Events[1])).toMatchObject({
    userIdentity: { arn: `arn:aws:sts::${account}:assumed-role/Builder/alice@acme.example` },
  });
  expect(recordOf(Events[0])).toMatchObject({
    requestParameters: { instancesSet: { items: ids.map((instanceId) => ({ instanceId })) } },
  });
});

it("pages, and forgets after 90 days", async () => {
  const { Events = [], NextToken } = await client.send(new LookupEventsCommand({ MaxResults: 2 }));
  const rest = await client.send(new LookupEventsCommand({ MaxResults: 2, NextToken }));
  expect([...Events, ...(rest.Events ?? [])].map(({ EventName }) => EventName)).toEqual([
    "CreateTags",
    "StopInstances",
    "RunInstances",
  ]);
  expect(recordOf(Events[0])).toMatchObject({
    requestParameters: {
      resourcesSet: { items: ids.map((resourceId) => ({ resourceId })) },
      tagSet: { items: [{ key: "a", value: "1" }] },
    },
  });
  const unknown = [{ AttributeKey: "EventName", AttributeValue: "Nothing" } as const];
  expect((await client.send(new LookupEventsCommand({ LookupAttributes: unknown }))).Events).toEqual([]);
  const backwards = { StartTime: clock.now(), EndTime: new Date(0) };
  expect((await refusal(client.send(new LookupEventsCommand(backwards))))[0]).toBe(
    "InvalidTimeRangeException",
  );
  clock.advance(91 * 86_400_000);
  expect((await client.send(new LookupEventsCommand({}))).Events).toEqual([]);
});

function recordOf(event: Event | undefined): unknown {
  return JSON.parse(event?.CloudTrailEvent ?? "null");
}
