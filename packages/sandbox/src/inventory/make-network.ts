// A network in an account's region: a VPC with a subnet, and an internet gateway.
import {
  CreateInternetGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
  type ResourceType,
} from "@aws-sdk/client-ec2";
import { z } from "zod";
import { adminOf } from "../admin";
import { arnIn, made, type SamplePlace, type SampleResource, tagListIn } from "./sample-place";

const what = "network";

/** With the route table, the network ACL and the default group that EC2 adds to each VPC, which are not in the answer. */
export async function makeNetwork(place: SamplePlace): Promise<readonly SampleResource[]> {
  const ec2 = new EC2Client(adminOf(place.url, place.account.id, place.region));
  const TagSpecificationsOf = (ResourceType: ResourceType) => [
    { ResourceType, Tags: tagListIn(place, what) },
  ];
  const resource = (name: string, id: string) =>
    made(place, what, { kind: `ec2/${name}`, id, arn: arnIn(place, "ec2", `${name}/${id}`) });
  try {
    const { Vpc } = await ec2.send(
      new CreateVpcCommand({ CidrBlock: "10.60.0.0/16", TagSpecifications: TagSpecificationsOf("vpc") }),
    );
    const VpcId = z.string().parse(Vpc?.VpcId);
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        ...{ VpcId, CidrBlock: "10.60.1.0/24" },
        TagSpecifications: TagSpecificationsOf("subnet"),
      }),
    );
    const { InternetGateway } = await ec2.send(
      new CreateInternetGatewayCommand({ TagSpecifications: TagSpecificationsOf("internet-gateway") }),
    );
    return [
      resource("vpc", VpcId),
      resource("subnet", z.string().parse(Subnet?.SubnetId)),
      resource("internet-gateway", z.string().parse(InternetGateway?.InternetGatewayId)),
    ];
  } finally {
    ec2.destroy();
  }
}
