import {
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { type Scenario, startScenario } from "./gateway/scenario";
import { createSampleGroups } from "./sample-groups";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await startScenario();
}, 60_000);

afterAll(() => scenario.stop());

it("gives some accounts groups with rules, tags and something public", async () => {
  const made = await createSampleGroups(scenario.gateway.url, scenario.organization);
  const shop = made.get("acme-web-shop");
  const client = new EC2Client(scenario.admin(scenario.account("acme-web-shop")));
  const groupIds = [shop?.web ?? "", shop?.database ?? ""];
  const inGroups = [{ Name: "group-id", Values: groupIds }];
  const { SecurityGroupRules = [] } = await client.send(
    new DescribeSecurityGroupRulesCommand({ Filters: inGroups }),
  );
  const { SecurityGroups = [] } = await client.send(
    new DescribeSecurityGroupsCommand({ GroupIds: groupIds }),
  );
  const { NetworkInterfaces = [] } = await client.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "group-id", Values: [groupIds[0] ?? ""] }] }),
  );
  client.destroy();
  expect([...made.keys()].sort()).toEqual(["acme-dev", "acme-payments-prod", "acme-web-shop"]);
  const rules = SecurityGroupRules.filter(({ IsEgress }) => !IsEgress);
  expect(
    rules.map((rule) => [rule.GroupId, rule.FromPort, rule.CidrIpv4 ?? rule.ReferencedGroupInfo?.GroupId]),
  ).toEqual([
    [shop?.web, 443, "0.0.0.0/0"],
    [shop?.database, 5432, "198.51.100.0/24"],
    [shop?.database, 5432, shop?.web],
  ]);
  expect(
    SecurityGroups.map(({ GroupName, VpcId, Tags = [] }) => [
      GroupName,
      VpcId,
      Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    ]),
  ).toEqual([
    ["web", shop?.vpcId, { Name: "web", team: "shop", environment: "production" }],
    ["database", shop?.vpcId, { Name: "database", team: "shop", environment: "production" }],
  ]);
  expect(NetworkInterfaces.map(({ Association }) => Association?.PublicIp)).toEqual(["203.0.113.11"]);
});
