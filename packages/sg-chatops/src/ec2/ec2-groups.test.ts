// The real SDK client against a local endpoint: what EC2 is asked, and what becomes of answers of every kind.
import { EC2Client } from "@aws-sdk/client-ec2";
import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { type LocalAnswer, type LocalAws, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { groupReaders } from "./ec2-groups";
import { groupReader } from "./group-reader";
import { groupWriter } from "./group-writer";

const place = { accountId: "444444444444", region: "us-west-2" };
const groupId = "sg-1";
let answers: LocalAnswer[];
let aws: LocalAws;
let seen = 0;

beforeAll(async () => {
  aws = await startLocalAws(() => answers.shift() ?? { status: 500, body: "" });
});
afterAll(() => aws.stop());
beforeEach(() => {
  answers = [];
  seen = aws.calls.length;
});

const client = () => new EC2Client({ ...aws.client, maxAttempts: 1 });
const reader = () => groupReader(client(), place);
const writer = () => groupWriter(client(), place);
const ok = (inner: string): LocalAnswer => ({ status: 200, body: `<Answer>${inner}</Answer>` });
const refused = (code: string, status = 400): LocalAnswer => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`,
});
/** What was asked, as EC2 reads it; without its version. */
const asked = () =>
  aws.calls.slice(seen).map(({ body }) => {
    const { Version: _, ...fields } = Object.fromEntries(new URLSearchParams(body));
    return fields;
  });

describe("looking at a group", () => {
  const answered =
    "<securityGroupInfo><item><groupId>sg-1</groupId><groupName>web</groupName><vpcId>vpc-1</vpcId>" +
    "<tagSet><item><key>team</key><value>shop</value></item><item><key>empty</key></item></tagSet></item></securityGroupInfo>";
  const web = { groupId, groupName: "web", vpcId: "vpc-1", tags: { team: "shop", empty: "" } };

  it("finds it by id, and by name in the default VPC", async () => {
    answers = [ok(answered), ok(answered)];
    const found = [await reader().group({ id: groupId }), await reader().group({ name: "web" })];
    expect({ found, asked: asked() }).toEqual({
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
      answers = [refused(code)];
      expect(await reader().group({ name: "web" })).toBeUndefined();
    },
  );

  it("reads all pages of its rules", async () => {
    const rule = (id: string, rest: string) =>
      `<item><securityGroupRuleId>${id}</securityGroupRuleId><isEgress>false</isEgress>${rest}</item>`;
    answers = [
      ok(
        `<securityGroupRuleSet>${rule("sgr-1", "<ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><cidrIpv4>10.0.0.0/8</cidrIpv4><description>office</description>")}</securityGroupRuleSet><nextToken>more</nextToken>`,
      ),
      ok(
        `<securityGroupRuleSet>${rule("sgr-2", "<ipProtocol>-1</ipProtocol><fromPort>-1</fromPort><toPort>-1</toPort><referencedGroupInfo><groupId>sg-2</groupId><userId>555555555555</userId></referencedGroupInfo>")}${rule("sgr-3", "<ipProtocol>tcp</ipProtocol>")}</securityGroupRuleSet>`,
      ),
    ];
    const filter = { "Filter.1.Name": "group-id", "Filter.1.Value.1": groupId };
    const request = { Action: "DescribeSecurityGroupRules", MaxResults: "1000", ...filter };
    expect({ rules: await reader().rules(groupId), asked: asked() }).toEqual({
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
    answers = [
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
    expect({ uses: await reader().publicUses(groupId), calls: asked().length }).toEqual({
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

const rule = (part: Partial<Rule> = {}): Rule => ({
  direction: "ingress",
  protocol: "tcp",
  fromPort: 22,
  toPort: 23,
  peer: { kind: "ipv4", cidr: "0.0.0.0/0" },
  ...part,
});
const done = "<return>true</return>";
const ssh = {
  "IpPermissions.1.IpProtocol": "tcp",
  "IpPermissions.1.FromPort": "22",
  "IpPermissions.1.ToPort": "23",
};

describe("changing a rule", () => {
  it("revokes exactly one, by its id", async () => {
    answers = [ok(done), ok(done), refused("InvalidSecurityGroupRuleId.NotFound")];
    const ends = [
      await writer().revoke(groupId, "ingress", "sgr-1"),
      await writer().revoke(groupId, "egress", "sgr-2"),
      await writer().revoke(groupId, "egress", "sgr-2"),
    ];
    const egress = {
      Action: "RevokeSecurityGroupEgress",
      GroupId: groupId,
      "SecurityGroupRuleId.1": "sgr-2",
    };
    expect({ ends, asked: asked() }).toEqual({
      ends: ["revoked", "revoked", "gone"],
      asked: [
        { Action: "RevokeSecurityGroupIngress", GroupId: groupId, "SecurityGroupRuleId.1": "sgr-1" },
        egress,
        egress,
      ],
    });
  });

  it.each<[string, Partial<Rule>, object]>([
    [
      "an IPv4 range",
      { description: "office" },
      {
        ...ssh,
        "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0",
        "IpPermissions.1.IpRanges.1.Description": "office",
      },
    ],
    [
      "an IPv6 range",
      { peer: { kind: "ipv6", cidr: "::/0" } },
      { ...ssh, "IpPermissions.1.Ipv6Ranges.1.CidrIpv6": "::/0" },
    ],
    [
      "a prefix list",
      { peer: { kind: "prefix-list", prefixListId: "pl-1" } },
      { ...ssh, "IpPermissions.1.PrefixListIds.1.PrefixListId": "pl-1" },
    ],
    [
      "a group behind a peering",
      {
        peer: {
          kind: "group",
          groupId: "sg-2",
          groupName: "db",
          accountId: "5",
          vpcId: "vpc-2",
          peeringId: "pcx-1",
        },
      },
      {
        ...ssh,
        "IpPermissions.1.Groups.1.GroupId": "sg-2",
        "IpPermissions.1.Groups.1.UserId": "5",
        "IpPermissions.1.Groups.1.VpcId": "vpc-2",
        "IpPermissions.1.Groups.1.VpcPeeringConnectionId": "pcx-1",
      },
    ],
    [
      "a group that is known by name only",
      { peer: { kind: "group", groupName: "db" } },
      { ...ssh, "IpPermissions.1.Groups.1.GroupName": "db" },
    ],
    [
      "all protocols",
      { protocol: "-1", fromPort: undefined, toPort: undefined },
      { "IpPermissions.1.IpProtocol": "-1", "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0" },
    ],
    [
      "any ICMP",
      { protocol: "icmp", fromPort: undefined, toPort: undefined },
      {
        "IpPermissions.1.IpProtocol": "icmp",
        "IpPermissions.1.FromPort": "-1",
        "IpPermissions.1.ToPort": "-1",
        "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0",
      },
    ],
    [
      "another protocol",
      { protocol: "50", fromPort: undefined, toPort: undefined },
      { "IpPermissions.1.IpProtocol": "50", "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0" },
    ],
  ])("authorizes exactly %s", async (_name, part, permission) => {
    answers = [ok(done)];
    expect({ end: await writer().authorize(groupId, rule(part)), asked: asked() }).toEqual({
      end: "authorized",
      asked: [{ Action: "AuthorizeSecurityGroupIngress", GroupId: groupId, ...permission }],
    });
  });

  it("authorizes outbound, and says when an equal rule is there", async () => {
    answers = [refused("InvalidPermission.Duplicate")];
    const end = await writer().authorize(groupId, rule({ direction: "egress" }));
    expect([end, asked()[0]?.Action]).toEqual(["there", "AuthorizeSecurityGroupEgress"]);
  });

  it.each<[Peer, object]>([
    [{ kind: "ipv4", cidr: "10.0.0.0/8" }, { CidrIpv4: "10.0.0.0/8" }],
    [{ kind: "ipv6", cidr: "::/0" }, { CidrIpv6: "::/0" }],
    [{ kind: "prefix-list", prefixListId: "pl-1" }, { PrefixListId: "pl-1" }],
    [{ kind: "group", groupId: "sg-2", accountId: "5" }, { ReferencedGroupId: "sg-2" }],
  ])("sets exactly one rule to %j, without the description that it has not", async (peer, expected) => {
    answers = [ok(done), refused("InvalidSecurityGroupRuleId.NotFound")];
    const ends = [
      await writer().modify(groupId, "sgr-1", rule({ peer })),
      await writer().modify(groupId, "sgr-1", rule({ peer })),
    ];
    const to = "SecurityGroupRule.1.SecurityGroupRule";
    const fields = { IpProtocol: "tcp", FromPort: "22", ToPort: "23", ...expected, Description: "" };
    const request = {
      Action: "ModifySecurityGroupRules",
      GroupId: groupId,
      "SecurityGroupRule.1.SecurityGroupRuleId": "sgr-1",
      ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${to}.${name}`, value])),
    };
    expect({ ends, asked: asked() }).toEqual({ ends: ["modified", "gone"], asked: [request, request] });
  });

  it("takes no for an answer that says it", async () => {
    answers = [ok("<return>false</return>")];
    await expect(writer().revoke(groupId, "ingress", "sgr-1")).rejects.toMatchObject({
      name: "Refused",
      code: "ReturnFalse",
    });
  });
});

it.each([
  ["UnauthorizedOperation", 403, "NoAccess"],
  ["AuthFailure", 401, "NoAccess"],
  ["OptInRequired", 401, "NoAccess"],
  ["InvalidGroup.NotFound", 400, "GroupGone"],
  ["RequestLimitExceeded", 503, "TryLater"],
  ["Throttling", 400, "TryLater"],
  ["InternalError", 500, "TryLater"],
  ["Whatever", 502, "TryLater"],
  ["RulesPerSecurityGroupLimitExceeded", 400, "Refused"],
  ["InvalidParameterValue", 400, "Refused"],
])("says what %s means", async (code, status, name) => {
  answers = [refused(code, status)];
  await expect(writer().authorize(groupId, rule())).rejects.toMatchObject({ name });
});

it("calls an endpoint that is away, and an answer that is none, something that passes", async () => {
  const away = new EC2Client({ ...aws.client, endpoint: "http://127.0.0.1:1", maxAttempts: 1 });
  answers = [{ status: 200, body: "<html" }];
  const names = await Promise.all(
    [groupReader(away, place), reader()].map((one) => one.rules(groupId).catch((error: Error) => error.name)),
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
      AWS_ENDPOINT_URL: aws.client.endpoint,
      AWS_REGION: "us-west-2",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    };
    const session =
      "<AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>";
    const rules = ok("<securityGroupRuleSet/>");
    answers = [
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
    expect(asked().map(({ Action, RoleArn }) => [Action, RoleArn])).toEqual([
      ["AssumeRole", `arn:aws:iam::444444444444:${role}`],
      ["DescribeSecurityGroupRules", undefined],
      ["DescribeSecurityGroupRules", undefined],
      ["DescribeSecurityGroupRules", undefined],
      ["AssumeRole", `arn:aws:iam::555555555555:${role}`],
    ]);
  });
});
