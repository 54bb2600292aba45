// Sixty EC2 instances as they were before anybody audited them: what the demo and the scenarios of the tag audit look at.
import {
  CreateTagsCommand,
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { adminOf } from "../admin";
import { adminQuery } from "../admin-call";
import type { SandboxOrganization } from "../organization";
import { goodTags, type SampleKind, type SamplePlan, samplePlan } from "./sample-plan";

export type SampleInstance = {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly instanceId: string;
  readonly kind: SampleKind;
};

type Organization = Pick<SandboxOrganization, "accounts" | "regions">;

/** Makes new ones at each call; days of exemption count from `now`, the sandbox's time. Throws what the AWS SDK throws. */
export async function createSampleInstances(
  url: string,
  organization: Organization,
  now: Date,
): Promise<readonly SampleInstance[]> {
  const made: SampleInstance[] = [];
  for (const plan of samplePlan(now)) {
    const accountId = organization.accounts.find(({ name }) => name === plan.account)?.id;
    const region = organization.regions[plan.region];
    // An organization of one region has half of them.
    if (accountId === undefined || region === undefined) continue;
    const place = { accountId, region };
    const ids = await create(url, place, plan);
    made.push(
      ...ids.map((instanceId) => ({ ...place, accountName: plan.account, instanceId, kind: plan.kind })),
    );
  }
  return made;
}

/** What a good owner does after a warning: the instances of the kind `fixed-later` get their tags. */
export async function fixSampleTags(url: string, instances: readonly SampleInstance[]): Promise<void> {
  for (const { kind, accountId, region, instanceId } of instances) {
    if (kind !== "fixed-later") continue;
    const ec2 = new EC2Client(adminOf(url, accountId, region));
    const Tags = tagList(goodTags("platform", "runners"));
    await ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags }));
    ec2.destroy();
  }
}

type Place = { readonly accountId: string; readonly region: string };

async function create(url: string, place: Place, plan: SamplePlan): Promise<readonly string[]> {
  const ec2 = new EC2Client(adminOf(url, place.accountId, place.region));
  try {
    if (plan.kind === "auto-scaling") return await createGroup(url, place, plan, ec2);
    const ids = await launch(ec2, place, plan);
    if (plan.kind === "stopped" || plan.kind === "canary")
      await ec2.send(new StopInstancesCommand({ InstanceIds: [...ids] }));
    return ids;
  } finally {
    ec2.destroy();
  }
}

const image = { ImageId: "ami-0123456789abcdef0", InstanceType: "t3.micro" } as const;

async function launch(
  ec2: EC2Client,
  { region }: Place,
  { kind, count, tags }: SamplePlan,
): Promise<readonly string[]> {
  const named = Object.entries(tags).map(([key, value]) => [key, value.replace("<region>", region)] as const);
  const Tags = tagList(Object.fromEntries(named));
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ...{ ...image, MinCount: count, MaxCount: count },
      ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: "instance", Tags }] }),
      ...(kind === "protected" && { DisableApiTermination: true }),
      ...(kind === "spot" && { InstanceMarketOptions: { MarketType: "spot" } }),
    }),
  );
  return Instances.map(({ InstanceId = "" }) => InstanceId);
}

/** The group launches its own, and tags them as AWS does. */
async function createGroup(
  url: string,
  place: Place,
  { count, tags }: SamplePlan,
  ec2: EC2Client,
): Promise<readonly string[]> {
  const name = tags.Name ?? "group";
  const autoScaling = (Action: string, form: Readonly<Record<string, string>>) =>
    adminQuery({ endpoint: url, ...place }, "autoscaling", { Action, Version: "2011-01-01", ...form });
  const LaunchConfigurationName = `${name}-launch`;
  await autoScaling("CreateLaunchConfiguration", { LaunchConfigurationName, ...image });
  await autoScaling("CreateAutoScalingGroup", {
    AutoScalingGroupName: name,
    LaunchConfigurationName,
    MinSize: String(count),
    MaxSize: String(count),
    "AvailabilityZones.member.1": `${place.region}a`,
    "Tags.member.1.Key": "Name",
    "Tags.member.1.Value": name,
    "Tags.member.1.PropagateAtLaunch": "true",
  });
  const Filters = [{ Name: "tag:aws:autoscaling:groupName", Values: [name] }];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = "" }) => InstanceId));
}

function tagList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
