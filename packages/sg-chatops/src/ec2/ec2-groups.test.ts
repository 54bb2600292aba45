// What EC2 is asked about groups, and what becomes of its answers.
import { EC2Client } from "@aws-sdk/client-ec2";
import { groupReaders } from "./ec2-groups";
import { groupReader } from "./group-reader";
import { groupId, localEc2, ok, place, refused } from "./testing/local-ec2";

const ec2 = localEc2();

describe("looking at a group", () => {
  const answered =
    "<securityGroupInfo><item><groupId>sg-1</groupId><groupName>web</groupName><vpcId>vpc-1</vpcId>" +
    "<tagSet><item><key>team</key><value>shop</value></item><item><key>empty</key></item></tagSet></item></securityGroupInfo>";
  const web = { groupId, groupName: "web", vpcId: "vpc-1", tags: { team: "shop", empty: "" } };

  it("finds it by id, and by name in the default VPC", async () => {
    ec2.answers = [ok(answered), ok(answered)];
    const found = [await ec2.reader().group({ id: groupId }), await ec2.reader().group({ name: "web" })];
    expect({ found, asked: ec2.asked() }).toEqual({
      found: [web, web],
      asked: [
        { Action: "DescribeSecurityGroups", "GroupId.1": groupId },
        { Action: "DescribeSecurityGroups", "GroupName.1": "web" },
      ],
    });
  });

  it.each(["InvalidGroup.NotFound", "InvalidGroupId.Malformed", "VPCIdNotSpecified"])(
    "finds none when EC2 says %s",
    async (code) => {
      ec2.answers = [refused(code)];
      expect(await ec2.reader().group({ name: "web" })).toBeUndefined();
    },
  );

  it("reads all pages of its rules", async () => {
    const rule = (id: string, rest: string) =>
      `<item><securityGroupRuleId>${id}</securityGroupRuleId><isEgress>false</isEgress>${rest}</item>`;
    ec2.answers = [
      ok(
        `<securityGroupRuleSet>${rule("sgr-1", "<ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><cidrIpv4>10.0.0.0/8</cidrIpv4><description>office</description>")}</securityGroupRuleSet><nextToken>more</nextToken>`,
      ),
      ok(
        `<securityGroupRuleSet>${rule("sgr-2", "<ipProtocol>-1</ipProtocol><fromPort>-1</fromPort><toPort>-1</toPort><referencedGroupInfo><groupId>sg-2</groupId><userId>555555555555</userId></referencedGroupInfo>")}${rule("sgr-3", "<ipProtocol>tcp</ipProtocol>")}</securityGroupRuleSet>`,
      ),
    ];
    const filter = { "Filter.1.Name": "group-id", "Filter.1.Value.1": groupId };
    const request = { Action: "DescribeSecurityGroupRules", MaxResults: "1000", ...filter };
    expect({ rules: await ec2.reader().rules(groupId), asked: ec2.asked() }).toEqual({
      rules: [
        {
          ruleId: "sgr-1",
          direction: "ingress",
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          peer: { kind: "ipv4", cidr: "10.0.0.0/8" },
          description: "office",
        },
        {
          ruleId: "sgr-2",
          direction: "ingress",
          protocol: "-1",
          peer: { kind: "group", groupId: "sg-2", accountId: "555555555555" },
        },
      ],
      asked: [request, { ...request, NextToken: "more" }],
    });
  });

  it("names what uses it with a public address: at most ten, each once", async () => {
    const used = (address: string, rest: string) =>
      `<item>${rest}<association><publicIp>${address}</publicIp></association></item>`;
    const instance = (at: number) =>
      used(`192.0.2.${at}`, `<attachment><instanceId>i-${at}</instanceId></attachment>`);
    ec2.answers = [
      ok(
        `<networkInterfaceSet><item><networkInterfaceId>eni-private</networkInterfaceId></item>${instance(1)}${instance(1)}` +
          `${used("198.51.100.1", "<description>ELB app/web/50dc</description>")}` +
          `${used("198.51.100.2", "<description>Interface for NAT Gateway nat-1</description>")}` +
          `${used("198.51.100.3", "<networkInterfaceId>eni-3</networkInterfaceId>")}</networkInterfaceSet><nextToken>2</nextToken>`,
      ),
      ok(
        `<networkInterfaceSet>${[2, 3, 4, 5, 6, 7, 8].map(instance).join("")}</networkInterfaceSet><nextToken>3</nextToken>`,
      ),
    ];
    expect({ uses: await ec2.reader().publicUses(groupId), calls: ec2.asked().length }).toEqual({
      uses: [
        "i-1 (192.0.2.1)",
        "load balancer app/web/50dc (198.51.100.1)",
        "Interface for NAT Gateway nat-1 (198.51.100.2)",
        "eni-3 (198.51.100.3)",
        ...[2, 3, 4, 5, 6, 7].map((at) => `i-${at} (192.0.2.${at})`),
      ],
      calls: 2,
    });
  });
});

it("calls an endpoint that is away, and an answer that is none, something that passes", async () => {
  const away = new EC2Client({ ...ec2.endpoint(), endpoint: "http://127.0.0.1:1", maxAttempts: 1 });
  ec2.answers = [{ status: 200, body: "<html" }];
  const names = await Promise.all(
    [groupReader(away, place), ec2.reader()].map((one) =>
      one.rules(groupId).catch((error: Error) => error.name),
    ),
  );
  expect(names).toEqual(["TryLater", "TryLater"]);
});

describe("as the account's own role", () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = environment;
  });

  it("takes one session for each account in whatever region, and says when there is none", async () => {
    process.env = {
      ...environment,
      AWS_ENDPOINT_URL: ec2.endpoint().endpoint,
      AWS_REGION: "us-west-2",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    };
    const session =
      "<AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>";
    const rules = ok("<securityGroupRuleSet/>");
    ec2.answers = [
      ok(`<AssumeRoleResult><Credentials>${session}</Credentials></AssumeRoleResult>`),
      rules,
      rules,
      rules,
      {
        status: 403,
        body: "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
      },
    ];
    const groups = groupReaders({ sessionName: () => "orgwatch-test", now: () => new Date() });
    await groups("444444444444", "us-west-2").rules(groupId);
    await groups("444444444444", "us-west-2").rules(groupId);
    await groups("444444444444", "eu-west-1").rules(groupId);
    await expect(groups("555555555555", "us-west-2").rules(groupId)).rejects.toMatchObject({
      name: "NoAccess",
    });
    const role = "role/security-group-reader";
    expect(ec2.asked().map(({ Action, RoleArn }) => [Action, RoleArn])).toEqual([
      ["AssumeRole", `arn:aws:iam::444444444444:${role}`],
      ["DescribeSecurityGroupRules", undefined],
      ["DescribeSecurityGroupRules", undefined],
      ["DescribeSecurityGroupRules", undefined],
      ["AssumeRole", `arn:aws:iam::555555555555:${role}`],
    ]);
  });
});
