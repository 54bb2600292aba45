// A member account with a VPC, for the scenario tests of security groups.
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeVpcsCommand,
  EC2Client,
  type IpPermission,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { type Scenario, startScenario } from "../gateway/scenario";

export type GroupScenario = {
  readonly scenario: Scenario;
  readonly ec2: EC2Client;
  /** The member account. */
  readonly account: string;
  /** Not the default VPC. */
  readonly vpcId: string;
  /** A group of the account that rules can name. */
  readonly otherGroup: string;
  readonly prefixList: string;
  /** Answers the new group's id; it lies in `vpcId` unless another VPC is named, and is called `name` where that is given. */
  readonly newGroup: (place?: { readonly vpcId?: string; readonly name?: string }) => Promise<string>;
  readonly defaultVpc: () => Promise<string>;
  /** Adds ingress rules and answers them. */
  readonly authorized: (GroupId: string, ...permissions: IpPermission[]) => Promise<SecurityGroupRule[]>;
  readonly rulesOf: (groupId: string, isEgress?: boolean) => Promise<SecurityGroupRule[]>;
  readonly stop: () => Promise<void>;
};

/** Starts moto, the gateway and an organization. */
export async function startGroupScenario(): Promise<GroupScenario> {
  const scenario = await startScenario();
  const account = scenario.account("acme-payments-prod");
  const ec2 = new EC2Client(scenario.admin(account));
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const vpcId = Vpc?.VpcId ?? "";
  const list = { PrefixListName: "offices", MaxEntries: 5, AddressFamily: "IPv4" };
  const { PrefixList } = await ec2.send(new CreateManagedPrefixListCommand(list));
  let groups = 0;
  const newGroup: GroupScenario["newGroup"] = async ({ vpcId: VpcId = vpcId, name } = {}) => {
    groups += 1;
    const input = { GroupName: name ?? `g-${groups}`, Description: "For a test", VpcId };
    const { GroupId = "" } = await ec2.send(new CreateSecurityGroupCommand(input));
    return GroupId;
  };
  return {
    scenario,
    ec2,
    account,
    vpcId,
    otherGroup: await newGroup(),
    prefixList: PrefixList?.PrefixListId ?? "",
    newGroup,
    defaultVpc: async () => {
      const Filters = [{ Name: "is-default", Values: ["true"] }];
      const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters }));
      return Vpcs?.[0]?.VpcId ?? "";
    },
    authorized: async (GroupId, ...IpPermissions) => {
      const input = { GroupId, IpPermissions };
      const { SecurityGroupRules } = await ec2.send(new AuthorizeSecurityGroupIngressCommand(input));
      return SecurityGroupRules ?? [];
    },
    rulesOf: async (groupId, isEgress = false) => {
      const Filters = [{ Name: "group-id", Values: [groupId] }];
      const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }));
      return SecurityGroupRules.filter(({ IsEgress }) => IsEgress === isEgress);
    },
    stop: async () => {
      ec2.destroy();
      await scenario.stop();
    },
  };
}

/** What rules say, without what each rule has. */
export function matters(rules: readonly SecurityGroupRule[]) {
  return rules.map(({ SecurityGroupRuleId, GroupId, GroupOwnerId, IsEgress, Tags, ...matter }) => matter);
}

/** Code and message of the error with which EC2 refuses. */
export async function refusal(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => new Error("It succeeded"),
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? [error.name, error.message] : [String(error)];
}

/** One port for IPv4 ranges. */
export function tcp(port: number, ...cidrs: string[]): IpPermission {
  const IpRanges = cidrs.map((CidrIp) => ({ CidrIp }));
  return { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges };
}
