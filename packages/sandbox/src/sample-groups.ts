// Security groups of some accounts as they were before anybody watched: what a visitor or a test then changes.
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  EC2Client,
  type IpPermission,
  type ResourceType,
} from "@aws-sdk/client-ec2";
import { z } from "zod";
import { adminOf } from "./admin";
import type { SandboxOrganization } from "./organization";

/** In the home region. The VPC is not the default one. */
export type SampleGroups = {
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  /** Lets HTTPS in from anywhere; a network interface with the public address `publicIp` uses it. */
  readonly web: string;
  /** Lets PostgreSQL in from `web` and from one office. */
  readonly database: string;
  readonly publicIp: string;
};

type Sample = { readonly publicIp: string; readonly tags: Readonly<Record<string, string>> };

/** The accounts that get them. Left to itself, moto gives out loopback addresses. */
const samples: Readonly<Record<string, Sample>> = {
  "acme-payments-prod": {
    publicIp: "203.0.113.10",
    tags: { team: "payments", environment: "production" },
  },
  "acme-web-shop": { publicIp: "203.0.113.11", tags: { team: "shop", environment: "production" } },
  "acme-dev": { publicIp: "203.0.113.12", tags: { team: "platform", environment: "development" } },
};

/** Makes new ones at each call. Answers them by the account's name; throws what the AWS SDK throws. */
export async function createSampleGroups(
  url: string,
  organization: Pick<SandboxOrganization, "accounts" | "homeRegion">,
): Promise<ReadonlyMap<string, SampleGroups>> {
  const made = new Map<string, SampleGroups>();
  for (const { id, name } of organization.accounts) {
    const sample = samples[name];
    if (sample) made.set(name, await groupsOf(url, id, organization.homeRegion, sample));
  }
  return made;
}

async function groupsOf(
  url: string,
  accountId: string,
  region: string,
  { publicIp, tags }: Sample,
): Promise<SampleGroups> {
  const client = new EC2Client(adminOf(url, accountId, region));
  try {
    const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
    const vpcId = given(Vpc?.VpcId);
    await client.send(
      new CreateTagsCommand({ Resources: [vpcId], Tags: tagsFrom({ ...tags, Name: "main" }) }),
    );
    const web = await newGroup(client, vpcId, "web", "The public load balancers", tags);
    const database = await newGroup(client, vpcId, "database", "PostgreSQL", tags);
    await authorize(client, web, {
      ...tcp(443),
      IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "HTTPS for everybody" }],
    });
    const office = [{ CidrIp: "198.51.100.0/24", Description: "office" }];
    await authorize(client, database, {
      ...tcp(5432),
      UserIdGroupPairs: [{ GroupId: web }],
      IpRanges: office,
    });
    await expose(client, vpcId, web, publicIp);
    return { accountId, region, vpcId, web, database, publicIp };
  } finally {
    client.destroy();
  }
}

async function newGroup(
  client: EC2Client,
  VpcId: string,
  GroupName: string,
  Description: string,
  tags: Readonly<Record<string, string>>,
): Promise<string> {
  const ResourceType: ResourceType = "security-group";
  const TagSpecifications = [{ ResourceType, Tags: tagsFrom({ ...tags, Name: GroupName }) }];
  const input = { GroupName, Description, VpcId, TagSpecifications };
  return given((await client.send(new CreateSecurityGroupCommand(input))).GroupId);
}

async function authorize(client: EC2Client, GroupId: string, permission: IpPermission): Promise<void> {
  const input = { GroupId, IpPermissions: [permission] };
  await client.send(new AuthorizeSecurityGroupIngressCommand(input));
}

/** A network interface with the public address that uses the group. */
async function expose(client: EC2Client, VpcId: string, group: string, Address: string): Promise<void> {
  const { Subnet } = await client.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.20.1.0/24" }));
  const { NetworkInterface } = await client.send(
    new CreateNetworkInterfaceCommand({
      SubnetId: given(Subnet?.SubnetId),
      Groups: [group],
      Description: "ELB app/web/50dc6c495c0c9188",
    }),
  );
  const { AllocationId } = await client.send(new AllocateAddressCommand({ Domain: "vpc", Address }));
  const NetworkInterfaceId = given(NetworkInterface?.NetworkInterfaceId);
  await client.send(new AssociateAddressCommand({ AllocationId: given(AllocationId), NetworkInterfaceId }));
}

function tcp(port: number): IpPermission {
  return { IpProtocol: "tcp", FromPort: port, ToPort: port };
}

function tagsFrom(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The SDK's types allow every member to be missing; moto's answers have them. Throws a ZodError otherwise. */
function given(value: string | undefined): string {
  return z.string().parse(value);
}
