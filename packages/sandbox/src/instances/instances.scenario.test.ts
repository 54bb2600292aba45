import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeConversionTasksCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  EC2Client,
  type Instance,
  paginateDescribeInstances,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { newClock } from "../clock";
import { type Scenario, startScenario } from "../gateway/scenario";
import { guardFor } from "../iam/guard";
import { parsePolicy } from "../iam/policy-document";
import { refusal } from "../security-groups/group-scenario";

const clock = newClock();
const day = 86_400_000;
let scenario: Scenario;
let account: string;
let ec2: EC2Client;

beforeAll(async () => {
  scenario = await startScenario({ now: clock.now });
  account = scenario.account("acme-dev");
  ec2 = new EC2Client(scenario.admin(account));
}, 60_000);

afterAll(async () => {
  ec2?.destroy();
  await scenario?.stop();
});

describe("terminating", () => {
  it("spares the zone of a protected instance, and refuses after the others are gone", async () => {
    const [safe, beside] = await launch({ count: 2, zone: "us-west-2a" });
    const [elsewhere] = await launch({ count: 1, zone: "us-west-2b" });
    const [later] = await launch({ count: 1, zone: "us-west-2a", DisableApiTermination: true });
    const InstanceIds = [beside, elsewhere, later, safe].map(String);
    expect(await refusal(ec2.send(new TerminateInstancesCommand({ InstanceIds })))).toEqual([
      "OperationNotPermitted",
      `The instance '${later}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    ]);
    expect(await states(InstanceIds)).toEqual(["running", "terminated", "running", "running"]);
  });

  it("terminates nothing when one of the ids is none", async () => {
    const [id = ""] = await launch();
    const terminate = (other: string) =>
      refusal(ec2.send(new TerminateInstancesCommand({ InstanceIds: [id, other] })));
    expect(await terminate("i-00000000000000000")).toEqual([
      "InvalidInstanceID.NotFound",
      "The instance ID 'i-00000000000000000' does not exist",
    ]);
    expect(await terminate("i-xyz")).toEqual(["InvalidInstanceID.Malformed", 'Invalid id: "i-xyz"']);
    expect(await states([id])).toEqual(["running"]);
  });

  it("takes what is terminated already for done, and tells what was before", async () => {
    const [id = ""] = await launch({ DisableApiTermination: false });
    const input = { InstanceIds: [id] };
    const { TerminatingInstances } = await ec2.send(new TerminateInstancesCommand(input));
    expect(TerminatingInstances).toEqual([
      {
        InstanceId: id,
        CurrentState: { Code: 32, Name: "shutting-down" },
        PreviousState: { Code: 16, Name: "running" },
      },
    ]);
    await ec2.send(new TerminateInstancesCommand(input));
    expect(await states([id])).toEqual(["terminated"]);
  });
});

describe("stopping", () => {
  it("stops nothing when one cannot be stopped", async () => {
    const [id = "", gone = "", kept = ""] = await launch({ count: 3 });
    const [spot = ""] = await launch({ InstanceMarketOptions: { MarketType: "spot" } });
    const [held = ""] = await launch({ DisableApiStop: true });
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [gone] }));
    const stop = (other: string) =>
      refusal(ec2.send(new StopInstancesCommand({ InstanceIds: [id, other, kept] })));
    expect((await Promise.all([gone, spot, held].map(stop))).map(([code]) => code)).toEqual([
      "IncorrectInstanceState",
      "UnsupportedOperation",
      "OperationNotPermitted",
    ]);
    expect(await states([id, kept])).toEqual(["running", "running"]);
    expect(await refusal(ec2.send(new StartInstancesCommand({ InstanceIds: [gone] })))).toEqual([
      "IncorrectInstanceState",
      `The instance '${gone}' is not in a state from which it can be started.`,
    ]);
  });

  it("only asks on a dry run", async () => {
    const [id = ""] = await launch();
    const input = { InstanceIds: [id], DryRun: true };
    expect((await refusal(ec2.send(new StopInstancesCommand(input))))[0]).toBe("DryRunOperation");
    expect(await states([id])).toEqual(["running"]);
  });
});

it("pages through instances, not reservations, and makes no pages unasked", async () => {
  const client = new EC2Client(scenario.admin(account, "us-east-1"));
  const many = { ImageId: "ami-12345678", InstanceType: "t3.micro", MinCount: 11, MaxCount: 11 } as const;
  await client.send(new RunInstancesCommand(many));
  await client.send(new RunInstancesCommand({ ...many, MinCount: 1, MaxCount: 1 }));
  const pages: string[][] = [];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client, pageSize: 5 }, {}))
    pages.push(Reservations.flatMap(({ Instances = [] }) => Instances.map((one) => one.InstanceId ?? "")));
  const { Reservations = [], NextToken } = await client.send(new DescribeInstancesCommand({}));
  expect(pages.map((page) => page.length)).toEqual([5, 5, 2]);
  expect(new Set(pages.flat()).size).toBe(12);
  expect([Reservations.map(({ Instances }) => Instances?.length), NextToken]).toEqual([[11, 1], undefined]);
  client.destroy();
});

describe("tags", () => {
  const reserved = ["InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use"];

  it("that are AWS's own can be written by nobody", async () => {
    const [id = ""] = await launch();
    const Tags = [{ Key: "aws:autoscaling:groupName", Value: "web" }];
    const tagged = launch({ TagSpecifications: [{ ResourceType: "instance", Tags }] });
    expect(await refusal(tagged)).toEqual(reserved);
    expect(await refusal(ec2.send(new CreateTagsCommand({ Resources: [id], Tags })))).toEqual(reserved);
  });

  it("are all deleted when none is named", async () => {
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ];
    const [id = ""] = await launch({ TagSpecifications: [{ ResourceType: "instance", Tags }] });
    expect((await describe1(id)).Tags).toEqual(Tags);
    await ec2.send(new DeleteTagsCommand({ Resources: [id] }));
    expect((await describe1(id)).Tags ?? []).toEqual([]);
  });
});

it("tells times by the sandbox's clock: a start is a launch, and its disks are as old as before", async () => {
  const ages = ({ LaunchTime, BlockDeviceMappings, NetworkInterfaces }: Instance) =>
    [
      LaunchTime,
      BlockDeviceMappings?.[0]?.Ebs?.AttachTime,
      NetworkInterfaces?.[0]?.Attachment?.AttachTime,
    ].map((at) => Math.round((clock.now().getTime() - (at?.getTime() ?? 0)) / day));
  const [old = ""] = await launch();
  clock.advance(3 * day);
  const [young = ""] = await launch();
  clock.advance(2 * day);
  expect([ages(await describe1(old)), ages(await describe1(young))]).toEqual([
    [5, 5, 5],
    [2, 2, 2],
  ]);
  const stoppedOn = clock.now().toISOString().slice(0, 10);
  await ec2.send(new StopInstancesCommand({ InstanceIds: [old] }));
  clock.advance(day);
  expect((await describe1(old)).StateTransitionReason).toMatch(
    new RegExp(`^User initiated \\(${stoppedOn} \\d\\d:\\d\\d:\\d\\d GMT\\)$`),
  );
  await ec2.send(new StartInstancesCommand({ InstanceIds: [old] }));
  clock.advance(4 * day);
  expect(ages(await describe1(old))).toEqual([4, 10, 10]);
});

it("knows no import tasks, and names the request of a spot instance", async () => {
  const { ConversionTasks } = await ec2.send(new DescribeConversionTasksCommand({}));
  const [spot = ""] = await launch({ InstanceMarketOptions: { MarketType: "spot" } });
  const { InstanceLifecycle, SpotInstanceRequestId } = await describe1(spot);
  expect([ConversionTasks, InstanceLifecycle, SpotInstanceRequestId]).toEqual([
    [],
    "spot",
    `sir-${spot.slice(-8)}`,
  ]);
});

it("lets a role stop only what carries the mark, and write only the mark", async () => {
  const mark = "orgwatch:tag-audit";
  const instances = "arn:aws:ec2:*:*:instance/*";
  const policy = parsePolicy(
    {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["ec2:CreateTags"],
          Resource: instances,
          Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": [mark] } },
        },
        {
          Effect: "Allow",
          Action: ["ec2:StopInstances"],
          Resource: instances,
          Condition: { Null: { [`aws:ResourceTag/${mark}`]: "false" } },
        },
      ],
    },
    "the test",
  );
  const role = { accountId: account, name: "tag-enforcer" };
  const trust = { Version: "2012-10-17", Statement: [] } as const;
  scenario.gateway.guard(
    guardFor({ organizationId: "o-1", roles: [{ ...role, policies: [policy], trust }] }),
  );
  const credentials = scenario.gateway.issue({
    ...{ accountId: account, kind: "role", roleName: role.name, sessionName: "s" },
  });
  const client = new EC2Client({ ...scenario.admin(account), credentials });
  const [id = "", other = ""] = await launch({ count: 2 });
  const stop = (...InstanceIds: string[]) => refusal(client.send(new StopInstancesCommand({ InstanceIds })));
  const tag = (Key: string) =>
    refusal(client.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key, Value: "stop" }] })));
  const denied = "UnauthorizedOperation";
  expect((await stop(id))[0]).toBe(denied);
  expect((await tag("created_by"))[0]).toBe(denied);
  expect(await tag(mark)).toEqual(["Error", "It succeeded"]);
  expect((await stop(id, other))[0]).toBe(denied);
  expect(await states([id, other])).toEqual(["running", "running"]);
  expect(await stop(id)).toEqual(["Error", "It succeeded"]);
  expect(await states([id, other])).toEqual(["stopped", "running"]);
  client.destroy();
});

async function launch({
  count = 1,
  zone = "us-west-2a",
  ...more
}: { count?: number; zone?: string } & Partial<RunInstancesCommandInput> = {}): Promise<readonly string[]> {
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ...{ ImageId: "ami-12345678", InstanceType: "t3.micro", MinCount: count, MaxCount: count },
      Placement: { AvailabilityZone: zone },
      ...more,
    }),
  );
  const ids = Instances.map(({ InstanceId = "" }) => InstanceId);
  if (more.DisableApiTermination === undefined) return ids;
  for (const InstanceId of ids) {
    const input = { InstanceId, Attribute: "disableApiTermination" } as const;
    const { DisableApiTermination } = await ec2.send(new DescribeInstanceAttributeCommand(input));
    expect(DisableApiTermination?.Value).toBe(more.DisableApiTermination);
  }
  return ids;
}

async function describe1(id: string): Promise<Instance> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations[0]?.Instances?.[0] ?? {};
}

async function states(ids: readonly string[]): Promise<readonly (string | undefined)[]> {
  return (await Promise.all(ids.map(describe1))).map(({ State }) => State?.Name);
}
